import type { Dialect } from '../dialect.js';
import type { Middleware } from '../middleware.js';
import type { WispHubLineage } from '../settings.js';
import { createRouter, type Door } from '../wire/endpoint.js';
import { descriptionDoors } from '../wire/page.js';
import { internalError } from '../wire/refusal.js';
import { createV1Caches } from './cache.js';
import { clientDoors } from './client.js';
import { failure, success } from './envelope.js';
import { identityDoors } from './identity.js';
import { pingDoors } from './ping.js';
import { planDoors } from './plan.js';
import { admitBearer, tokenDoor } from './session.js';
import { subjectDoor, ticketDoors } from './ticket.js';

/** The middleware with `/api/v1` and the envelope: v1, or the oldest one, which asks for no credentials. */
export function createV1(
  middleware: Middleware,
  lineage: Extract<WispHubLineage, 'oldest' | 'v1'>,
  onLogin: () => void,
): Dialect {
  const caches = createV1Caches(middleware);
  const oldest = lineage === 'oldest';
  const health: Door = {
    method: 'GET',
    path: '/health',
    open: true,
    answer: () => {
      if (oldest) throw internalError();
      return success('health_ok', { status: 'ok', service: 'WispHub Local API' });
    },
  };
  const doors = [
    health,
    ...(oldest ? [] : [tokenDoor(middleware, onLogin), subjectDoor]),
    ...clientDoors(middleware, caches),
    ...identityDoors(middleware, caches),
    ...ticketDoors(middleware),
    ...pingDoors(middleware),
    ...planDoors(middleware, caches),
  ];
  const route = createRouter([...doors, ...descriptionDoors('1.0.0', doors, ['/docs', '/redoc'])], {
    admit: (request) => {
      if (!oldest) admitBearer(middleware, request);
    },
    refuse: ({ status, message }) => failure('error', message, status),
  });
  return { route, expire: caches.clear, restart: caches.clear };
}
