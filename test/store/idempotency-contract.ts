import { describe, expect, it } from 'vitest';
import type { Completion, IdempotencyEntry, IdempotencyStore, Reservation } from '../../src/store/idempotency-store.js';
import type { OpenSubject } from './contract.js';
import { closingAfterEach } from './subject.js';

const leaseMs = 20_000;
const holdMs = 600_000;

const entryOf = (owner: string, change: Partial<IdempotencyEntry> = {}): IdempotencyEntry => ({
  key: 'key',
  fingerprint: 'input',
  reference: `reference of ${owner}`,
  owner,
  leaseMs,
  holdMs,
  ...change,
});

const go: Reservation = { kind: 'go' };
const busy: Reservation = { kind: 'busy' };
const done: Completion = { kind: 'done', result: { ticketId: 7 } };
const replay: Reservation = { kind: 'done', result: { ticketId: 7 } };
const unknownOf = (owner: string): Reservation => ({ kind: 'unknown', reference: `reference of ${owner}` });

export function describeIdempotencyStore(openSubject: OpenSubject): void {
  describe('the write ledger', () => {
    const open = closingAfterEach(openSubject);
    const send = async (idempotency: IdempotencyStore, owner: string, settlement?: Completion): Promise<void> => {
      expect(await idempotency.reserve(entryOf(owner))).toEqual(go);
      expect(await idempotency.markSent('key', owner)).toBe(true);
      if (settlement !== undefined) await idempotency.complete('key', owner, settlement);
    };

    it('lets the first one go and keeps the others waiting while it is in flight', async () => {
      const { idempotency } = (await open()).store;
      expect(await idempotency.reserve(entryOf('a'))).toEqual(go);
      expect(await idempotency.reserve(entryOf('b'))).toEqual(busy);
      expect(await idempotency.markSent('key', 'a')).toBe(true);
      expect(await idempotency.reserve(entryOf('b'))).toEqual(busy);
      expect(await idempotency.reserve(entryOf('b', { key: 'other' }))).toEqual(go);
    });

    it('answers what was done, and what nobody knows, to whoever asks again', async () => {
      const { idempotency } = (await open()).store;
      await send(idempotency, 'a', done);
      expect(await idempotency.reserve(entryOf('b'))).toEqual(replay);
      const other = { key: 'other' };
      await idempotency.reserve(entryOf('a', other));
      await idempotency.markSent('other', 'a');
      await idempotency.complete('other', 'a', { kind: 'unknown' });
      expect(await idempotency.reserve(entryOf('b', other))).toEqual(unknownOf('a'));
    });

    it('tells another input under the same key, in flight and settled', async () => {
      const { idempotency } = (await open()).store;
      const other = entryOf('b', { fingerprint: 'other input' });
      await idempotency.reserve(entryOf('a'));
      expect(await idempotency.reserve(other)).toEqual({ kind: 'reused' });
      await idempotency.markSent('key', 'a');
      await idempotency.complete('key', 'a', done);
      expect(await idempotency.reserve(other)).toEqual({ kind: 'reused' });
      expect(await idempotency.reserve({ ...other, force: true })).toEqual({ kind: 'reused' });
      expect(await idempotency.reserve(entryOf('c'))).toEqual(replay);
    });

    it('tells the same owner the same when a command is executed twice, and never to send again', async () => {
      const { idempotency } = (await open()).store;
      expect(await idempotency.reserve(entryOf('a'))).toEqual(go);
      expect(await idempotency.reserve(entryOf('a'))).toEqual(go);
      expect(await idempotency.markSent('key', 'a')).toBe(true);
      expect(await idempotency.markSent('key', 'a')).toBe(true);
      expect(await idempotency.reserve(entryOf('a'))).toEqual(busy);
      await idempotency.complete('key', 'a', done);
      await idempotency.complete('key', 'a', done);
      expect(await idempotency.markSent('key', 'a')).toBe(false);
      expect(await idempotency.reserve(entryOf('a'))).toEqual(replay);
    });

    it('frees a reservation that was given up before it was sent, for any input', async () => {
      const { store, elapse } = await open();
      await store.idempotency.reserve(entryOf('a'));
      await elapse(leaseMs + 1);
      expect(await store.idempotency.markSent('key', 'a')).toBe(false);
      expect(await store.idempotency.reserve(entryOf('b', { fingerprint: 'other input' }))).toEqual(go);
      expect(await store.idempotency.markSent('key', 'a')).toBe(false);
      expect(await store.idempotency.markSent('key', 'b')).toBe(true);
    });

    it('does not know what became of a write whose sender is gone, as long as it holds', async () => {
      const { store, elapse } = await open();
      await send(store.idempotency, 'a');
      await elapse(leaseMs + 1);
      expect(await store.idempotency.reserve(entryOf('b'))).toEqual(unknownOf('a'));
      expect(await store.idempotency.markSent('key', 'a')).toBe(false);
      await elapse(holdMs - 10_000);
      expect(await store.idempotency.reserve(entryOf('c'))).toEqual(unknownOf('a'));
      await elapse(10_000);
      expect(await store.idempotency.reserve(entryOf('d'))).toEqual(go);
    });

    it('counts the lease anew from the sending', async () => {
      const { store, elapse } = await open();
      await store.idempotency.reserve(entryOf('a'));
      await elapse(leaseMs - 5_000);
      expect(await store.idempotency.markSent('key', 'a')).toBe(true);
      await elapse(leaseMs - 5_000);
      expect(await store.idempotency.reserve(entryOf('b'))).toEqual(busy);
    });

    it('believes a sender who is late', async () => {
      const { store, elapse } = await open();
      await send(store.idempotency, 'a');
      await elapse(leaseMs + 1);
      expect(await store.idempotency.reserve(entryOf('b'))).toEqual(unknownOf('a'));
      await store.idempotency.complete('key', 'a', done);
      expect(await store.idempotency.reserve(entryOf('b'))).toEqual(replay);
    });

    it('tells how an attempt stands, to whoever asks', async () => {
      const { store, elapse } = await open();
      const { idempotency } = store;
      expect(await idempotency.stateOf('key', 'a')).toBe('gone');
      await idempotency.reserve(entryOf('a'));
      expect(await idempotency.stateOf('key', 'a')).toBe('in-flight');
      expect(await idempotency.stateOf('key', 'b')).toBe('gone');
      await idempotency.markSent('key', 'a');
      expect(await idempotency.stateOf('key', 'a')).toBe('in-flight');
      await elapse(leaseMs + 1);
      expect(await idempotency.stateOf('key', 'a')).toBe('unknown');
      await idempotency.complete('key', 'a', { kind: 'unknown' });
      expect(await idempotency.stateOf('key', 'a')).toBe('unknown');
      await idempotency.complete('key', 'a', done);
      expect(await idempotency.stateOf('key', 'a')).toBe('done');
    });

    it('knows of what a person has confirmed that it was done, and no more', async () => {
      const { idempotency } = (await open()).store;
      await send(idempotency, 'a', { kind: 'unknown' });
      await idempotency.complete('key', 'a', { kind: 'confirmed' });
      expect(await idempotency.reserve(entryOf('b'))).toEqual({ kind: 'erased' });
      await idempotency.complete('key', 'a', { kind: 'not-sent' });
      expect(await idempotency.reserve(entryOf('b'))).toEqual({ kind: 'erased' });
    });

    it('is free again for any input when what was unknown has not happened', async () => {
      const { idempotency } = (await open()).store;
      await send(idempotency, 'a', { kind: 'unknown' });
      await idempotency.complete('key', 'a', { kind: 'not-sent' });
      expect(await idempotency.reserve(entryOf('b'))).toEqual(go);
    });

    it('is forced over what is settled, not over what is in flight', async () => {
      const { idempotency } = (await open()).store;
      await idempotency.reserve(entryOf('a'));
      expect(await idempotency.reserve(entryOf('b', { force: true }))).toEqual(busy);
      await idempotency.markSent('key', 'a');
      expect(await idempotency.reserve(entryOf('b', { force: true }))).toEqual(busy);
      await idempotency.complete('key', 'a', { kind: 'unknown' });
      expect(await idempotency.reserve(entryOf('b', { force: true }))).toEqual(go);
      expect(await idempotency.reserve(entryOf('c'))).toEqual(busy);
      await idempotency.markSent('key', 'b');
      await idempotency.complete('key', 'b', { kind: 'done', result: 'second' });
      expect(await idempotency.reserve(entryOf('c'))).toEqual({ kind: 'done', result: 'second' });
    });

    it('is forced over what nobody knows alone where that was asked', async () => {
      const { store, elapse } = await open();
      const force = { force: 'unknown' } as const;
      await send(store.idempotency, 'a');
      expect(await store.idempotency.reserve(entryOf('b', force))).toEqual(busy);
      await elapse(leaseMs + 1);
      expect(await store.idempotency.reserve(entryOf('b', force))).toEqual(go);
      await store.idempotency.markSent('key', 'b');
      await store.idempotency.complete('key', 'b', done);
      expect(await store.idempotency.reserve(entryOf('c', force))).toEqual(replay);
    });

    it.each(['not-sent', 'given up'])('has what was forced aside back when the second was %s', async (how) => {
      const { store, elapse } = await open();
      await send(store.idempotency, 'a', { kind: 'unknown' });
      await store.idempotency.reserve(entryOf('b', { force: true }));
      if (how === 'not-sent') await store.idempotency.complete('key', 'b', { kind: 'not-sent' });
      else await elapse(leaseMs + 1);
      expect(await store.idempotency.reserve(entryOf('c'))).toEqual(unknownOf('a'));
      await elapse(holdMs + 1);
      expect(await store.idempotency.reserve(entryOf('c'))).toEqual(go);
    });

    it('hears nobody but the owner', async () => {
      const { idempotency } = (await open()).store;
      await idempotency.reserve(entryOf('a'));
      expect(await idempotency.markSent('key', 'b')).toBe(false);
      await idempotency.complete('key', 'b', { kind: 'not-sent' });
      await idempotency.complete('key', 'b', done);
      await idempotency.complete('no such key', 'b', done);
      expect(await idempotency.reserve(entryOf('c'))).toEqual(busy);
      expect(await idempotency.reserve(entryOf('c', { key: 'no such key' }))).toEqual(go);
    });

    it('never takes back that something was done', async () => {
      const { idempotency } = (await open()).store;
      await send(idempotency, 'a', done);
      await idempotency.complete('key', 'a', { kind: 'not-sent' });
      await idempotency.complete('key', 'a', { kind: 'unknown' });
      expect(await idempotency.reserve(entryOf('b'))).toEqual(replay);
    });

    it.each(['reserved', 'sent'])('frees at once what was %s and then not sent', async (state) => {
      const { idempotency } = (await open()).store;
      await idempotency.reserve(entryOf('a'));
      if (state === 'sent') await idempotency.markSent('key', 'a');
      await idempotency.complete('key', 'a', { kind: 'not-sent' });
      expect(await idempotency.reserve(entryOf('b', { fingerprint: 'other input' }))).toEqual(go);
    });

    it.each([done, { kind: 'unknown' }] as const)('forgets what is $kind when the hold is over', async (settlement) => {
      const { store, elapse } = await open();
      await send(store.idempotency, 'a', settlement);
      await elapse(holdMs - 10_000);
      expect((await store.idempotency.reserve(entryOf('b'))).kind).toBe(settlement.kind);
      await elapse(10_001);
      expect(await store.idempotency.reserve(entryOf('b'))).toEqual(go);
    });

    it('erases what settled writes about somebody answered, and goes on keeping their keys', async () => {
      const { store, elapse } = await open();
      const { idempotency } = store;
      const about = (owner: string, key: string, whom: string) => entryOf(owner, { key, about: whom });
      const completed = async (key: string, whom: string, settlement: Completion): Promise<void> => {
        expect(await idempotency.reserve(about('a', key, whom))).toEqual(go);
        await idempotency.markSent(key, 'a');
        await idempotency.complete(key, 'a', settlement);
      };
      await completed('hers', 'her', done);
      await completed('hers too', 'her', { kind: 'unknown' });
      await completed('his', 'him', done);
      await idempotency.reserve(about('a', 'under way', 'her'));
      await idempotency.markSent('under way', 'a');
      await idempotency.erase('her');
      await idempotency.erase('nobody');
      const other = { fingerprint: 'other input' };
      expect(await idempotency.reserve(about('b', 'hers', 'her'))).toEqual({ kind: 'erased' });
      expect(await idempotency.reserve({ ...about('b', 'hers', 'her'), ...other })).toEqual({ kind: 'erased' });
      expect(await idempotency.reserve({ ...about('b', 'hers too', 'her'), ...other })).toEqual(unknownOf('a'));
      expect(await idempotency.reserve(about('b', 'his', 'him'))).toEqual(replay);
      await idempotency.complete('under way', 'a', done);
      expect(await idempotency.reserve(about('b', 'under way', 'her'))).toEqual(replay);
      await elapse(holdMs - 10_000);
      expect(await idempotency.reserve(about('b', 'hers', 'her'))).toEqual({ kind: 'erased' });
      await elapse(10_001);
      expect(await idempotency.reserve(about('b', 'hers', 'her'))).toEqual(go);
    });

    it('erases what was forced aside, and lets what was erased be forced aside', async () => {
      const { idempotency } = (await open()).store;
      const hers = { about: 'her' };
      await idempotency.reserve(entryOf('a', hers));
      await idempotency.markSent('key', 'a');
      await idempotency.complete('key', 'a', done);
      expect(await idempotency.reserve(entryOf('b', { ...hers, force: true }))).toEqual(go);
      await idempotency.erase('her');
      await idempotency.complete('key', 'b', { kind: 'not-sent' });
      expect(await idempotency.reserve(entryOf('c', hers))).toEqual({ kind: 'erased' });
      expect(await idempotency.reserve(entryOf('c', { ...hers, force: 'unknown' }))).toEqual({ kind: 'erased' });
      expect(await idempotency.reserve(entryOf('c', { ...hers, force: true }))).toEqual(go);
    });

    it('lets one of fifty go that ask at once', async () => {
      const { idempotency } = (await open()).store;
      const owners = Array.from({ length: 50 }, (_, index) => `owner ${index}`);
      const answers = await Promise.all(owners.map((owner) => idempotency.reserve(entryOf(owner))));
      expect(answers.filter(({ kind }) => kind === 'go')).toHaveLength(1);
      expect(answers.filter(({ kind }) => kind === 'busy')).toHaveLength(49);
    });

    it.each([
      { result: null },
      { result: 'Texto con eñe, "comillas", \u2028 y 😀' },
      { result: [0.1, 12_345_678_901_234, 1e21, -0.5] },
      { result: [] },
      { result: {} },
      { result: { list: [], nothing: null, empty: {}, deep: { list: [[]] } } },
    ])('gives $result back as it was', async ({ result }) => {
      const { idempotency } = (await open()).store;
      await send(idempotency, 'a', { kind: 'done', result });
      expect(await idempotency.reserve(entryOf('b'))).toEqual({ kind: 'done', result });
    });

    it('keeps a copy of the result, not the object itself', async () => {
      const { idempotency } = (await open()).store;
      const result = { status: 'OPEN' };
      await send(idempotency, 'a', { kind: 'done', result });
      result.status = 'CLOSED';
      expect(await idempotency.reserve(entryOf('b'))).toEqual({ kind: 'done', result: { status: 'OPEN' } });
    });
  });
}
