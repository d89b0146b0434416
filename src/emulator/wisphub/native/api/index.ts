import { json } from '../../../message.js';
import type { Dialect } from '../../dialect.js';
import type { Middleware } from '../../middleware.js';
import { catalogueEndpoints } from './catalogue.js';
import { clientEndpoints } from './client.js';
import { invoiceEndpoints } from './money/invoice.js';
import { createLedger } from './money/ledger.js';
import type { EmulatedPayment, PaymentTasks } from './money/payment.js';
import type { EmulatedPromise } from './money/promise.js';
import { endPromises } from './money/promise-end.js';
import { pingEndpoints } from './ping.js';
import { ticketEndpoints } from './ticket.js';
import { type ApiEndpoint, createApiRouter } from './wire/router.js';

export { plantedSecret } from './row.js';

/** Calls that no adapter may make, and promises that were made, oldest first. */
export interface NativeApiEffects {
  readonly violations: string[];
  readonly promises: EmulatedPromise[];
  readonly payments: EmulatedPayment[];
  /** Tickets of which client and technician have had a notice (A32). */
  readonly notices: number[];
}

/** WispHub's own API on the native system that the middleware stands in front of elsewhere (native contract). */
export function createNativeApi({ native, settings, clock }: Middleware, effects: NativeApiEffects): Dialect {
  const { clients, tickets, pings } = native;
  const ledger = createLedger(clients, settings, clock);
  const paymentTasks: PaymentTasks = new Map();
  const { promises, payments, notices } = effects;
  const money = { clients, ledger, settings, clock, promises, payments, paymentTasks };
  const endpoints = [
    ...clientEndpoints(clients, ledger, settings),
    ...closedEndpoints,
    ...pingEndpoints(clients, pings, paymentTasks, settings, clock),
    ...invoiceEndpoints(money),
    ...ticketEndpoints({ clients, tickets, settings, clock, notices }),
    ...catalogueEndpoints(settings),
  ];
  const { route, restart } = createApiRouter(endpoints, settings, effects.violations, clock);
  return {
    route: (request) => {
      endPromises(money);
      return route(request);
    },
    expire: () => undefined,
    restart: () => {
      restart();
      ledger.reset();
      paymentTasks.clear();
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
