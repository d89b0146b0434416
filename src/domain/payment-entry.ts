import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import { BadUserInput, NotSupported } from '../model/errors.js';
import { decodeId, encodeId } from '../model/id.js';
import { clientIdForm } from '../model/input-form.js';
import type { PaymentEntryRefusal as RefusalOfBackend, RegisteredPayment } from '../model/payment-entry.js';
import type { PaymentReport } from '../model/payment-report.js';
import type { UpstreamCall } from '../upstream/call.js';
import type { Clients } from './client.js';
import { type PaymentClue, toRegistered } from './outcomes/payment-proof.js';
import { type OwnedPart, partAt, partsOf } from './part.js';
import { confirmReport } from './payment-decision.js';
import { checkPayment, type PaymentForm, toReferenceKey } from './payment-form.js';
import type { PaymentReports, ReportRefusal } from './payment-report.js';
import type { Services } from './services.js';
import { paymentRegistered } from './webhook/occurrence.js';
import type { WriteResult, Writes } from './writes/write.js';

export interface PaymentEntryRequest {
  /** Global id of the invoice, or of the client whose account is credited; one of them. */
  readonly invoiceId?: string | undefined;
  readonly clientId?: string | undefined;
  /** Report that the payment confirms, of which amount and reference are where they are not given. */
  readonly reportId?: string | undefined;
  /** Decimal string. */
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
  readonly method?: string | undefined;
  readonly reference?: string | undefined;
  readonly reconnects: boolean;
  readonly idempotencyKey: string;
  /** Send it although an earlier one of the same reference, of unknown outcome and left to a person, may have been recorded. */
  readonly force: boolean;
}

export type PaymentEntryRefusal =
  | ReportRefusal
  | { readonly kind: Exclude<RefusalOfBackend['kind'], 'unknown-method'> | 'reference-used' };

export type RegisterPaymentResult = WriteResult<RegisteredPayment, PaymentEntryRefusal>;

/** As long as a bank could name one of its transactions again. */
const referenceHoldMs = 10 * 365 * 86_400_000;

/** Whose payment it is, at the back end that takes it. */
interface Target {
  readonly taker: OwnedPart<'paymentEntries'>;
  readonly clientId: string;
  /** The back end's own id; null: the client's account. */
  readonly invoiceKey: string | null;
}

/** What is sent, once it is known to be well formed. */
interface Entry extends Target {
  readonly amount: string;
  readonly reference: string;
}

/**
 * Payments that the ISP has received, recorded at the back end that bills. No back end has a key for them (native contract 5.2, cloud
 * contract 3.3): one is sent at most once for each reference, which no other payment of the installation may have.
 */
export class PaymentEntries {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #reports: PaymentReports;
  readonly #writes: Writes;
  readonly #call: UpstreamCall;

  constructor(services: Services, clients: Clients, reports: PaymentReports, writes: Writes, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#reports = reports;
    this.#writes = writes;
    this.#call = call;
  }

