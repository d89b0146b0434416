import { json } from '../../../message.js';
import type { Dialect } from '../../dialect.js';
import type { Middleware } from '../../middleware.js';
import { catalogueEndpoints } from './catalogue.js';
import { clientEndpoints } from './client.js';
import { invoiceEndpoints } from './money/invoice.js';
import { createLedger } from './money/ledger.js';
import type { EmulatedPayment } from './money/payment.js';
import { pingEndpoints } from './ping.js';
import { ticketEndpoints } from './ticket.js';
import { type ApiEndpoint, createApiRouter } from './wire/router.js';

export { plantedSecret } from './row.js';

/** Calls that no adapter may make, and promises that were made, oldest first. */
export interface NativeApiEffects {
  readonly violations: string[];
  readonly promises: unknown[];
  readonly payments: EmulatedPayment[];
}

/** WispHub's own API on the native system that the middleware stands in front of elsewhere (native contract). */
export function createNativeApi({ native, settings, clock }: Middleware, effects: NativeApiEffects): Dialect {
  const { clients, tickets, pings } = native;
  const ledger = createLedger(clients, settings, clock);
  const endpoints = [
    ...clientEndpoints(clients, ledger, settings),
    ...closedEndpoints,
    ...pingEndpoints(clients, pings, settings),
    ...invoiceEndpoints({ clients, ledger, settings, clock, promises: effects.promises, payments: effects.payments }),
    ...ticketEndpoints({ clients, tickets, settings, clock }),
    ...catalogueEndpoints(settings),
  ];
  const { route, restart } = createApiRouter(endpoints, settings, effects.violations);
  return {
    route,
    expire: () => undefined,
    restart: () => {
      restart();
      ledger.reset();
    },
  };
}

/** Endpoints that cut, delete and create (native contract 2.8). */
const closedEndpoints: readonly ApiEndpoint[] = [
  'clientes/activar/',
  'clientes/desactivar/',
  'clientes/eliminar-clientes/',
  'facturas/eliminar-facturas/',
].map((path) => ({ method: 'POST', path, isClosed: true, answer: () => json(202, { task_id: 'none' }) }));
