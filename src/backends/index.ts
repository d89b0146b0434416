import type { Config } from '../config.js';
import type { BackEnd } from './backend.js';
import { createWispHub } from './wisphub/index.js';

/** The back ends that a configuration names, in order of precedence. A new one is one line here. */
export function createBackEnds({ wispHub }: Pick<Config, 'wispHub'>): readonly BackEnd[] {
  return [wispHub === null ? null : createWispHub(wispHub)].filter((backEnd) => backEnd !== null);
}
