import { describe, expect, it } from 'vitest';
import { entryOf, type LedgerCall, toCompletion, wander } from '../domain/outcomes/write-explorer.js';
import type { OpenSubject, Subject } from './contract.js';
import { closingAfterEach } from './subject.js';

const tickMs = 20_000;

const bounds = { ticks: 4, asks: 3, crashes: 2, looks: 2, landing: 1, after: 2, apart: 1 } as const;

/** Ways through the model of a write of unknown outcome, each replayed under a key of its own. */
export function describeWriteTraces(openSubject: OpenSubject, runs: number): void {
  describe('the write ledger', () => {
    const open = closingAfterEach(openSubject);

    it('answers as the model of a write with its reconciler does', { timeout: 120_000 }, async () => {
      const subject = await open();
      const random = createRandom(7);
      for (let run = 0; run < runs; run += 1) {
        const calls = wander(bounds, random);
        const answers: LedgerCall[] = [];
        for (const call of calls) answers.push(await replay(subject, `key ${run}`, call));
        expect(answers).toEqual(calls);
      }
    });
  });
}

/** @returns the call with what this store answers. */
async function replay({ store, elapse }: Subject, key: string, call: LedgerCall): Promise<LedgerCall> {
  const { idempotency } = store;
  switch (call.call) {
    case 'tick':
      await elapse(tickMs);
      return call;
    case 'reserve': {
      const entry = { ...entryOf(call.owner), key, leaseMs: tickMs, holdMs: 1_000 * tickMs };
      return { ...call, answer: (await idempotency.reserve(entry)).kind };
    }
    case 'markSent':
      return { ...call, answer: await idempotency.markSent(key, call.owner) };
    case 'stateOf':
      return { ...call, answer: await idempotency.stateOf(key, call.owner) };
    case 'complete':
      await idempotency.complete(key, call.owner, toCompletion(call.settlement));
      return call;
  }
}

/** The same choices in every run. */
function createRandom(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * count);
  };
}
