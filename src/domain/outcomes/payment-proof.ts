import type { Backend } from '../../backends/backend.js';
import type { BackendName } from '../../model/backend.js';
import { decodeId, encodeId } from '../../model/id.js';
import type { PaymentReceipt, RegisteredPayment } from '../../model/payment-entry.js';
import type { Evidence } from '../../model/write.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { UpstreamCall } from '../../upstream/call.js';

/** Clue of a payment: all of its answer but what the back end gives. */
export interface PaymentClue {
  /** The back end's own id; null: the client's account. */
  readonly invoiceKey: string | null;
  /** Decimal string. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly reference: string;
  /** Report that the payment confirms. */
  readonly reportId: string | null;
}

/** @param paid what it is of. @param registeredAt RFC 3339. */
export function toRegistered(
  paid: { readonly backend: BackendName; readonly clientId: string },
  { invoiceKey, amount, currency, reference }: PaymentClue,
  paymentId: string | null,
  registeredAt: string,
): RegisteredPayment {
  const { backend, clientId } = paid;
  const clientKey = decodeId(clientId)?.key[0] ?? '';
  return {
    paymentId,
    invoiceId: invoiceKey === null ? null : encodeId('Invoice', backend, clientKey, invoiceKey),
    ...{ clientId, amount: { amount, currency }, reference, registeredAt },
  };
}

/** A payment is found by its reference, which no other of the installation has. */
export async function lookForPayment(
  backend: Backend,
  write: WriteRecord,
  clue: PaymentClue,
  call: UpstreamCall,
): Promise<Evidence<RegisteredPayment>> {
  const clientKey = decodeId(write.clientId)?.key[0];
  if (backend.paymentEntries === undefined || clientKey === undefined) return { kind: 'unreadable' };
  const { invoiceKey: invoiceId, amount, reference } = clue;
  const lost = { clientKey, invoiceId, amount, reference, requestedAt: write.requestedAt };
  const evidence: Evidence<PaymentReceipt> = await backend.paymentEntries.findByReference(lost, call);
  if (evidence.kind !== 'found') return evidence;
  return { kind: 'found', value: toRegistered(write, clue, evidence.value.paymentId, write.requestedAt) };
}
