import type { Locality } from '../../../../model/backend.js';
import type { ClientRecord } from '../../../../model/client.js';
import type { InvoiceList } from '../../../../model/invoice.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { InvoicePort, PaymentLinkPort, Warn } from '../../../backend.js';
import { createInvoiceShapes, newestFirst, toInvoice } from '../../invoice.js';
import { readPaymentLinks } from '../../payment-link.js';
import type { Row } from '../../protocol/answer.js';
import { isUuid } from '../../protocol/search.js';
import { digitsOf, toText } from '../../protocol/value.js';
import { cloudIdOf } from '../client-record.js';
import { createFilterProof } from '../protocol/filter-proof.js';
import { FilterIgnored, readList, recordOf } from '../protocol/list.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';

const invoicesRoute = defineRoute('/invoicing/invoices');
const invoiceRoute = defineRoute('/invoicing/invoices/{id}');

export function createCloudInvoices(session: CloudSession, locality: Locality, warn: Warn): InvoicePort {
  const shapeOf = createInvoiceShapes(locality);
  // An invoice does not say whose it is: the filter must be proven before its rows are anybody's (cloud contract 3.1, T29).
  const isProven = createFilterProof(session, invoicesRoute);
  const read = async (client: ClientRecord, id: string, call: UpstreamCall): Promise<InvoiceList> => {
    if (!(await isProven(call))) throw new FilterIgnored();
    const { rows, completeness } = await readList(session, invoicesRoute, { client_id_eq: id }, call);
    const own = rows.filter((row) => !isAnothers(row, id, client));
    if (own.length < rows.length) warn('invoices of another client', rows.length - own.length);
    const { shape, unread } = shapeOf(own);
    if (unread > 0) warn('amounts that cannot be read', unread);
    const list = toInvoices(own, shape, client, locality);
    const isWhole = completeness === 'WHOLE' && list.invoices.length === rows.length;
    return { ...list, isTruncated: !isWhole };
  };
  /** The invoices and the account of one client are asked for side by side: one reading serves both. */
  const running = new Map<string, Promise<InvoiceList>>();
  return {
    list: async (client, call) => {
      const id = cloudIdOf(client);
      if (id === null) return { invoices: [], isTruncated: true };
      if (call.isFresh === true || call.budget !== undefined) return read(client, id, call);
      const shared = running.get(id) ?? read(client, id, { ...call, signal: undefined });
      running.set(id, shared);
      return shared.finally(() => running.delete(id));
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
