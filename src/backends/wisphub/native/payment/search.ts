import type { LostPayment, PaymentReceipt } from '../../../../model/payment-entry.js';
import type { Evidence } from '../../../../model/write.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { NativeSession } from '../protocol/session.js';
import { isPaid, readInvoice } from './invoice.js';

/**
 * Looks for a payment at its invoice, which was open when it was sent (native contract 5.2). Paid under our reference, with our amount, it is
 * ours. Paid otherwise, somebody paid it: a person must look. Open, it says nothing: that a payment is not there is no proof there.
 */
export async function findPayment(
  session: NativeSession,
  { invoiceId, amount, reference }: LostPayment,
  call: UpstreamCall,
): Promise<Evidence<PaymentReceipt>> {
  const row = invoiceId === null ? null : await readInvoice(session, invoiceId, call);
  const isOurs =
    row !== null &&
    isPaid(row) &&
    // Stored in capitals at some installations; one that is cut off may be another's (A23).
    row.referencia?.trim().toUpperCase() === reference.toUpperCase() &&
    Number(row.total_cobrado) === Number(amount);
  return isOurs ? { kind: 'found', value: { paymentId: null } } : { kind: 'unreadable' };
}
