import type { Locality } from '../../../../model/backend.js';
import { toWallClock } from '../../../../model/calendar.js';
import { UpstreamError } from '../../../../model/errors.js';
import type { PaymentEntry, PaymentEntryRefusal, PaymentReceipt } from '../../../../model/payment-entry.js';
import type { WriteOutcome } from '../../../../model/write.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { InvoicePort, PaymentEntryPort } from '../../../backend.js';
import type { Row } from '../../protocol/answer.js';
import { isUuid } from '../../protocol/search.js';
import { toText } from '../../protocol/value.js';
import { cloudIdOf } from '../client-record.js';
import type { EnvelopeReading } from '../protocol/envelope.js';
import { recordOf } from '../protocol/list.js';
import type { CloudSession } from '../protocol/session.js';
import { paymentsRoute } from './payment.js';
import { createPaymentSearch } from './payment-search.js';

type Outcome = WriteOutcome<PaymentReceipt, PaymentEntryRefusal>;

/** `POST` of a payment (cloud contract 3.3), sent once: a repeat would be booked again (T10). */
export function createCloudPaymentEntries(
  session: CloudSession,
  invoices: InvoicePort,
  locality: Locality,
): PaymentEntryPort {
  return {
    takesAccounts: true,
    findByReference: createPaymentSearch(session, locality),
    register: async (entry, call) => {
      const clientId = cloudIdOf(entry.client);
      if (clientId === null) return { kind: 'not-found' };
      const obstacle = await findObstacle(invoices, entry, call);
      if (obstacle !== null) return obstacle;
      const { amount, invoiceId, method, reference } = entry;
      const json = {
        client_id: clientId,
        amount: Number(amount),
        // Noon of the ISP's day: midnight may be the day before (T15).
        payment_date: toWallClock(new Date(), locality.timeZone, "yyyy-MM-dd'T12:00:00'ZZ"),
        transaction_code: reference,
        ...(method === null ? {} : { comment: method }),
        ...(invoiceId === null ? {} : { invoice_ids: [invoiceId] }),
      };
      try {
        return readPayment(await session.post({ route: paymentsRoute }, json, call), json);
      } catch (error) {
        if (error instanceof UpstreamError && error.mayHaveArrived) return { kind: 'unknown' };
        throw error;
      }
    },
  };
}

/** Read now, by the list of the client's own: an invoice does not say whose it is. @returns null when nothing stands in the way. */
async function findObstacle(
  invoices: InvoicePort,
  { client, invoiceId }: Pick<PaymentEntry, 'client' | 'invoiceId'>,
  call: UpstreamCall,
): Promise<Outcome | null> {
  if (invoiceId === null) return null;
  const { invoices: own, isTruncated } = await notSent(invoices.list(client, call));
  const invoice = own.find((each) => each.invoiceId === invoiceId);
  if (invoice === undefined && isTruncated) throw incomplete();
  if (invoice === undefined) return { kind: 'not-found' };
  if (invoice.state === 'PAID') return { kind: 'already-paid' };
  return invoice.state === 'PENDING' ? null : { kind: 'refused' };
}

/** Only the id of a payment that is ours proves that it was booked (cloud contract 3.3). */
function readPayment(reading: EnvelopeReading, sent: Readonly<Record<string, unknown>>): Outcome {
  if (reading.kind !== 'body') return { kind: reading.kind };
  const record: Row = recordOf(reading.body) ?? {};
  const id = toText(record.id);
  const isOurs = (['client_id', 'transaction_code'] as const).every(
    (name) => toText(record[name])?.toLowerCase() === String(sent[name]).toLowerCase(),
  );
  return id !== null && isUuid(id) && isOurs ? { kind: 'done', value: { paymentId: id } } : { kind: 'unknown' };
}

async function notSent<Value>(read: Promise<Value>): Promise<Value> {
  try {
    return await read;
  } catch (error) {
    throw error instanceof UpstreamError ? error.asNotSent() : error;
  }
}

function incomplete(): UpstreamError {
  const cause = new Error('the invoice may be among those that are missing');
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPRO', { retryable: false, mayHaveArrived: false, cause });
}
