import type { Capability, Locality } from '../model/backend.js';
import type { ClientKeyKind } from '../model/client.js';
import type { CallObserver } from '../upstream/call.js';
import type { ResilienceOptions } from '../upstream/resilience/resilience.js';
import type { Backend, Warn } from './backend.js';
import { capabilitiesOf } from './capability.js';
import type { Environment, SettingsReading, VariableDescription } from './environment.js';
import { createWispHub } from './wisphub/index.js';
import { readWispHubSettings, wispHubVariables } from './wisphub/settings.js';
import { createWispro, type WisproSettings } from './wispro/index.js';
import { readWisproSettings, wisproVariables } from './wispro/settings.js';

/** Deviations from `limits` for the calls to every back end. */
export type CallPolicy = Pick<ResilienceOptions, 'concurrency' | 'hedge'>;

/** A back end that the environment names, ready to be made. @param observer hears of everything that is asked of it. */
export type BackendFactory = (observer?: CallObserver, warn?: Warn, policy?: CallPolicy) => Backend;

/** The back ends that there are, in order of precedence. A new one is one line here. */
const registry: readonly Entry[] = [
  entry(wispHubVariables, readWispHubSettings, createWispHub),
  entry(wisproVariables, readWisproSettings, createWispro),
];

interface Entry {
  readonly variables: readonly VariableDescription[];
  read(environment: Environment): SettingsReading<BackendFactory>;
}

/** The variables of every back end. */
export function describeBackends(): readonly VariableDescription[] {
  return registry.flatMap(({ variables }) => variables);
}

/** Back ends configured by the environment, and every issue. */
export function readBackends(environment: Environment): {
  readonly factories: readonly BackendFactory[];
  readonly issues: readonly string[];
} {
  const readings = registry.map(({ read }) => read(environment));
  return {
    factories: readings.flatMap(({ settings }) => settings ?? []),
    issues: readings.flatMap(({ issues }) => issues),
  };
}

function entry<Settings>(
  variables: readonly VariableDescription[],
  read: (environment: Environment) => SettingsReading<Settings>,
  create: (
    settings: Settings,
    options: {
      readonly observer: CallObserver | undefined;
      readonly warn: Warn | undefined;
      readonly policy?: CallPolicy;
    },
  ) => Backend,
): Entry {
  return {
    variables,
    read: (environment) => {
      const { settings, issues } = read(environment);
      return {
        settings:
          settings === null ? null : (observer, warn, policy = {}) => create(settings, { observer, warn, policy }),
        issues,
      };
    },
  };
}

/** What one way to a back end gives, with credentials that may do everything. */
export interface Support {
  readonly name: string;
  /** The variables that choose it. */
  readonly variables: string;
  readonly capabilities: readonly Capability[];
  /** Kinds of key by which it finds a client. */
  readonly keyKinds: readonly ClientKeyKind[];
}

const baseUrl = 'https://back-end.invalid';

const locality: Locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' };

const promisePolicy = { maxDays: 10, onlySuspended: true };

const suricata: WisproSettings['suricata'] = { baseUrl, token: 'none', promiseKey: 'id' };

const api: WisproSettings['api'] = { baseUrl, token: 'none' };

/** Every way to a back end that the gateway knows, by the parts that each fills. Nothing is called. */
export function describeSupport(): readonly Support[] {
  const wispHub = (dialect: 'v1' | 'v2' | 'native') =>
    createWispHub({ baseUrl, dialect, apiKey: 'none', maxTicketsPerZone: 3, locality, promisePolicy });
  const wispro = (ways: Pick<WisproSettings, 'suricata' | 'api'>) => createWispro({ locality, promisePolicy, ...ways });
  const ways = [
    ['WispHub middleware v1', '`WISPHUB_USERNAME`', wispHub('v1')],
    ['WispHub middleware v2', '`WISPHUB_API_KEY`', wispHub('v2')],
    ["WispHub's own API", '`WISPHUB_API_KEY`', wispHub('native')],
    ["Suricata's integration of Wispro", '`WISPRO_TOKEN`', wispro({ suricata })],
    ["Wispro's own API", '`WISPRO_API_TOKEN`', wispro({ api })],
    ['Both ways to Wispro', '`WISPRO_TOKEN`, `WISPRO_API_TOKEN`', wispro({ suricata, api })],
  ] as const;
  return ways.map(([name, variables, backend]) => {
    backend.close();
    return { name, variables, capabilities: capabilitiesOf(backend), keyKinds: backend.clients.keyKinds };
  });
}
