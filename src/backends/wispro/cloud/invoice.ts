import type { Locality } from '../../../model/backend.js';
import type { ClientRecord } from '../../../model/client.js';
import { decodeId } from '../../../model/id.js';
import type { InvoiceList } from '../../../model/invoice.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { InvoicePort, PaymentLinkPort, Warn } from '../../backend.js';
import { createInvoiceShapes, newestFirst, toInvoice } from '../invoice.js';
import { readPaymentLinks } from '../payment-link.js';
import type { Row } from '../protocol/answer.js';
import { isUuid } from '../protocol/search.js';
import { digitsOf, toText } from '../protocol/value.js';
import { filterIgnored, isFilterProven, readList, recordOf } from './protocol/list.js';
import { type CloudSession, defineRoute } from './protocol/session.js';

const invoicesRoute = defineRoute('/invoicing/invoices');
const invoiceRoute = defineRoute('/invoicing/invoices/{id}');

/** No client has it. */
const stranger = '00000000-0000-4000-8000-ffffffffffff';

/** Milliseconds for which the proof of a filter is good. */
const proofMs = 600_000;

/** The id by which the API knows a client. Null: the record is the integration's own, without one (cloud contract 5). */
export function cloudIdOf({ id }: ClientRecord): string | null {
  const key = decodeId(id)?.key[0] ?? '';
  return isUuid(key) ? key : null;
}

export function createCloudInvoices(session: CloudSession, locality: Locality, warn: Warn): InvoicePort {
  const shapeOf = createInvoiceShapes(locality);
  let provenAt = Number.NEGATIVE_INFINITY;
  // An invoice does not say whose it is: the filter must be proven before its rows are anybody's (cloud contract 3.1, T29).
  const prove = async (call: UpstreamCall): Promise<void> => {
    if (performance.now() - provenAt < proofMs) return;
    if (!(await isFilterProven(session, invoicesRoute, { client_id_eq: stranger }, call))) throw filterIgnored();
    provenAt = performance.now();
  };
  return {
    list: async (client, call) => {
      const id = cloudIdOf(client);
      if (id === null) return { invoices: [], isTruncated: true };
      await prove(call);
      const { rows, completeness } = await readList(session, invoicesRoute, { client_id_eq: id }, call);
      const own = rows.filter((row) => !isAnothers(row, id, client));
      if (own.length < rows.length) warn('invoices of another client', rows.length - own.length);
      const { shape, unread } = shapeOf(own);
      if (unread > 0) warn('amounts that cannot be read', unread);
      const list = toInvoices(own, shape, client, locality);
      const isWhole = completeness === 'WHOLE' && list.invoices.length === rows.length;
      return { ...list, isTruncated: !isWhole };
    },
  };
}

/** True when an invoice names somebody else: by client, or by document where its contract is not the client's either. */
function isAnothers(row: Row, id: string, client: ClientRecord): boolean {
  const owner = toText(row.client_id);
  if (owner !== null) return owner.toLowerCase() !== id.toLowerCase();
  const contractId = toText(row.contract_id);
  if (contractId !== null && client.contracts.some((contract) => contract.contractId === contractId)) return false;
  const document = digitsOf(row.client_national_identification_number);
  return document !== '' && document !== digitsOf(client.document);
}

function toInvoices(
  rows: readonly Row[],
  shape: ReturnType<ReturnType<typeof createInvoiceShapes>>['shape'],
  client: ClientRecord,
  locality: Locality,
): InvoiceList {
  const invoices = rows.flatMap((row) => {
    const read = shape.safeParse(row);
    return read.success && read.data.id !== null ? [toInvoice(read.data, read.data.id, client, locality)] : [];
  });
  return { invoices: invoices.sort(newestFirst), isTruncated: false };
}

/** The links in an invoice's own record: what they look like is not known, so each address is judged (cloud contract 3.1, A-12). */
export function createCloudPaymentLinks(session: CloudSession, locality: Locality): PaymentLinkPort {
  return {
    links: async ({ invoiceId }, call) => {
      if (!isUuid(invoiceId)) return [];
      const invoice = recordOf(await session.read({ route: invoiceRoute, id: invoiceId }, call));
      return readPaymentLinks({ payment_links: invoice?.payment_links }, locality);
    },
  };
}
