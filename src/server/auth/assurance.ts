import type { Caller } from '../../model/caller.js';

/** Maximum assurances of a request: a bot sends one, a screen may show a few clients. */
export const maxAssurances = 5;

/** The same caller, with what came beside the token: one or several assurances with commas between, of which the first few are read. */
export function withAssurances(caller: Caller, given: unknown): Caller {
  if (typeof given !== 'string' || given === '') return caller;
  const assurances = given
    .split(',', maxAssurances)
    .map((token) => token.trim())
    .filter((token) => token !== '');
  return { ...caller, assurances };
}
