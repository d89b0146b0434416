import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Completion, IdempotencyEntry, IdempotencyStore, Reservation } from '../../src/store/idempotency-store.js';
import type { OpenSubject } from './contract.js';

/** No sum of steps is near the end of a lease, of a hold or of both, so that the time a run takes decides nothing. */
const stepMs = 12_000;
const leaseMs = 16_000;
const holds = [40_000, 64_000];

/** Whoever was let go last, under that key: what a sender does is more than chance would let it do. */
const holder = 'holder';

type Command =
  | { readonly do: 'reserve'; readonly entry: IdempotencyEntry }
  | { readonly do: 'markSent'; readonly key: string; readonly owner: string }
  | { readonly do: 'erase'; readonly about: string }
  | { readonly do: 'settle'; readonly key: string; readonly owner: string; readonly settlement: Completion }
  | { readonly do: 'wait'; readonly steps: number };

const key = fc.constantFrom('left', 'right');
const owner = fc.oneof(
  { weight: 3, arbitrary: fc.constant(holder) },
  { weight: 1, arbitrary: fc.constantFrom('ana', 'blas', 'cruz') },
);
const anybody = fc.constantFrom('ana', 'blas', 'cruz');
const result = fc.constantFrom<unknown[]>(null, 1, 'two');

const reserving = fc
  .record({
    key,
    owner: fc.oneof({ weight: 3, arbitrary: anybody }, { weight: 1, arbitrary: fc.constant(holder) }),
    isOther: fc.nat(9).map((chance) => chance === 0),
    force: fc.constantFrom<(boolean | 'unknown')[]>(true, false, 'unknown'),
    holdMs: fc.constantFrom(...holds),
    about: fc.constantFrom('her', 'him'),
  })
  .map(
    ({ isOther, ...entry }): Command => ({
      do: 'reserve',
      entry: { ...entry, fingerprint: isOther ? 'other' : 'input', reference: entry.owner, leaseMs },
    }),
  );
const settlement: fc.Arbitrary<Completion> = fc.oneof(
  fc.record({ kind: fc.constant('done' as const), result }),
  fc.constantFrom<Completion[]>({ kind: 'unknown' }, { kind: 'not-sent' }),
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: reserving },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('markSent' as const), key, owner }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), key, owner, settlement }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), about: fc.constantFrom('her', 'him') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), steps: fc.integer({ min: 1, max: 4 }) }) },
);

interface State {
  readonly is: 'reserved' | 'sent' | 'done' | 'unknown';
  readonly owner: string;
  /** Null once it is erased. */
  readonly input: string | null;
  readonly about: string | undefined;
  /** Until the lease ends, or the hold once it is settled. */
  readonly leftMs: number;
  readonly holdMs: number;
  /** Undefined once it is erased. */
  readonly result: unknown;
  /** What was forced aside. */
  readonly under: State | null;
}

/** The ledger as one would explain it: at most one state a key, which changes by itself when its time is up. */
class Model {
  readonly #states = new Map<string, State>();

  reserve({ key, owner, fingerprint, about, force, holdMs }: IdempotencyEntry): Reservation {
    const state = this.#states.get(key) ?? null;
    const reserveOver = (under: State | null): Reservation => {
      this.#set(key, {
        is: 'reserved',
        owner,
        input: fingerprint,
        about,
        leftMs: leaseMs,
        holdMs,
        result: null,
        under,
      });
      return { kind: 'go' };
    };
    if (state === null) return reserveOver(null);
    if (state.input !== null && state.input !== fingerprint) return { kind: 'reused' };
    if (state.is === 'reserved' && state.owner === owner) return reserveOver(state.under);
    if (state.is === 'reserved' || state.is === 'sent') return { kind: 'busy' };
    if (force === true || (force === 'unknown' && state.is === 'unknown'))
      return reserveOver({ ...state, under: null });
    if (state.is === 'done' && state.result === undefined) return { kind: 'erased' };
    return state.is === 'done' ? { kind: 'done', result: state.result } : { kind: 'unknown', reference: state.owner };
  }

  markSent(key: string, owner: string): boolean {
    const state = this.#states.get(key);
    if (state?.owner !== owner) return false;
    if (state.is === 'reserved') this.#set(key, { ...state, is: 'sent', leftMs: leaseMs });
    return state.is === 'reserved' || state.is === 'sent';
  }

  complete(key: string, owner: string, settlement: Completion): void {
    const state = this.#states.get(key);
    if (state?.owner !== owner || state.is === 'done') return;
    if (settlement.kind === 'not-sent') this.#set(key, state.under);
    else if (settlement.kind === 'unknown') this.#set(key, { ...state, is: 'unknown', leftMs: state.holdMs });
    else {
      const result = settlement.kind === 'done' ? settlement.result : undefined;
      this.#set(key, { ...state, is: 'done', leftMs: state.holdMs, result, under: null });
    }
  }

  erase(about: string): void {
    for (const [key, state] of this.#states) this.#set(key, erased(state, about));
  }

  wait(ms: number): void {
    for (const [key, state] of this.#states) this.#set(key, age(state, ms));
  }

  #set(key: string, state: State | null): void {
    if (state === null) this.#states.delete(key);
    else this.#states.set(key, state);
  }
}

