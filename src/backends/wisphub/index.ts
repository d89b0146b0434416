import { createBackEndClient } from '../../http/client.js';
import type { Locality } from '../../model/backend.js';
import type { BackEnd } from '../backend.js';
import { capabilitiesOf } from '../capability.js';
import { createHealth } from '../health.js';
import { readEnvelope } from './answer.js';
import { createClients, createClientUpdates, createIdentity } from './client.js';
import type { Ask } from './door.js';
import { createPings } from './ping-task.js';
import { createPlans } from './plan.js';
import { type Credentials, createSession } from './session.js';
import { createTickets } from './ticket.js';
import { createZones } from './zone.js';

export interface WispHubSettings {
  /** Without `/api`. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly locality: Locality;
}

/** The WispHub middleware (README beside this file), dialect v1. */
export function createWispHub({ baseUrl, credentials, locality }: WispHubSettings): BackEnd {
  const client = createBackEndClient('WISPHUB', baseUrl);
  const session = createSession(client, credentials);
  const health = createHealth();
  const ask: Ask = (door, input, call) => {
    const request = {
      method: door.method,
      path: `/api/v1${door.route.path(input.parameters)}`,
      route: `${door.method} /api/v1${door.route.template}`,
      kind: door.kind,
      ...(input.query === undefined ? {} : { query: input.query }),
      ...(input.json === undefined ? {} : { json: input.json }),
      ...(door.maxBytes === undefined ? {} : { maxBytes: door.maxBytes }),
    };
    return health.watch(async () => readEnvelope(await session.send(request, call)));
  };
  const backEnd = {
    name: 'WISPHUB',
    locality,
    clients: createClients(ask, locality),
    clientUpdates: createClientUpdates(ask, locality),
    identity: createIdentity(ask, locality),
    tickets: createTickets(ask, locality),
    zones: createZones(ask),
    plans: createPlans(ask, locality),
    pings: createPings(ask),
    close: client.close,
  } as const;
  const capabilities = capabilitiesOf(backEnd);
  return {
    ...backEnd,
    status: () => ({
      backend: 'WISPHUB',
      dialect: 'v1',
      state: health.state,
      capabilities,
      checkedAt: health.checkedAt,
    }),
  };
}
