import { z } from 'zod';
import { fold } from '../../../../model/text.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import { badResponse } from '../../protocol/answer.js';
import { idPattern } from '../../protocol/endpoint.js';
import type { NativeSession } from '../protocol/session.js';

const invoiceRoute = createPathTemplate('/facturas/{id}/', { id: idPattern });

const text = z.string().nullish().catch(null);
const Line = z.object({
  descripcion: text,
  servicio: z.object({ id_servicio: z.number().int() }).nullish().catch(null),
});
const InvoiceRow = z.object({
  id_factura: z.number().int(),
  estado: text,
  referencia: text,
  /** Means something where it is paid alone (T10). */
  total_cobrado: z.union([z.string(), z.number()]).nullish().catch(null),
  articulos: z.array(Line).nullish().catch(null),
});

/** Part of an invoice that decides about its payment. */
export type PayableInvoice = z.output<typeof InvoiceRow>;

/** As it is now. @returns null when there is none. */
export async function readInvoice(
  session: NativeSession,
  id: string,
  call: UpstreamCall,
): Promise<PayableInvoice | null> {
  const isFresh = { ...call, isFresh: true };
  const row = await session.read({ method: 'GET', route: invoiceRoute, parameters: { id } }, InvoiceRow, isFresh);
  if (row !== null && String(row.id_factura) !== id) throw badResponse('not the invoice requested');
  return row;
}

/** Its text alone says so once it is paid: `Factura Transferida a la Factura #9002`. */
export function isMoved({ articulos }: PayableInvoice): boolean {
  return (articulos ?? []).some(({ descripcion }) => fold(descripcion ?? '').includes('transferida a la factura'));
}

/** One that was carried into another is not, whatever it says: the other stays to be paid (native contract 2.11). */
export function isPaid(row: PayableInvoice): boolean {
  return fold(row.estado ?? '') === 'pagada' && !isMoved(row);
}
