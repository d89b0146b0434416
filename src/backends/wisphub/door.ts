import type { Call } from '../../http/call.js';
import { createRoute, type Route } from '../../http/route.js';
import { UpstreamError } from '../../model/errors.js';
import type { WriteOutcome } from '../../model/write.js';
import type { Answer } from './answer.js';

/** An endpoint of the middleware, without the prefix that differs by dialect. */
export interface Door {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly route: Route;
  readonly kind: 'read' | 'write';
  readonly maxBytes?: number;
}

export interface Input {
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** Asks at a door and reads the answer by the rules of the dialect that the installation speaks. */
export type Ask = (door: Door, input: Input, call: Call) => Promise<Answer>;

/** @param path exact, slash included: the other form is a redirect that loses the credentials (contract 1.0). */
export function createDoor(
  method: Door['method'],
  path: string,
  allowed: Readonly<Record<string, RegExp>> = {},
  options: { readonly kind?: Door['kind']; readonly maxBytes?: number } = {},
): Door {
  return { method, route: createRoute(path, allowed), kind: 'read', ...options };
}

/** The one rule for every write: what is unclear after a byte may have left is unknown, not failed. */
export async function writeOutcome<Outcome extends WriteOutcome<unknown, { readonly kind: string }>>(
  send: () => Promise<Outcome>,
): Promise<Outcome | { readonly kind: 'unknown' }> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof UpstreamError && error.mayHaveArrived) return { kind: 'unknown' };
    throw error;
  }
}
