import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { Search } from './search.js';

/** Proves that the back end looks at what it is asked for, where its answers cannot tell (contract D1, D7). */
export interface FilterProof {
  /** @returns false when a search that must find nothing finds a client. */
  holds(type: Search['type'], call: UpstreamCall): Promise<boolean>;
}

/** Impossible values in the form of each type. */
const impossible: Readonly<Record<Search['type'], string>> = {
  id: '999999999999',
  cod: 'isp-gateway-unknown',
  dni: '00000000',
  cuit: '00000000000',
};

/** Milliseconds for which a proof is good: an integration that is replaced begins with a new one soon. */
const proofMs = 600_000;

/** @param isAnswered whether a search is answered with a client. */
export function createFilterProof(isAnswered: (search: Search, call: UpstreamCall) => Promise<boolean>): FilterProof {
  const provenAt = new Map<Search['type'], number>();
  return {
    holds: async (type, call) => {
      if (performance.now() - (provenAt.get(type) ?? Number.NEGATIVE_INFINITY) < proofMs) return true;
      try {
        if (await isAnswered({ type, q: impossible[type] }, call)) return false;
        provenAt.set(type, performance.now());
      } catch (error) {
        // Some installations fail on a search without result (contract 3.4): it shows no client, and proves nothing for later.
        if (!(error instanceof UpstreamError)) throw error;
      }
      return true;
    },
  };
}
