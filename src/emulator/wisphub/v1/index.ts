import type { Dialect } from '../dialect.js';
import type { Middleware } from '../middleware.js';
import type { WispHubLineage } from '../settings.js';
import { createRouter, type Endpoint } from '../wire/endpoint.js';
import { descriptionEndpoints } from '../wire/page.js';
import { internalError } from '../wire/refusal.js';
import { createV1Caches } from './cache.js';
import { clientEndpoints } from './client.js';
import { failure, success } from './envelope.js';
import { identityEndpoints } from './identity.js';
import { pingEndpoints } from './ping.js';
import { planEndpoints } from './plan.js';
import { authenticateBearer, tokenEndpoint } from './session.js';
import { subjectEndpoint, ticketEndpoints } from './ticket.js';

/** The middleware with `/api/v1` and the envelope: v1, or the oldest one, which asks for no credentials. */
export function createV1(
  middleware: Middleware,
  lineage: Extract<WispHubLineage, 'oldest' | 'v1'>,
  onLogin: () => void,
): Dialect {
  const caches = createV1Caches(middleware);
  const oldest = lineage === 'oldest';
  const health: Endpoint = {
    method: 'GET',
    path: '/health',
    open: true,
    answer: () => {
      if (oldest) throw internalError();
      return success('health_ok', { status: 'ok', service: 'WispHub Local API' });
    },
  };
  const endpoints = [
    health,
    ...(oldest ? [] : [tokenEndpoint(middleware, onLogin), subjectEndpoint]),
    ...clientEndpoints(middleware, caches),
    ...identityEndpoints(middleware, caches),
    ...ticketEndpoints(middleware),
    ...pingEndpoints(middleware),
    ...planEndpoints(middleware, caches),
  ];
  const route = createRouter([...endpoints, ...descriptionEndpoints('1.0.0', endpoints, ['/docs', '/redoc'])], {
    admit: (request) => {
      if (!oldest) authenticateBearer(middleware, request);
    },
    refuse: ({ status, message }) => failure('error', message, status),
  });
  return { route, expire: caches.clear, restart: caches.clear };
}
