import type { CallObserver } from '../../upstream/call.js';
import { createUpstreamClient, type UpstreamClient } from '../../upstream/client.js';
import { nameQuestion } from '../../upstream/resilience/failed-requests.js';
import { createResilience, type Resilience, type ResilienceOptions } from '../../upstream/resilience/resilience.js';
import type { Backend, Warn } from '../backend.js';
import { capabilitiesOf } from '../capability.js';
import { nothingToLearn } from '../learning.js';
import { createClients } from './client.js';
import { createClientUpdates } from './client-update.js';
import { inspectWispHub } from './inspection/inspection.js';
import { createNative } from './native/index.js';
import { learnNative } from './native/learning/index.js';
import { createPings } from './ping-task.js';
import { createPlans } from './plan.js';
import { detectDialect } from './protocol/detection.js';
import { type CallEndpoint, readOutcome } from './protocol/endpoint.js';
import { createInstallation } from './protocol/installation.js';
import { createSwitch, nativeCapabilities, SpokenNatively, untilLeft } from './protocol/switch.js';
import type { WispHubSettings } from './settings.js';
import { createTickets } from './ticket.js';
import { createZones } from './zone.js';

export interface WispHubOptions {
  /** The way out. Default: one that sends once and no more. */
  readonly client?: UpstreamClient;
  readonly policy?: ResilienceOptions;
  /** Called for values that are left out, with a sentence and a count, never a value. */
  readonly warn?: Warn | undefined;
  /** Milliseconds after which a read of WispHub's own API is made again. Default 3000. */
  readonly nativeReadMs?: number;
  /** Observer of all calls. */
  readonly observer?: CallObserver | undefined;
}

/** WispHub (README beside this file): its middleware, in whichever dialect it is installed, or its own API. */
export function createWispHub(settings: WispHubSettings, options: WispHubOptions = {}): Backend {
  const { locality } = settings;
  const { observer, client = createUpstreamClient('WISPHUB', settings.baseUrl, { observer }) } = options;
  const installation = createInstallation(client, settings);
  const policy = createResilience('WISPHUB', { ...options.policy, observer });
  const callEndpoint: CallEndpoint = async (endpoint, input, call) => {
    // A value outside an allow-list is refused before anything is sent and says nothing about the back end.
    endpoint.route.path(input.parameters);
    const outcome = await policy.run(
      endpoint.kind,
      call,
      async (now) => {
        const answer = await installation.request({ endpoint, input }, now);
        return answer === null ? null : readOutcome(endpoint, answer, input);
      },
      nameQuestion(`${endpoint.method} ${endpoint.route.template}`, input),
    );
    if (outcome === null) throw new SpokenNatively();
    return outcome;
  };
  const middleware = {
    clients: createClients(callEndpoint, locality, options.warn),
    clientUpdates: createClientUpdates(callEndpoint, locality),
    tickets: createTickets(callEndpoint, locality),
    zones: createZones(callEndpoint),
    plans: createPlans(callEndpoint, locality),
    pings: createPings(callEndpoint),
  };
  const native = createNative(client, settings, {
    readMs: options.nativeReadMs,
    hasLeft: installation.hasLeftNative,
    policy: { ...options.policy, observer },
  });
  const isNative = (): boolean => installation.dialect === 'native';
  const currentPolicy = (): Resilience => (isNative() ? native.policy : policy);
  const backend = {
    name: 'WISPHUB',
    locality,
    ...createSwitch(middleware, native, isNative),
    ...untilLeft(native.own),
    identity: true,
    contactDetails: true,
    network: true,
    // Until it is known which of them is installed, what the middleware lacks is not offered.
    absent: () => (isNative() ? native.refused : nativeCapabilities),
    breakers: () => currentPolicy().breakers,
    concurrency: () => currentPolicy().concurrency,
    inspect: () => inspectWispHub(client, settings),
    learn: async () => {
      const { dialect } = settings;
      const hint = dialect === 'auto' ? null : dialect;
      const isSpokenNatively = dialect === 'native' || (await detectDialect(client, hint)) === 'native';
      return isSpokenNatively ? learnNative(client, settings, options.nativeReadMs) : nothingToLearn;
    },
    close: () => {
      native.close();
      client.close();
    },
  } as const;
  return {
    ...backend,
    status: () => ({
      backend: 'WISPHUB',
      dialect: installation.dialect,
      state: currentPolicy().state,
      capabilities: capabilitiesOf(backend),
      checkedAt: currentPolicy().checkedAt,
    }),
  };
}
