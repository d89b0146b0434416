import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry, Reservation, Settlement, WriteLedger } from '../../src/store/store.js';
import type { OpenSubject } from './contract.js';

/** No sum of steps is near the end of a lease, of a hold or of both, so that the time a run takes decides nothing. */
const stepMs = 12_000;
const leaseMs = 16_000;
const holdMs = 40_000;

type Command =
  | { readonly do: 'reserve'; readonly entry: LedgerEntry }
  | { readonly do: 'markSent'; readonly key: string; readonly owner: string }
  | { readonly do: 'settle'; readonly key: string; readonly owner: string; readonly settlement: Settlement }
  | { readonly do: 'wait'; readonly steps: number };

const key = fc.constantFrom('left', 'right');
const owner = fc.constantFrom('ana', 'blas', 'cruz');
const result = fc.constantFrom<unknown[]>(null, 1, 'two');

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ key, owner, isOther: fc.nat(4).map((n) => n === 0), force: fc.boolean() }).map(
    ({ isOther, ...entry }): Command => ({
      do: 'reserve',
      entry: { ...entry, fingerprint: isOther ? 'other' : 'input', reference: entry.owner, leaseMs, holdMs },
    }),
  ),
  fc.record({ do: fc.constant('markSent' as const), key, owner }),
  fc.record({
    do: fc.constant('settle' as const),
    key,
    owner,
    settlement: fc.oneof(
      fc.record({ kind: fc.constant('done' as const), result }),
      fc.constantFrom<Settlement[]>({ kind: 'unknown' }, { kind: 'not-sent' }),
    ),
  }),
  fc.record({ do: fc.constant('wait' as const), steps: fc.integer({ min: 1, max: 4 }) }),
);

interface State {
  readonly is: 'reserved' | 'sent' | 'done' | 'unknown';
  readonly owner: string;
  readonly input: string;
  /** Until the lease ends, or the hold once it is settled. */
  readonly leftMs: number;
  readonly result: unknown;
  /** What was forced aside. */
  readonly under: State | null;
}

/** The ledger as one would explain it: at most one state a key, which changes by itself when its time is up. */
class Model {
  readonly #states = new Map<string, State>();

  reserve({ key, owner, fingerprint, force }: LedgerEntry): Reservation {
    const state = this.#states.get(key) ?? null;
    const reserveOver = (under: State | null): Reservation => {
      this.#set(key, { is: 'reserved', owner, input: fingerprint, leftMs: leaseMs, result: null, under });
      return { kind: 'go' };
    };
    if (state === null) return reserveOver(null);
    if (state.input !== fingerprint) return { kind: 'reused' };
    if (state.is === 'reserved' && state.owner === owner) return reserveOver(state.under);
    if (state.is === 'reserved' || state.is === 'sent') return { kind: 'busy' };
    if (force === true) return reserveOver({ ...state, under: null });
    return state.is === 'done' ? { kind: 'done', result: state.result } : { kind: 'unknown', reference: state.owner };
  }

  markSent(key: string, owner: string): boolean {
    const state = this.#states.get(key);
    if (state?.owner !== owner) return false;
    if (state.is === 'reserved') this.#set(key, { ...state, is: 'sent', leftMs: leaseMs });
    return state.is === 'reserved' || state.is === 'sent';
  }

  settle(key: string, owner: string, settlement: Settlement): void {
    const state = this.#states.get(key);
    if (state?.owner !== owner || state.is === 'done') return;
    if (settlement.kind === 'not-sent') this.#set(key, state.under);
    else if (settlement.kind === 'unknown') this.#set(key, { ...state, is: 'unknown', leftMs: holdMs });
    else this.#set(key, { ...state, is: 'done', leftMs: holdMs, result: settlement.result, under: null });
  }

  wait(ms: number): void {
    for (const [key, state] of this.#states) this.#set(key, age(state, ms));
  }

  #set(key: string, state: State | null): void {
    if (state === null) this.#states.delete(key);
    else this.#states.set(key, state);
  }
}

/** What a state has become after a while: nobody will ever know of what was sent, and what was only reserved has not been. */
function age(state: State, ms: number): State | null {
  const under = state.under === null ? null : age(state.under, ms);
  const leftMs = state.leftMs - ms;
  if (leftMs > 0) return { ...state, leftMs, under };
  if (state.is === 'sent' && leftMs + holdMs > 0) return { ...state, is: 'unknown', leftMs: leftMs + holdMs, under };
  return under;
}

/** Random histories: the store must answer each step as the model does. */
export function describeLedgerModel(open: OpenSubject, runs: number): void {
  describe('the write ledger over random histories', () => {
    it('is the state machine it says it is', { timeout: 60_000 }, async () => {
      const { store, elapse, close } = await open();
      let run = 0;
      const check = fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        run += 1;
        const model = new Model();
        for (const step of commands) {
          const [expected, actual] = await both(model, store.ledger, step, `${run}`, elapse);
          expect(actual).toEqual(expected);
        }
      });
      try {
        await fc.assert(check, { numRuns: runs });
      } finally {
        await close();
      }
    });
  });
}

/** @param prefix keeps the runs apart, which share one store. */
async function both(
  model: Model,
  ledger: WriteLedger,
  step: Command,
  prefix: string,
  elapse: (ms: number) => Promise<void>,
): Promise<readonly [unknown, unknown]> {
  const keyOf = (key: string): string => `${prefix} ${key}`;
  switch (step.do) {
    case 'reserve':
      return [model.reserve(step.entry), await ledger.reserve({ ...step.entry, key: keyOf(step.entry.key) })];
    case 'markSent':
      return [model.markSent(step.key, step.owner), await ledger.markSent(keyOf(step.key), step.owner)];
    case 'settle':
      return [
        model.settle(step.key, step.owner, step.settlement),
        await ledger.settle(keyOf(step.key), step.owner, step.settlement),
      ];
    case 'wait':
      return [model.wait(step.steps * stepMs), await elapse(step.steps * stepMs)];
  }
}
