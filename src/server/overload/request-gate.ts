import type { ServerResponse } from 'node:http';
import type { Caller } from '../../model/caller.js';
import { defaultTenant } from '../../model/tenant.js';
import type { ProcessLoad } from './process-load.js';
import type { TenantShares } from './tenant-share.js';
import type { Usage } from './usage.js';

/** Operations in flight, and whether new ones are still taken. */
export interface RequestGate {
  readonly isDraining: boolean;
  /** Reason for which every new operation is refused. Null: some are accepted. */
  readonly refusal: Refusal | null;
  /**
   * Reason for which a caller's new operations are refused: under overload the heaviest users first, and each further second those who use
   * half as much. Of several tenants, one that has less than its share is not refused for what the others do.
   * @param caller null: not authenticated.
   */
  refusalOf(caller: CallerName | null): Refusal | null;
  /** Counts an operation until its response is sent, or its client has left. */
  enter(answer: ServerResponse, caller: CallerName): void;
  /** An operation that goes on as a subscription takes no share any more: it waits rather than works. */
  rest(answer: ServerResponse): void;
  /** Takes no more, and waits for those in flight, at most so long. */
  drain(withinMs: number): Promise<void>;
}

export type Refusal = 'SHUTTING_DOWN' | 'SERVER_OVERLOADED';

type CallerName = Pick<Caller, 'subject' | 'tenant'>;

/** Seconds of too much work after which everybody is refused who is not under a share of their own. */
const patience = 5;

/** Seconds after which who was refused may come again. */
export const retryAfterSeconds = '1';

/** @param shares of several tenants. Null: the process is one ISP's alone. */
export function createRequestGate(
  load: Pick<ProcessLoad, 'isTooHigh' | 'seconds'>,
  usage: Pick<Usage, 'isHeavy'>,
  shares: TenantShares | null = null,
): RequestGate {
  let count = 0;
  let isDraining = false;
  let onEmpty: (() => void) | undefined;
  const ends = new WeakMap<ServerResponse, () => void>();
  const isHopeless = (): boolean => load.isTooHigh && load.seconds > patience;
  const isOverloadedFor = (caller: CallerName | null): boolean => {
    // Before a token is read it is not known whose share it would be.
    if (caller === null) return shares === null && load.isTooHigh;
    const isFull = shares?.isFull ?? false;
    if (!isFull && !load.isTooHigh) return false;
    if (shares !== null && !shares.hasShare(caller.tenant ?? defaultTenant)) return false;
    return isFull || isHopeless() || usage.isHeavy(caller, load.seconds);
  };
  return {
    get isDraining() {
      return isDraining;
    },
    get refusal() {
      if (isDraining) return 'SHUTTING_DOWN';
      return shares === null && isHopeless() ? 'SERVER_OVERLOADED' : null;
    },
    refusalOf: (caller) => {
      if (isDraining) return 'SHUTTING_DOWN';
      return isOverloadedFor(caller) ? 'SERVER_OVERLOADED' : null;
    },
    enter: (answer, { tenant = defaultTenant }) => {
      // A client that hung up during authentication is not awaited: its close event has passed.
      if (answer.destroyed) return;
      count += 1;
      const end = shares?.enter(tenant);
      if (end !== undefined) ends.set(answer, end);
      answer.once('close', () => {
        end?.();
        count -= 1;
        if (count === 0) onEmpty?.();
      });
    },
    rest: (answer) => ends.get(answer)?.(),
    drain: async (withinMs) => {
      isDraining = true;
      if (count === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
