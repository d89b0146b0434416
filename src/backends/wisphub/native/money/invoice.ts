import type { Locality } from '../../../../model/backend.js';
import { dayIn } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { UpstreamError } from '../../../../model/errors.js';
import type { Invoice } from '../../../../model/invoice.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import type { InvoicePort } from '../../../backend.js';
import { createHeld } from '../protocol/held.js';
import type { NativeSession } from '../protocol/session.js';
import { readFiltered } from '../protocol/walk.js';
import { type Balances, serviceIdOf } from './balance.js';
import { InvoiceRow, isOf, toInvoice, toRow } from './invoice-row.js';

const route = createPathTemplate('/facturas/');

const dayMs = 86_400_000;

/** Days of the one window that is read: 92 pass and 122 do not (native contract 2.9), and another one is another call. */
const windowDays = 90;

/** A login of no client. */
const stranger = 'nadie@sin-usuario';

/** Milliseconds for which the proof of the filter is good, or that there is none. */
const proofMs = 3_600_000;

type Window = Readonly<Record<`fecha_emision__range_${0 | 1}`, string>>;

/**
 * The open invoices, which the balance has whatever their date, and those issued in the last three months. Older ones are not read, so that some
 * may always be missing.
 */
export function createNativeInvoices(session: NativeSession, balances: Balances, locality: Locality): InvoicePort {
  const window = (): Window => {
    const day = (days: number): string => dayIn(locality.timeZone, new Date(Date.now() + days * dayMs));
    // Whether the last day counts is not known.
    return { fecha_emision__range_0: day(1 - windowDays), fecha_emision__range_1: day(1) };
  };
  const proof = createHeld(proofMs, async (call) => {
    const query = { ...window(), cliente: stranger };
    try {
      return (await readFiltered(session, { route, query }, { limit: 1 }, call))?.count === 0;
    } catch (error) {
      // A key that may not see the list still sees what is open.
      if (error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH_FAILED') return false;
      throw error;
    }
  });
  /** Those of a login, by a filter that some installations ignore (T45): then all are somebody else's, or most. */
  const readRecent = async (client: ClientRecord, call: UpstreamCall): Promise<readonly InvoiceRow[]> => {
    const { username = null } = client;
    if (username === null || !(await proof.get({ ...call, isFresh: false }))) return [];
    const page = await readFiltered(session, { route, query: { ...window(), cliente: username } }, {}, call);
    const rows = (page?.results ?? []).flatMap((each) => InvoiceRow.safeParse(each).data ?? []);
    const own = rows.filter((row) => isOf(row, client));
    if (own.length < rows.length) proof.forget();
    return own;
  };
  return {
    list: async (client, call) => {
      const [balance, rows] = await Promise.all([
        balances.read(serviceIdOf(client), client.name, call),
        readRecent(client, call),
      ]);
      const all = new Map([...balance.invoices.map(toRow), ...rows].map((row) => [row.id_factura, row]));
      const invoices = [...all.values()].map((row) => toInvoice(row, client, locality));
      return { invoices: invoices.sort(newestFirst), isTruncated: true };
    },
  };
}

/** Of one day, the later number first. */
function newestFirst(left: Invoice, right: Invoice): number {
  const issued = (right.issuedAt?.getTime() ?? 0) - (left.issuedAt?.getTime() ?? 0);
  return issued !== 0 ? issued : Number(right.invoiceId) - Number(left.invoiceId);
}
