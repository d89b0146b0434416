import type { BackEnd } from './backend.js';
import type { Environment, SettingsReading } from './environment.js';
import { createWispHub } from './wisphub/index.js';
import { readWispHubSettings } from './wisphub/settings.js';
import { createWispro } from './wispro/index.js';
import { readWisproSettings } from './wispro/settings.js';

/** A back end that the environment names, ready to be made. */
export type BackEndFactory = () => BackEnd;

/** The back ends that there are, in order of precedence. A new one is one line here. */
const registry: readonly ((environment: Environment) => SettingsReading<BackEndFactory>)[] = [
  entry(readWispHubSettings, createWispHub),
  entry(readWisproSettings, createWispro),
];

/** What the environment says of back ends: those that are on, and every fault. */
export function readBackEnds(environment: Environment): {
  readonly factories: readonly BackEndFactory[];
  readonly faults: readonly string[];
} {
  const readings = registry.map((read) => read(environment));
  return {
    factories: readings.flatMap(({ settings }) => settings ?? []),
    faults: readings.flatMap(({ faults }) => faults),
  };
}

function entry<Settings>(
  read: (environment: Environment) => SettingsReading<Settings>,
  create: (settings: Settings) => BackEnd,
): (environment: Environment) => SettingsReading<BackEndFactory> {
  return (environment) => {
    const { settings, faults } = read(environment);
    return { settings: settings === null ? null : () => create(settings), faults };
  };
}
