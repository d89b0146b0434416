import { findDecimalMark, toAmount } from '../../../../model/amount.js';
import type { Locality } from '../../../../model/backend.js';
import { toWallClock } from '../../../../model/calendar.js';
import type { LostPayment } from '../../../../model/payment-entry.js';
import type { PaymentEntryPort } from '../../../backend.js';
import type { Row } from '../../protocol/answer.js';
import { toKey, toText } from '../../protocol/value.js';
import { absenceRule, marginMs } from '../protocol/absence.js';
import { readList } from '../protocol/list.js';
import type { CloudSession } from '../protocol/session.js';
import { paymentsRoute } from './payment.js';

/**
 * Looks for a payment by its code, in all that were booked since it was sent: no filter finds it. A row that does not say whose it is,
 * or by what code it was paid, might be the one.
 */
export function createPaymentSearch(session: CloudSession, locality: Locality): PaymentEntryPort['findByReference'] {
  const stamp = (at: number): string => toWallClock(new Date(at), locality.timeZone, "yyyy-MM-dd'T'HH:mm:ssZZ");
  return async (lost, call) => {
    const query = {
      created_at_after: stamp(Date.parse(lost.requestedAt) - marginMs),
      created_at_before: stamp(Date.now() + marginMs),
    };
    const { rows, completeness } = await readList(session, paymentsRoute, query, call);
    const candidates = rows.filter((row) => mayBe(row, lost));
    const named = candidates.find((row) => isOf(row, lost) && toText(row.transaction_code) !== null);
    const id = named === undefined ? null : toKey(named.id);
    // Voided, or of another amount, it is a person's to judge.
    if (named !== undefined && id !== null && isBooked(named, lost, rows, locality))
      return { kind: 'found', value: { paymentId: id } };
    if (named !== undefined) return { kind: 'unreadable' };
    return completeness === 'WHOLE' && candidates.length === 0
      ? { kind: 'absent', rule: absenceRule }
      : { kind: 'unclear' };
  };
}

/** True as well where a row leaves out its client or its reference. */
function mayBe(row: Row, { clientKey, reference }: LostPayment): boolean {
  const [client, code] = [toText(row.client_id), toText(row.transaction_code)];
  const isClient = client === null || client.toLowerCase() === clientKey.toLowerCase();
  return isClient && (code === null || code.toUpperCase() === reference.toUpperCase());
}

function isOf(row: Row, { clientKey }: LostPayment): boolean {
  return toText(row.client_id)?.toLowerCase() === clientKey.toLowerCase();
}

function isBooked(row: Row, { amount }: LostPayment, rows: readonly Row[], locality: Locality): boolean {
  const mark = findDecimalMark(
    rows.map((each) => each.amount),
    locality,
  );
  const booked = toAmount(row.amount, locality, mark);
  return toText(row.state)?.toLowerCase() === 'success' && booked !== null && Number(booked) === Number(amount);
}
