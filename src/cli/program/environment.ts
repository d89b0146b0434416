import type { Environment } from '../../backends/environment.js';
import { describeMisspelling, findMisspellings } from '../../config/misspelling.js';
import { warn } from '../terminal.js';

/** Warns of variables that are like the gateway's and are not, before a start. */
export function warnOfMisspellings(environment: Environment): void {
  for (const misspelling of findMisspellings(environment)) warn(`Warning: ${describeMisspelling(misspelling)}.`);
}
