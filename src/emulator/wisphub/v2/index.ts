import type { EmulatedRequest } from '../../message.js';
import type { Dialect } from '../dialect.js';
import type { Middleware } from '../middleware.js';
import { isSame } from '../wire/auth.js';
import { createRouter, type Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { descriptionEndpoints } from '../wire/page.js';
import { Refusal } from '../wire/refusal.js';
import { createV2Caches } from './cache.js';
import { clientEndpoints } from './client.js';
import { identityEndpoints } from './identity.js';
import { pingEndpoints, type V2Lineage } from './ping.js';
import { paymentMethodEndpoint, planEndpoints } from './plan.js';
import { ticketEndpoints } from './ticket.js';

/** The middleware with `/api`, an API key, statuses and bare bodies (contract 2). */
export function createV2(middleware: Middleware, lineage: V2Lineage): Dialect {
  const caches = createV2Caches(middleware);
  const health: Endpoint = {
    method: 'GET',
    path: '/health',
    open: true,
    answer: () => answerJson(200, { status: 'ok', service: 'WispHub Local API' }),
  };
  const endpoints = [
    health,
    ...clientEndpoints(middleware, caches),
    ...identityEndpoints(caches),
    ...ticketEndpoints(middleware, caches),
    ...pingEndpoints(middleware, lineage),
    ...planEndpoints(caches, lineage),
    ...(lineage === 'v2' ? [paymentMethodEndpoint(caches)] : []),
  ];
  const route = createRouter([...endpoints, ...descriptionEndpoints('2.0.0', endpoints, ['/docs'])], {
    admit: (request) => admitKey(middleware, lineage, request),
    refuse: ({ status, message }) => answerJson(status, { detail: message }),
  });
  return { route, expire: caches.expire, restart: caches.restart };
}

/** @throws {Refusal} 401 or, on an old FastAPI, 403 without a key; 403 with a wrong one */
function admitKey({ settings }: Middleware, lineage: V2Lineage, request: EmulatedRequest): void {
  const key = request.headers['x-api-key'];
  if (typeof key !== 'string' || key === '') throw new Refusal(settings.oldFastApi ? 403 : 401, 'Not authenticated');
  if (isSame(key, settings.apiKey)) return;
  throw new Refusal(403, lineage === 'early-v2' ? 'Forbidden: Invalid API Key' : 'API Key inválida o ausente.');
}
