import type DataLoader from 'dataloader';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import { NotSupported, UpstreamError } from '../model/errors.js';
import { encodeId } from '../model/id.js';
import { type Page, type PageRequest, toPage } from '../model/page.js';
import type { Payment, PaymentList } from '../model/payment.js';
import type { UpstreamCall } from '../upstream/call.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import type { Clients } from './client.js';
import { partAt } from './part.js';
import type { Services } from './services.js';

export interface PaymentPage extends Page<Payment> {
  /** True when some may be missing. */
  readonly truncated: boolean;
}

/** Payments of subscribers. */
export class Payments {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #lists: DataLoader<ClientRecord, PaymentList, string>;

  constructor(services: Services, clients: Clients, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#lists = createLoader(
      'payments',
      call,
      (records, batch) => loadEach(records, (record) => this.#read(record, batch)),
      ({ id }) => id,
    );
  }

  /** Newest first. Empty when the client has no account to bill. */
  async ofClient(client: ClientRecord, request: PageRequest): Promise<PaymentPage> {
    toPaymentPage([], request);
    const record = await this.#clients.recordWith(client, 'PAYMENTS');
    if (record === null) return { ...toPaymentPage([], request), truncated: false };
    const { payments, isTruncated: truncated } = await this.#lists.load(record);
    const page = toPaymentPage(payments, request);
    return { ...page, totalCount: truncated ? null : page.totalCount, truncated };
  }

  /** @returns null when the client has no such payment. @throws {UpstreamError} it may be among those that are missing. */
  async byKey(backend: BackendName, clientKey: string, paymentId: string): Promise<Payment | null> {
    const isThere = this.#services.owners.all('PAYMENTS').includes(backend);
    const record = isThere ? await this.#clients.byId(encodeId('Client', backend, clientKey)) : null;
    if (record === null) return null;
    const { payments, isTruncated } = await this.#lists.load(record);
    const found = payments.find((payment) => payment.paymentId === paymentId);
    if (found === undefined && isTruncated) throw new UpstreamError('UPSTREAM_BAD_RESPONSE', record.backend);
    return found ?? null;
  }

  /** @throws {NotSupported} it turned out that the back end cannot tell whose a payment is. */
  async #read(record: ClientRecord, call: UpstreamCall): Promise<PaymentList> {
    try {
      return await partAt(this.#services.backends, 'payments', record.backend).part.list(record, call);
    } catch (error) {
      throw this.#services.owners.all('PAYMENTS').includes(record.backend) ? error : new NotSupported();
    }
  }
}

/** The back end's order is kept. A payment that is gone since the cursor was made ends the list. */
function toPaymentPage(payments: readonly Payment[], request: PageRequest): Page<Payment> {
  const positions = new Map(payments.map(({ paymentId }, index) => [paymentId, index]));
  const compare = (one: string, other: string): number =>
    (positions.get(one) ?? 0) - (positions.get(other) ?? payments.length);
  return toPage(payments, request, ({ paymentId }) => paymentId, compare);
}
