import { z } from 'zod';
import { type AmountPlace, type DecimalMark, findDecimalMark, toAmount } from '../../../../model/amount.js';
import type { Locality } from '../../../../model/backend.js';
import type { ClientRecord } from '../../../../model/client.js';
import { decodeId, encodeId } from '../../../../model/id.js';
import { toMoney } from '../../../../model/money.js';
import type { Payment, PaymentState } from '../../../../model/payment.js';
import type { PaymentPort, Warn } from '../../../backend.js';
import type { Row } from '../../protocol/answer.js';
import { field, readRows, toInstant, toKey, toText } from '../../protocol/value.js';
import { cloudIdOf } from '../client-record.js';
import type { Access } from '../protocol/access.js';
import { createFilterProof } from '../protocol/filter-proof.js';
import { FilterIgnored, readList } from '../protocol/list.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';

export const paymentsRoute = defineRoute('/invoicing/payments');

/** A row of payments (cloud contract 3.2), which names its client. */
function toPaymentRow(place: AmountPlace, mark: DecimalMark | null) {
  const amount = field((value) => toAmount(value, place, mark));
  return z.object({
    id: field(toKey).pipe(z.string()),
    state: field(toText),
    amount,
    credit_amount: amount,
    payment_date: field(toText),
    transaction_kind: field(toText),
    transaction_code: field(toText),
    payment_transactions: field((value) => (Array.isArray(value) ? value.length : null)),
  });
}

const states: ReadonlyMap<string, PaymentState> = new Map([
  ['success', 'RECORDED'],
  ['void', 'VOID'],
]);

/** The payments of a client, if the list looks at whose they are asked for. Once it does not, there are none to be had. */
export function createCloudPayments(
  session: CloudSession,
  access: Pick<Access, 'close'>,
  locality: Locality,
  warn: Warn,
): PaymentPort {
  const isProven = createFilterProof(session, paymentsRoute);
  return {
    list: async (client, call) => {
      const id = cloudIdOf(client);
      if (id === null) return { payments: [], isTruncated: true };
      if (!(await isProven(call))) {
        access.close(paymentsRoute.template);
        throw new FilterIgnored();
      }
      const { rows, completeness } = await readList(session, paymentsRoute, { client_id_eq: id }, call);
      const own = rows.filter(({ client_id: owner }) => toText(owner)?.toLowerCase() === id.toLowerCase());
      if (own.length < rows.length) warn('payments of another client', rows.length - own.length);
      const payments = readPayments(own, client, locality);
      return {
        payments,
        isTruncated: completeness !== 'WHOLE' || payments.length < rows.length,
      };
    },
  };
}

/** Newest first; those without a time come last. */
function readPayments(rows: readonly Row[], client: ClientRecord, locality: Locality): readonly Payment[] {
  const mark = findDecimalMark(
    rows.flatMap(({ amount, credit_amount: credit }) => [amount, credit]),
    locality,
  );
  const payments = readRows(toPaymentRow(locality, mark), rows).rows.map((row) => toPayment(row, client, locality));
  return payments.sort((one, other) => (other.paidAt?.getTime() ?? 0) - (one.paidAt?.getTime() ?? 0));
}

function toPayment(row: z.output<ReturnType<typeof toPaymentRow>>, client: ClientRecord, locality: Locality): Payment {
  const { currency, timeZone } = locality;
  // Some installations write zero always: without a part that went to an invoice, it cannot be.
  const isContradicted = row.payment_transactions === 0 && Number(row.credit_amount) === 0;
  return {
    id: encodeId('Payment', 'WISPRO', ...(decodeId(client.id)?.key ?? []), row.id),
    backend: 'WISPRO',
    clientId: client.id,
    paymentId: row.id,
    state: states.get(row.state?.toLowerCase() ?? '') ?? 'UNKNOWN',
    amount: toMoney(row.amount, currency),
    credited: isContradicted ? null : toMoney(row.credit_amount, currency),
    paidAt: toInstant(row.payment_date, timeZone),
    method: row.transaction_kind,
    reference: row.transaction_code,
  };
}
