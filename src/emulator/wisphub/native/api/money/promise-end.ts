import type { PromiseSystem } from './promise.js';

const dayMs = 86_400_000;

/** The clock of the ISP is so far behind. */
const behindMs = 5 * 3_600_000;

/** Suspends services again whose last promise is over and whose invoice is still pending (A28). */
export function endPromises({ clients, ledger, settings, clock, promises }: PromiseSystem): void {
  if (settings.promiseEnd === 'nothing') return;
  const latest = new Map(promises.map((each) => [each.factura, each]));
  for (const { factura, fecha_limite_de_pago: limit, accion } of latest.values()) {
    const invoice = ledger.invoices.find(({ id }) => id === factura);
    // The nightly run comes with the next day.
    const end = settings.promiseEnd === 'nightly' ? Date.parse(limit.slice(0, 10)) + dayMs : Date.parse(`${limit}Z`);
    const isOver = clock.now() - behindMs >= end;
    if (isOver && accion === 1 && invoice?.state === 'Pendiente de Pago') {
      clients.amend(invoice.serviceId, { estado: 'Suspendido' });
    }
  }
}