  /**
   * @throws {BadUserInput} an id of another kind, or a client where an invoice must be named. @throws {UpstreamError} nothing was sent.
   * @throws {NotSupported} no back end takes payments.
   */
  async register(request: PaymentEntryRequest): Promise<RegisterPaymentResult> {
    const target = await this.#findTarget(request);
    if (target === null) return { kind: 'not-found' };
    const { reportId } = request;
    const report = reportId === undefined ? null : await this.#reports.find(reportId, 'input.reportId');
    if (reportId !== undefined && report?.clientId !== target.clientId) return { kind: 'report-not-found' };
    const form = toForm(request, report);
    const fields = checkPayment(form, target.taker.backend.locality.currency);
    // One report is one payment: by another reference it could become a second.
    const isOther = report !== null && toReferenceKey(form.reference) !== toReferenceKey(report.reference);
    if (isOther) return { kind: 'invalid', fields: [...fields, { path: ['reference'], kind: 'malformed' }] };
    if (fields.length > 0) return { kind: 'invalid', fields };
    const result = await this.#send(request, { ...target, amount: form.amount, reference: form.reference });
    if (reportId !== undefined && result.kind === 'done')
      await confirmReport(this.#services.store.paymentReports, reportId);
    return result;
  }

  async #send(request: PaymentEntryRequest, entry: Entry): Promise<RegisterPaymentResult> {
    const { taker, clientId, invoiceKey, amount, reference } = entry;
    const { reportId, method = null, reconnects } = request;
    const { name, locality } = taker.backend;
    const { currency } = locality;
    const clue: PaymentClue = { invoiceKey, amount, currency, reference, reportId: reportId ?? null };
    let record: ClientRecord | null = null;
    const result = await this.#writes.once<
      RegisteredPayment,
      PaymentEntryRefusal | { readonly kind: 'unknown-method' }
    >({
      operation: 'registerPayment',
      backend: name,
      key: request.idempotencyKey,
      input: [clientId, invoiceKey, amount, reference, method, reconnects, reportId ?? null],
      clientId,
      content: {
        parts: [toReferenceKey(reference)],
        sameForMs: referenceHoldMs,
        force: request.force ? 'left' : 'nothing',
      },
      clue: () => clue,
      check: async () => {
        if (reportId !== undefined) {
          const open = await this.#reports.findOpen(reportId, 'input.reportId');
          if ('kind' in open) return open;
        }
        record = await this.#clients.writeTargetAt(clientId, name, 'input.clientId');
        return record?.id === clientId ? null : { kind: 'not-found' };
      },
      send: async (writeId) => {
        if (record === null) return { kind: 'not-found' };
        const sent = { client: record, invoiceId: invoiceKey, amount, method, reference, reconnects };
        const outcome = await taker.part.register(sent, this.#call);
        if (outcome.kind !== 'done') return outcome;
        const { paymentId } = outcome.value;
        const value = toRegistered({ backend: name, clientId }, clue, paymentId, new Date().toISOString());
        await this.#services.webhooks.publishEventually(paymentRegistered(value, writeId));
        return { kind: 'done', value };
      },
    });
    const isChanged = (result.kind === 'done' && !result.isReplay) || result.kind === 'unknown';
    if (record !== null && isChanged) await this.#clients.doubt(record);
    if (result.kind === 'duplicate') return { kind: 'reference-used' };
    if (result.kind !== 'unknown-method') return result;
    return { kind: 'invalid', fields: [{ path: ['method'], kind: 'unknownMethod' }] };
  }

  /** @returns null when no back end that takes payments knows the client. */
  async #findTarget({ invoiceId, clientId }: PaymentEntryRequest): Promise<Target | null> {
    const { backends } = this.#services;
    if ((invoiceId === undefined) === (clientId === undefined)) {
      throw new BadUserInput('input', { expected: 'one of invoiceId, clientId' });
    }
    const named = invoiceId === undefined ? readClientId(clientId ?? '') : readInvoiceId(invoiceId);
    // A back end of which it is not known yet what is installed tells it when it is asked.
    const isKnown = partsOf(backends, 'paymentEntries').some(({ backend }) => backend.name === named.backend);
    if (!isKnown) await this.#clients.byId(named.clientId);
    const { invoiceKey } = named;
    if (invoiceKey !== null) {
      return { taker: partAt(backends, 'paymentEntries', named.backend), clientId: named.clientId, invoiceKey };
    }
    const takers = partsOf(backends, 'paymentEntries');
    if (takers.length === 0) throw new NotSupported();
    for (const taker of takers) {
      const client = await this.#clients.byIdAt(named.clientId, taker.backend.name, 'input.clientId');
      if (client === null) continue;
      if (!taker.part.takesAccounts) throw new BadUserInput('input.invoiceId', { expected: invoiceIdForm });
      return { taker, clientId: client.id, invoiceKey: null };
    }
    return null;
  }
}

const invoiceIdForm = 'the id of an invoice';

interface Named {
  readonly backend: BackendName;
  readonly clientId: string;
  readonly invoiceKey: string | null;
}

function readInvoiceId(id: string): Named {
  const node = decodeId(id);
  const [clientKey, invoiceKey] = node?.type === 'Invoice' ? node.key : [];
  if (node === null || clientKey === undefined || invoiceKey === undefined) {
    throw new BadUserInput('input.invoiceId', { expected: invoiceIdForm });
  }
  return { backend: node.backend, clientId: encodeId('Client', node.backend, clientKey), invoiceKey };
}

function readClientId(clientId: string): Named {
  const node = decodeId(clientId);
  if (node?.type !== 'Client') throw new BadUserInput('input.clientId', { expected: clientIdForm });
  return { backend: node.backend, clientId, invoiceKey: null };
}

/** What is not given is as it was reported. */
function toForm(request: PaymentEntryRequest, report: PaymentReport | null): PaymentForm {
  const { amount, currency, reference, method, idempotencyKey } = request;
  return {
    amount: amount ?? report?.amount.amount ?? '',
    currency: currency ?? report?.amount.currency,
    reference: reference ?? report?.reference ?? '',
    ...{ method, idempotencyKey },
  };
}
