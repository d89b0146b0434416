import { badResponse, describe, isEmpty, isRow } from './protocol/answer.js';

/** Keys of an invoice list beside Wispro's own `data` (contract 4.3). */
const listFields = ['invoices', 'facturas', 'invoicing', 'comprobantes'] as const;

/** The keys by which a bare object is seen to be an invoice. */
const idFields = ['id', 'invoice_id', 'id_factura', 'uuid', 'invoice_number'] as const;

/** The keys of an answer whose success is known by a list of invoices. */
export const successFields = [...listFields, ...idFields, 'data', 'cuenta', 'envoicing'] as const;

const maxDepth = 4;

/**
 * The rows of an answer of `invoicing`: the shape of the answer is not documented, so each that is known of the neighbours is read.
 * @throws {UpstreamError} none of them.
 */
export function readInvoiceRows(body: unknown): readonly unknown[] {
  const rows = findRows(body, 0);
  if (rows === null) throw badResponse(`no invoices: ${describe(body)}`);
  return rows;
}

/** The length of a page where none is asked for (contract 4.2). */
const pageSize = 20;

/** True when there may be more: the answer says so, or it does not mention pages and fills one (contract 4.2). */
export function mayBeOnePageOfMore(body: unknown, count: number): boolean {
  const wrapped = isRow(body) && isRow(body.envoicing) ? body.envoicing : body;
  const meta = isRow(wrapped) && isRow(wrapped.meta) ? wrapped.meta : {};
  const { total_pages: pages, total_records: records } = isRow(meta.pagination) ? meta.pagination : {};
  if (Number(pages) >= 1) return Number(pages) > 1 || Number(records) > count;
  return count >= pageSize;
}

/** @returns null when there is no list in the body. */
function findRows(body: unknown, depth: number): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  if (body === null) return [];
  if (!isRow(body) || depth > maxDepth) return null;
  if (isRow(body.data) || Array.isArray(body.data)) return findRows(body.data, depth + 1);
  const named = listFields.find((name) => Array.isArray(body[name]));
  if (named !== undefined) return body[named] as readonly unknown[];
  if (!isEmpty(body.cuenta) || Array.isArray(body.cuenta)) return [body.cuenta].flat().flatMap(readAccount);
  if ('envoicing' in body) return findRows(body.envoicing, depth + 1);
  if (idFields.some((name) => !isEmpty(body[name]))) return [body];
  return isEmpty(body) || body.data === null ? [] : null;
}

/** Suricata's own form: one account per service, with its invoices. */
function readAccount(account: unknown): readonly unknown[] {
  const invoices = isRow(account) ? account.facturas : null;
  return Array.isArray(invoices) ? invoices : [];
}
