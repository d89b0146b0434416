import type { Clock } from '../../../clock.js';
import type { WispHubSettings } from '../../../settings.js';
import type { NativeClients } from '../../client.js';
import type { NativeRow } from '../../row.js';
import { loginOf, routerOf } from '../row.js';
import { dayOf, periodOf } from './period.js';

export type InvoiceState = 'Pendiente de Pago' | 'Pagada' | 'Cancelada' | 'En Revisión' | 'Se Transfirió';

export interface LedgerInvoice {
  readonly id: number;
  readonly serviceId: number;
  readonly total: number;
  readonly discount: number;
  /** Part of the total that is carried in from before: the third meaning of `saldo` (T14). */
  readonly carriedIn: number;
  /** `YYYY-MM-DD`. */
  readonly issued: string;
  readonly due: string;
  readonly lines: readonly string[];
  state: InvoiceState;
  /** Collected when it is paid. A pending one shows its total there (T10). */
  collected: number | null;
  paidAt: string | null;
  method: number | null;
  reference: string;
}

export interface LedgerPayment {
  readonly collected: number;
  readonly method: number;
  readonly paidAt: string;
  readonly reference: string;
  readonly reconnects: boolean;
}

/** Invoices, and what they make a client owe (native contract 2.5, 2.9 to 2.13, 5.1). */
export interface Ledger {
  readonly invoices: readonly LedgerInvoice[];
  balance(row: NativeRow): unknown;
  /** State that a client's row shows of the invoices: as it was 40 seconds ago (T15). */
  stateOf(row: NativeRow): string;
  /** Marks it as paid whatever was collected; the rest goes to the client's balance (T13). */
  pay(invoice: LedgerInvoice, payment: LedgerPayment): void;
  reconnect(serviceId: number): void;
  /** As at the start: without a call of it there are no invoices. */
  reset(): void;
}

/** Milliseconds for which a client's row does not show a payment. */
const lagMs = 40_000;

export function createLedger(clients: NativeClients, settings: Readonly<WispHubSettings>, clock: Clock): Ledger {
  const invoices: LedgerInvoice[] = [];
  const paidAt = new Map<number, number>();
  const byService = new Map<number, readonly LedgerInvoice[]>();
  const pendingOf = (serviceId: number): readonly LedgerInvoice[] =>
    (byService.get(serviceId) ?? []).filter(({ state }) => state === 'Pendiente de Pago');
  const fill = (): void => {
    const now = clock.now();
    invoices.length = 0;
    for (const row of clients.rows) {
      const own = createInvoices(row, now);
      byService.set(row.id_servicio, own);
      invoices.push(...own);
    }
    paidAt.clear();
  };
  const reconnect = (serviceId: number): void => {
    const row = clients.rows.find((each) => each.id_servicio === serviceId);
    if (row?.estado === 'Suspendido') clients.amend(serviceId, { estado: 'Activo' });
  };
  return {
    invoices,
    balance: (row) => {
      // A14.
      const isOfPerson = settings.balanceOf === 'person' && row.cedula !== '';
      const services = isOfPerson ? clients.rows.filter(({ cedula }) => cedula === row.cedula) : [row];
      const open = services.flatMap(({ id_servicio: id }) => pendingOf(id));
      const claims = { username: loginOf(row), typ: 'consultar_saldo', exp: clock.now() / 1000 + 86_400 };
      const token = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.planted-native-secret-link`;
      return {
        nombre: row.nombre,
        saldo: open.reduce((sum, { total }) => sum + total, 0) + (settings.balanceDiffers ? 299 : 0),
        ...linkOf(
          settings,
          `http://${settings.hostlessLinks ? '' : 'clientes.portalinternet.example'}/saldo/demo-isp/${token}/`,
        ),
        facturas: open.map(({ id, total, issued, due }) => ({
          id,
          total,
          fecha_emision: issued,
          fecha_vencimiento: due,
        })),
        router: { ...routerOf(row), ip: '10.0.0.1' },
        sectorial: null,
      };
    },
    stateOf: ({ id_servicio: serviceId }) => {
      const isLate = clock.now() - (paidAt.get(serviceId) ?? Number.NEGATIVE_INFINITY) < lagMs;
      return isLate || pendingOf(serviceId).length > 0 ? 'Pendiente de Pago' : 'Pagadas';
    },
    pay: (invoice, { collected, method, paidAt: at, reference, reconnects }) => {
      const row = clients.rows.find((each) => each.id_servicio === invoice.serviceId);
      Object.assign(invoice, { state: 'Pagada', collected, method, paidAt: at, reference });
      paidAt.set(invoice.serviceId, clock.now());
      const saldo = Number(row?.saldo ?? 0) + invoice.total - collected;
      clients.amend(invoice.serviceId, { saldo: saldo.toFixed(2) });
      if (reconnects) reconnect(invoice.serviceId);
    },
    reconnect,
    reset: fill,
  };
}

/** One invoice of this month for each service, and a few that stand for the states of native contract 2.9 and 2.11 by their service. */
function createInvoices(row: NativeRow, now: number): readonly LedgerInvoice[] {
  const price = Number(row.precio_plan ?? 0) || 40_000;
  const isOpen = row.estado === 'Suspendido' || Number(row.saldo) > 0;
  const line = `Plan de Internet ${row.plan_internet?.nombre ?? ''}\r\n${periodOf(now)}`;
  const invoice = (number: number, state: InvoiceState, facts: Partial<LedgerInvoice> = {}): LedgerInvoice => ({
    ...{ id: row.id_servicio * 10 + number, serviceId: row.id_servicio, total: price, discount: 0, carriedIn: 0 },
    ...{
      issued: dayOf(now, 1),
      due: dayOf(now, 6),
      lines: [line],
      state,
      collected: state === 'Pagada' ? price : null,
    },
    ...{ paidAt: state === 'Pagada' ? `${dayOf(now, 3)}T14:26:00-05:00` : null, method: null, reference: '' },
    ...facts,
  });
  switch (row.id_servicio) {
    case 1002: {
      const before = now - 31 * 86_400_000;
      const moved = { issued: dayOf(before, 1), due: dayOf(before, 6) };
      return [
        invoice(1, 'Se Transfirió', { ...moved, lines: [`${line}\r\nFactura Transferida a la Factura #10022`] }),
        invoice(2, 'Pendiente de Pago', { total: price * 2, lines: [line, 'FACTURA TRANSFERIDA #10021'] }),
      ];
    }
    case 1004:
      return [invoice(1, 'En Revisión')];
    case 1012:
      return [invoice(1, 'Pagada', { discount: 5_000, total: price - 5_000, collected: price - 5_000 })];
    case 1014:
      return [invoice(1, 'Pendiente de Pago', { total: price + 299, carriedIn: 299, lines: [line, 'Saldo anterior'] })];
    case 1016:
      return [invoice(1, 'Cancelada')];
    default:
      return [invoice(1, isOpen ? 'Pendiente de Pago' : 'Pagada')];
  }
}

/** A13. */
function linkOf({ otherLink }: Readonly<WispHubSettings>, usual: string) {
  if (otherLink === 'none') return {};
  return { url_pago: otherLink === '' ? usual : otherLink };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
