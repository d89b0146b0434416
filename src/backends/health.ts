import type { BackendState } from '../model/backend.js';
import { GatewayError, UpstreamError } from '../model/errors.js';

/** Remembers how a back end's last call ended. */
export interface Health {
  /** Runs a call and remembers its end. What never reached the back end for the caller's own fault says nothing of it. */
  watch<Value>(call: () => Promise<Value>): Promise<Value>;
  readonly state: BackendState;
  readonly checkedAt: Date | null;
}

export function createHealth(): Health {
  let state: BackendState = 'UNKNOWN';
  let checkedAt: Date | null = null;
  const see = (seen: BackendState): void => {
    state = seen;
    checkedAt = new Date();
  };
  return {
    watch: async (call) => {
      try {
        const value = await call();
        see('UP');
        return value;
      } catch (error) {
        if (error instanceof UpstreamError) see('DOWN');
        else if (!(error instanceof GatewayError)) see('DEGRADED');
        throw error;
      }
    },
    get state() {
      return state;
    },
    get checkedAt() {
      return checkedAt;
    },
  };
}
