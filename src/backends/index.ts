import type { CallObserver } from '../upstream/call.js';
import type { Backend, Warn } from './backend.js';
import type { Environment, SettingsReading, VariableDescription } from './environment.js';
import { createWispHub } from './wisphub/index.js';
import { readWispHubSettings, wispHubVariables } from './wisphub/settings.js';
import { createWispro } from './wispro/index.js';
import { readWisproSettings, wisproVariables } from './wispro/settings.js';

/** A back end that the environment names, ready to be made. @param observer hears of everything that is asked of it. */
export type BackendFactory = (observer?: CallObserver, warn?: Warn) => Backend;

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
    options: { readonly observer: CallObserver | undefined; readonly warn: Warn | undefined },
  ) => Backend,
): Entry {
  return {
    variables,
    read: (environment) => {
      const { settings, issues } = read(environment);
      return { settings: settings === null ? null : (observer, warn) => create(settings, { observer, warn }), issues };
    },
  };
}
