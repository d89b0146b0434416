import type { CallObserver } from '../../upstream/call.js';
import { type BackendClient, createBackendClient } from '../../upstream/client.js';
import { nameQuestion } from '../../upstream/resilience/failed-requests.js';
import { createPolicy, type PolicyOptions } from '../../upstream/resilience/resilience.js';
import type { Backend } from '../backend.js';
import { capabilitiesOf } from '../capability.js';
import { createClients } from './client.js';
import { createClientUpdates } from './client-update.js';
import { inspectWispHub } from './inspection/inspection.js';
import { createPings } from './ping-task.js';
import { createPlans } from './plan.js';
import { type Ask, readOutcome } from './protocol/endpoint.js';
import { createInstallation } from './protocol/installation.js';
import type { WispHubSettings } from './settings.js';
import { createTickets } from './ticket.js';
import { createZones } from './zone.js';

export interface WispHubOptions {
  /** The way out. Default: one that sends once and no more. */
  readonly client?: BackendClient;
  readonly policy?: PolicyOptions;
  /** Hears of everything that is asked of it. Default: nobody. */
  readonly observer?: CallObserver | undefined;
}

/** The WispHub middleware (README beside this file), in whichever dialect it is installed. */
export function createWispHub(settings: WispHubSettings, options: WispHubOptions = {}): Backend {
  const { locality } = settings;
  const { observer, client = createBackendClient('WISPHUB', settings.baseUrl, { observer }) } = options;
  const installation = createInstallation(client, settings);
  const policy = createPolicy('WISPHUB', { ...options.policy, observer });
  const ask: Ask = async (door, input, call) => {
    // What is outside an allow-list is refused before anything is sent, and says nothing of the back end.
    door.route.path(input.parameters);
    return policy.run(
      door.kind,
      call,
      async (now) => readOutcome(door, await installation.ask({ door, input }, now), input),
      nameQuestion(`${door.method} ${door.route.template}`, input),
    );
  };
  const backend = {
    name: 'WISPHUB',
    locality,
    clients: createClients(ask, locality),
    clientUpdates: createClientUpdates(ask, locality),
    identity: true,
    tickets: createTickets(ask, locality),
    zones: createZones(ask),
    plans: createPlans(ask, locality),
    pings: createPings(ask),
    breakers: () => policy.breakers,
    inspect: () => inspectWispHub(client, settings),
    close: client.close,
  } as const;
  const capabilities = capabilitiesOf(backend);
  return {
    ...backend,
    status: () => ({
      backend: 'WISPHUB',
      dialect: installation.dialect,
      state: policy.state,
      capabilities,
      checkedAt: policy.checkedAt,
    }),
  };
}
