import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../model/errors.js';

/** Keeps requests from waiting for a Redis that is frozen or gone. */
export interface RedisGuard {
  /** @throws {ServiceUnavailable} for every fault: at once while Redis is known to be away. */
  run<Value>(command: () => Promise<Value>): Promise<Value>;
  readonly isAway: boolean;
  close(): void;
}

/** Faults in a row after which Redis counts as away: each may have cost a request its timeout. */
const maxFaults = 3;

/** Between two looks at whether it is back, which no request waits for. */
const probeMs = 200;

export function createRedisGuard(redis: Redis): RedisGuard {
  let faults = 0;
  let probe: NodeJS.Timeout | undefined;
  let isClosed = false;

  const look = (): void => {
    probe = undefined;
    redis.ping().then(
      () => {
        faults = 0;
      },
      () => scheduleLook(),
    );
  };
  const scheduleLook = (): void => {
    if (isClosed) return;
    probe ??= setTimeout(look, probeMs).unref();
  };

  return {
    run: async (command) => {
      if (faults >= maxFaults) throw new ServiceUnavailable();
      try {
        const value = await command();
        faults = 0;
        return value;
      } catch (error) {
        if (!isAnswer(error)) faults += 1;
        if (faults >= maxFaults) scheduleLook();
        throw error instanceof ServiceUnavailable ? error : new ServiceUnavailable(error);
      }
    },
    get isAway() {
      return faults >= maxFaults;
    },
    close: () => {
      isClosed = true;
      clearTimeout(probe);
    },
  };
}

/** A refusal proves that Redis answers: further commands cost no waiting time. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}
