import type DataLoader from 'dataloader';
import pLimit from 'p-limit';
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
import { partOf } from './part.js';
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
  readonly #links: DataLoader<string, readonly PaymentLink[]>;

  constructor(services: Services, clients: Clients, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#lists = createLoader(
      'invoices',
      call,
      (records, batch) =>
        loadEach(records, async (record) => partOf(services.backends, 'invoices').part.list(record, batch)),
      ({ id }) => id,
    );
    this.#links = createLinkLoader(services, call);
  }

  /** Newest first. Empty when the client has no account to bill. */
  async ofClient(client: ClientRecord, request: PageRequest, states?: readonly InvoiceState[]): Promise<InvoicePage> {
    check(request);
    const record = await this.#clients.recordAt(client, partOf(this.#services.backends, 'invoices').backend.name);
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
  async byKey(clientKey: string, invoiceId: string): Promise<Invoice | null> {
    const owner = this.#services.ownerOf('INVOICES');
    const record = owner === null ? null : await this.#clients.byId(encodeId('Client', owner, clientKey));
    if (record === null) return null;
    const { invoices, isTruncated } = await this.#lists.load(record);
    const found = invoices.find((invoice) => invoice.invoiceId === invoiceId);
    if (found === undefined && isTruncated) throw new UpstreamError('UPSTREAM_BAD_RESPONSE', record.backend);
    return found ?? null;
  }

  /** Unpaid after its due day, by the calendar of the ISP. */
  isOverdue({ state, dueDate, secondDueDate }: Invoice): boolean {
    const due = dueDate ?? secondDueDate;
    const { timeZone } = partOf(this.#services.backends, 'invoices').backend.locality;
    return state === 'PENDING' && due !== null && due < dayIn(timeZone, new Date());
  }

  /** Empty for an invoice that cannot be paid, without a call. @throws {CodedError} more than 20 in one operation. */
  async paymentLinks({ state, invoiceId }: Invoice): Promise<readonly PaymentLink[]> {
    return state === 'PENDING' ? this.#links.load(invoiceId) : [];
  }
}

function createLinkLoader(services: Services, call: UpstreamCall): DataLoader<string, readonly PaymentLink[]> {
  const limit = pLimit(linkCallsAtOnce);
  let count = 0;
  return createLoader('paymentLinks', call, (invoiceIds, batch) =>
    loadEach(invoiceIds, (invoiceId) => {
      count += 1;
      if (count > maxLinkCalls) throw new CodedError('RATE_LIMITED', true);
      return limit(() => partOf(services.backends, 'paymentLinks').part.links(invoiceId, batch));
    }),
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
