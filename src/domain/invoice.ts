import type DataLoader from 'dataloader';
import pLimit from 'p-limit';
import type { BackendName } from '../model/backend.js';
import { dayIn } from '../model/calendar.js';
import type { ClientRecord } from '../model/client.js';
import type { Contract } from '../model/contract.js';
import { CodedError, UpstreamError } from '../model/errors.js';
import { encodeId } from '../model/id.js';
import type { Invoice, InvoiceList, InvoiceState, PaymentLink } from '../model/invoice.js';
import { type Page, type PageRequest, toPage } from '../model/page.js';
import type { UpstreamCall } from '../upstream/call.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import type { Clients } from './client.js';
import { partAt } from './part.js';
import type { Services } from './services.js';

export interface InvoicePage extends Page<Invoice> {
  /** True when some may be missing. */
  readonly truncated: boolean;
}

/** Each link is a call, and may make the payment provider create it (Wispro contract P5). */
const maxLinkCalls = 20;
const linkCallsAtOnce = 4;

/** Invoices of subscribers. */
export class Invoices {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #lists: DataLoader<ClientRecord, InvoiceList, string>;
  readonly #links: DataLoader<Invoice, readonly PaymentLink[], string>;

  constructor(services: Services, clients: Clients, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#lists = createLoader(
      'invoices',
      call,
      (records, batch) =>
        loadEach(records, async (record) =>
          partAt(services.backends, 'invoices', record.backend).part.list(record, batch),
        ),
      ({ id }) => id,
    );
    this.#links = createLinkLoader(services, call);
  }

  /** Newest first. Empty when the client has no account to bill. */
  async ofClient(client: ClientRecord, request: PageRequest, states?: readonly InvoiceState[]): Promise<InvoicePage> {
    check(request);
    const record = await this.#clients.recordWith(client, 'INVOICES');
    if (record === null) return { ...toInvoicePage([], request), truncated: false };
    const { invoices, isTruncated } = await this.#lists.load(record);
    const wanted = invoices.filter(({ state }) => states === undefined || states.includes(state));
    return toCutPage(wanted, request, isTruncated);
  }

  async ofContract(contract: Contract, request: PageRequest): Promise<InvoicePage> {
    check(request);
    const record = await this.#clients.byId(contract.clientId);
    if (record === null) return { ...toInvoicePage([], request), truncated: false };
    const { invoices, isTruncated } = await this.#lists.load(record);
    const wanted = invoices.filter(({ contractId }) => contractId === contract.contractId);
    return toCutPage(wanted, request, isTruncated);
  }

  /** @returns null when the client has no such invoice. @throws {UpstreamError} it may be among those that are missing. */
  async byKey(backend: BackendName, clientKey: string, invoiceId: string): Promise<Invoice | null> {
    const isBiller = this.#services.owners.all('INVOICES').includes(backend);
    const record = isBiller ? await this.#clients.byId(encodeId('Client', backend, clientKey)) : null;
    if (record === null) return null;
    const { invoices, isTruncated } = await this.#lists.load(record);
    const found = invoices.find((invoice) => invoice.invoiceId === invoiceId);
    if (found === undefined && isTruncated) throw new UpstreamError('UPSTREAM_BAD_RESPONSE', record.backend);
    return found ?? null;
  }

  /** Unpaid after its due day, by the calendar of the ISP. */
  isOverdue({ backend, state, dueDate, secondDueDate }: Invoice): boolean {
    const due = dueDate ?? secondDueDate;
    const { timeZone } = partAt(this.#services.backends, 'invoices', backend).backend.locality;
    return state === 'PENDING' && due !== null && due < dayIn(timeZone, new Date());
  }

  /** Empty for an invoice that cannot be paid, without a call. @throws {CodedError} more than 20 in one operation. */
  async paymentLinks(invoice: Invoice): Promise<readonly PaymentLink[]> {
    return invoice.state === 'PENDING' ? this.#links.load(invoice) : [];
  }
}

function createLinkLoader(services: Services, call: UpstreamCall): DataLoader<Invoice, readonly PaymentLink[], string> {
  const limit = pLimit(linkCallsAtOnce);
  let count = 0;
  return createLoader(
    'paymentLinks',
    call,
    (invoices, batch) =>
      loadEach(invoices, (invoice) => {
        count += 1;
        if (count > maxLinkCalls) throw new CodedError('RATE_LIMITED', true);
        return limit(() => partAt(services.backends, 'paymentLinks', invoice.backend).part.links(invoice, batch));
      }),
    ({ id }) => id,
  );
}

/** The total is unknown where some may be missing. */
function toCutPage(invoices: readonly Invoice[], request: PageRequest, truncated: boolean): InvoicePage {
  const page = toInvoicePage(invoices, request);
  return { ...page, totalCount: truncated ? null : page.totalCount, truncated };
}

/** Before a back end is asked. @throws {BadUserInput} a page that cannot be. */
function check(request: PageRequest): void {
  toInvoicePage([], request);
}

function toInvoicePage(invoices: readonly Invoice[], request: PageRequest): Page<Invoice> {
  const positions = new Map(invoices.map(({ invoiceId }, index) => [invoiceId, index]));
  // The back end's order is kept. An invoice that is gone since the cursor was made ends the list.
  const compare = (one: string, other: string): number =>
    (positions.get(one) ?? 0) - (positions.get(other) ?? invoices.length);
  return toPage(invoices, request, ({ invoiceId }) => invoiceId, compare);
}
