import type { CallObserver } from '../upstream/call.js';
import type { BackEnd } from './backend.js';
import type { Environment, SettingsReading, VariableDescription } from './environment.js';
import { createWispHub } from './wisphub/index.js';
import { readWispHubSettings, wispHubVariables } from './wisphub/settings.js';
import { createWispro } from './wispro/index.js';
import { readWisproSettings, wisproVariables } from './wispro/settings.js';

/** A back end that the environment names, ready to be made. @param observer hears of everything that is asked of it. */
export type BackEndFactory = (observer?: CallObserver) => BackEnd;

/** The back ends that there are, in order of precedence. A new one is one line here. */
const registry: readonly Entry[] = [
  entry(wispHubVariables, readWispHubSettings, createWispHub),
  entry(wisproVariables, readWisproSettings, createWispro),
];

interface Entry {
  readonly variables: readonly VariableDescription[];
  read(environment: Environment): SettingsReading<BackEndFactory>;
}

/** The variables of every back end. */
export function describeBackEnds(): readonly VariableDescription[] {
  return registry.flatMap(({ variables }) => variables);
}

/** What the environment says of back ends: those that are on, and every fault. */
export function readBackEnds(environment: Environment): {
  readonly factories: readonly BackEndFactory[];
  readonly faults: readonly string[];
} {
  const readings = registry.map(({ read }) => read(environment));
  return {
    factories: readings.flatMap(({ settings }) => settings ?? []),
    faults: readings.flatMap(({ faults }) => faults),
  };
}

function entry<Settings>(
  variables: readonly VariableDescription[],
  read: (environment: Environment) => SettingsReading<Settings>,
  create: (settings: Settings, options: { readonly observer: CallObserver | undefined }) => BackEnd,
): Entry {
  return {
    variables,
    read: (environment) => {
      const { settings, faults } = read(environment);
      return { settings: settings === null ? null : (observer) => create(settings, { observer }), faults };
    },
  };
}
