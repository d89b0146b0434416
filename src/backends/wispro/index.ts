import type { CallObserver } from '../../upstream/call.js';
import type { UpstreamClient } from '../../upstream/client.js';
import type { ResilienceOptions } from '../../upstream/resilience/resilience.js';
import type { Backend, Warn } from '../backend.js';
import { createWisproCloud } from './cloud/index.js';
import type { WisproSettings } from './settings.js';
import { combine } from './sources/both.js';
import { createSuricata } from './sources/suricata.js';

export { merchantUrl, type SuricataSettings, type WisproSettings } from './settings.js';

export interface WisproOptions {
  /** The way out to the integration. Default: one that sends once and no more. */
  readonly client?: UpstreamClient;
  readonly policy?: ResilienceOptions;
  /** Called for dropped rows and other silent repairs with a sentence and a count, never a value. */
  readonly warn?: Warn | undefined;
  /** Observer of all calls. */
  readonly observer?: CallObserver | undefined;
}

/** Wispro by Suricata's integration (README beside this file), by its own API (contract-cloud.md), or by both. */
export function createWispro(settings: WisproSettings, options: WisproOptions = {}): Backend {
  const { suricata, api, promisesBy = 'suricata' } = settings;
  const integration = suricata === undefined ? null : createSuricata(suricata, settings, options);
  const cloud = api === undefined ? null : createWisproCloud(api, settings, options);
  if (integration !== null && cloud !== null) return combine(integration, cloud, promisesBy);
  const only = integration ?? cloud;
  if (only === null) throw new RangeError('neither the integration nor the API is configured');
  return only;
}