/** What is settled is forgotten, all but that it is. */
function erased(state: State, about: string): State {
  const under = state.under === null ? null : erased(state.under, about);
  const isErased = state.about === about && (state.is === 'done' || state.is === 'unknown');
  return isErased ? { ...state, input: null, result: undefined, under } : { ...state, under };
}

/** What a state has become after a while: nobody will ever know of what was sent, and what was only reserved has not been. */
function age(state: State, ms: number): State | null {
  const under = state.under === null ? null : age(state.under, ms);
  const leftMs = state.leftMs - ms;
  if (leftMs > 0) return { ...state, leftMs, under };
  const unknownMs = leftMs + state.holdMs;
  if (state.is === 'sent' && unknownMs > 0) return { ...state, is: 'unknown', leftMs: unknownMs, under };
  return under;
}

/** Random histories: the store must answer each step as the model does. */
export function describeIdempotencyModel(open: OpenSubject, runs: number): void {
  describe('the write ledger over random histories', () => {
    it('is the state machine it says it is', { timeout: 60_000 }, async () => {
      const { store, elapse, close } = await open();
      let run = 0;
      const check = fc.asyncProperty(history, async (commands) => {
        run += 1;
        const model = new Model();
        const holders = new Map<string, string>();
        for (const step of commands) {
          const named = nameHolder(step, holders);
          const [expected, actual] = await both(model, store.idempotency, named, `${run}`, elapse);
          expect(actual).toEqual(expected);
          if (named.do === 'reserve' && isGo(expected)) holders.set(named.entry.key, named.entry.owner);
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

const history = fc.array(command, { minLength: 5, maxLength: 60, size: 'max' });

function nameHolder(step: Command, holders: ReadonlyMap<string, string>): Command {
  const nameOf = (key: string, owner: string): string => (owner === holder ? (holders.get(key) ?? owner) : owner);
  if (step.do === 'wait' || step.do === 'erase') return step;
  if (step.do !== 'reserve') return { ...step, owner: nameOf(step.key, step.owner) };
  const owner = nameOf(step.entry.key, step.entry.owner);
  return { ...step, entry: { ...step.entry, owner, reference: owner } };
}

function isGo(answer: unknown): boolean {
  return (answer as Reservation).kind === 'go';
}

/** @param prefix keeps the runs apart, which share one store. */
async function both(
  model: Model,
  idempotency: IdempotencyStore,
  step: Command,
  prefix: string,
  elapse: (ms: number) => Promise<void>,
): Promise<readonly [unknown, unknown]> {
  const keyOf = (key: string): string => `${prefix} ${key}`;
  switch (step.do) {
    case 'reserve':
      return [
        model.reserve(step.entry),
        await idempotency.reserve({ ...step.entry, key: keyOf(step.entry.key), about: keyOf(step.entry.about ?? '') }),
      ];
    case 'markSent':
      return [model.markSent(step.key, step.owner), await idempotency.markSent(keyOf(step.key), step.owner)];
    case 'settle':
      return [
        model.complete(step.key, step.owner, step.settlement),
        await idempotency.complete(keyOf(step.key), step.owner, step.settlement),
      ];
    case 'erase':
      return [model.erase(step.about), await idempotency.erase(`${prefix} ${step.about}`)];
    case 'wait':
      return [model.wait(step.steps * stepMs), await elapse(step.steps * stepMs)];
  }
}
