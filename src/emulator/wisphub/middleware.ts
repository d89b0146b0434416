import type { Clock } from './clock.js';
import type { Native } from './native/index.js';
import type { WispHubSettings } from './settings.js';

/** Parts shared by both dialects of the middleware. */
export interface Middleware {
  readonly native: Native;
  readonly settings: Readonly<WispHubSettings>;
  readonly clock: Clock;
  /** The process that serves this request: caches are kept per process. */
  worker(): string;
}

/** Working days a ticket may take, `MAX_TICKET_RESOLUTION_DAYS`. */
export const resolutionDays = 3;

/** The only normalisation of a phone that there is (contract 1.3): no plus signs, no space at the ends. */
export function trimPhone(phone: string): string {
  return phone.replaceAll('+', '').trim();
}
