import type { CallObserver } from '../../upstream/call.js';
import { createUpstreamClient, type UpstreamClient } from '../../upstream/client.js';
import { fingerprintRequest } from '../../upstream/resilience/failed-requests.js';
import { createResilience, type ResilienceOptions } from '../../upstream/resilience/resilience.js';
import type { Backend, Warn } from '../backend.js';
import { capabilitiesOf } from '../capability.js';
import { createClients } from './client.js';
import { createClientUpdates } from './client-update.js';
import { inspectWispHub } from './inspection/inspection.js';
import { createPings } from './ping-task.js';
import { createPlans } from './plan.js';
import { type CallEndpoint, readOutcome } from './protocol/endpoint.js';
import { createInstallation } from './protocol/installation.js';
import type { WispHubSettings } from './settings.js';
import { createTickets } from './ticket.js';
import { createZones } from './zone.js';

export interface WispHubOptions {
  /** The way out. Default: one that sends once and no more. */
  readonly client?: UpstreamClient;
  readonly policy?: ResilienceOptions;
  /** Called for values that are left out, with a sentence and a count, never a value. */
  readonly warn?: Warn | undefined;
  /** Observer of all calls. */
  readonly observer?: CallObserver | undefined;
}

/** The WispHub middleware (README beside this file), in whichever dialect it is installed. */
export function createWispHub(settings: WispHubSettings, options: WispHubOptions = {}): Backend {
  const { locality } = settings;
  const { observer, client = createUpstreamClient('WISPHUB', settings.baseUrl, { observer }) } = options;
  const installation = createInstallation(client, settings);
  const policy = createResilience('WISPHUB', { ...options.policy, observer });
  const callEndpoint: CallEndpoint = async (endpoint, input, call) => {
    // A value outside an allow-list is refused before anything is sent and says nothing about the back end.
    endpoint.route.path(input.parameters);
    return policy.run(
      endpoint.kind,
      call,
      async (now) => readOutcome(endpoint, await installation.request({ endpoint, input }, now), input),
      fingerprintRequest(`${endpoint.method} ${endpoint.route.template}`, input),
    );
  };
  const backend = {
    name: 'WISPHUB',
    locality,
    clients: createClients(callEndpoint, locality, options.warn),
    clientUpdates: createClientUpdates(callEndpoint, locality),
    identity: true,
    tickets: createTickets(callEndpoint, locality),
    zones: createZones(callEndpoint),
    plans: createPlans(callEndpoint, locality),
    pings: createPings(callEndpoint),
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
