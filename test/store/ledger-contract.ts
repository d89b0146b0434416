import { describe, expect, it } from 'vitest';
import type { LedgerEntry, Reservation, Settlement, WriteLedger } from '../../src/store/store.js';
import type { OpenSubject } from './contract.js';
import { closingAfterEach } from './subject.js';

const leaseMs = 20_000;
const holdMs = 600_000;

const entryOf = (owner: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
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
const done: Settlement = { kind: 'done', result: { ticketId: 7 } };
const replay: Reservation = { kind: 'done', result: { ticketId: 7 } };
const unknownOf = (owner: string): Reservation => ({ kind: 'unknown', reference: `reference of ${owner}` });

export function describeLedger(openSubject: OpenSubject): void {
  describe('the write ledger', () => {
    const open = closingAfterEach(openSubject);
    const send = async (ledger: WriteLedger, owner: string, settlement?: Settlement): Promise<void> => {
      expect(await ledger.reserve(entryOf(owner))).toEqual(go);
      expect(await ledger.markSent('key', owner)).toBe(true);
      if (settlement !== undefined) await ledger.settle('key', owner, settlement);
    };

    it('lets the first one go and keeps the others waiting while it is in flight', async () => {
      const { ledger } = (await open()).store;
      expect(await ledger.reserve(entryOf('a'))).toEqual(go);
      expect(await ledger.reserve(entryOf('b'))).toEqual(busy);
      expect(await ledger.markSent('key', 'a')).toBe(true);
      expect(await ledger.reserve(entryOf('b'))).toEqual(busy);
      expect(await ledger.reserve(entryOf('b', { key: 'other' }))).toEqual(go);
    });

    it('answers what was done, and what nobody knows, to whoever asks again', async () => {
      const { ledger } = (await open()).store;
      await send(ledger, 'a', done);
      expect(await ledger.reserve(entryOf('b'))).toEqual(replay);
      const other = { key: 'other' };
      await ledger.reserve(entryOf('a', other));
      await ledger.markSent('other', 'a');
      await ledger.settle('other', 'a', { kind: 'unknown' });
      expect(await ledger.reserve(entryOf('b', other))).toEqual(unknownOf('a'));
    });

    it('tells another input under the same key, in flight and settled', async () => {
      const { ledger } = (await open()).store;
      const other = entryOf('b', { fingerprint: 'other input' });
      await ledger.reserve(entryOf('a'));
      expect(await ledger.reserve(other)).toEqual({ kind: 'reused' });
      await ledger.markSent('key', 'a');
      await ledger.settle('key', 'a', done);
      expect(await ledger.reserve(other)).toEqual({ kind: 'reused' });
      expect(await ledger.reserve({ ...other, force: true })).toEqual({ kind: 'reused' });
      expect(await ledger.reserve(entryOf('c'))).toEqual(replay);
    });

    it('tells the same owner the same when a command is executed twice, and never to send again', async () => {
      const { ledger } = (await open()).store;
      expect(await ledger.reserve(entryOf('a'))).toEqual(go);
      expect(await ledger.reserve(entryOf('a'))).toEqual(go);
      expect(await ledger.markSent('key', 'a')).toBe(true);
      expect(await ledger.markSent('key', 'a')).toBe(true);
      expect(await ledger.reserve(entryOf('a'))).toEqual(busy);
      await ledger.settle('key', 'a', done);
      await ledger.settle('key', 'a', done);
      expect(await ledger.markSent('key', 'a')).toBe(false);
      expect(await ledger.reserve(entryOf('a'))).toEqual(replay);
    });

    it('frees a reservation that was given up before it was sent, for any input', async () => {
      const { store, elapse } = await open();
      await store.ledger.reserve(entryOf('a'));
      await elapse(leaseMs + 1);
      expect(await store.ledger.markSent('key', 'a')).toBe(false);
      expect(await store.ledger.reserve(entryOf('b', { fingerprint: 'other input' }))).toEqual(go);
      expect(await store.ledger.markSent('key', 'a')).toBe(false);
      expect(await store.ledger.markSent('key', 'b')).toBe(true);
    });

    it('does not know what became of a write whose sender is gone, as long as it holds', async () => {
      const { store, elapse } = await open();
      await send(store.ledger, 'a');
      await elapse(leaseMs + 1);
      expect(await store.ledger.reserve(entryOf('b'))).toEqual(unknownOf('a'));
      expect(await store.ledger.markSent('key', 'a')).toBe(false);
      await elapse(holdMs - 10_000);
      expect(await store.ledger.reserve(entryOf('c'))).toEqual(unknownOf('a'));
      await elapse(10_000);
      expect(await store.ledger.reserve(entryOf('d'))).toEqual(go);
    });

    it('counts the lease anew from the sending', async () => {
      const { store, elapse } = await open();
      await store.ledger.reserve(entryOf('a'));
      await elapse(leaseMs - 5_000);
      expect(await store.ledger.markSent('key', 'a')).toBe(true);
      await elapse(leaseMs - 5_000);
      expect(await store.ledger.reserve(entryOf('b'))).toEqual(busy);
    });

    it('believes a sender who is late', async () => {
      const { store, elapse } = await open();
      await send(store.ledger, 'a');
      await elapse(leaseMs + 1);
      expect(await store.ledger.reserve(entryOf('b'))).toEqual(unknownOf('a'));
      await store.ledger.settle('key', 'a', done);
      expect(await store.ledger.reserve(entryOf('b'))).toEqual(replay);
    });

    it('is forced over what is settled, not over what is in flight', async () => {
      const { ledger } = (await open()).store;
      await ledger.reserve(entryOf('a'));
      expect(await ledger.reserve(entryOf('b', { force: true }))).toEqual(busy);
      await ledger.markSent('key', 'a');
      expect(await ledger.reserve(entryOf('b', { force: true }))).toEqual(busy);
      await ledger.settle('key', 'a', { kind: 'unknown' });
      expect(await ledger.reserve(entryOf('b', { force: true }))).toEqual(go);
      expect(await ledger.reserve(entryOf('c'))).toEqual(busy);
      await ledger.markSent('key', 'b');
      await ledger.settle('key', 'b', { kind: 'done', result: 'second' });
      expect(await ledger.reserve(entryOf('c'))).toEqual({ kind: 'done', result: 'second' });
    });

    it('is forced over what nobody knows alone where that was asked', async () => {
      const { store, elapse } = await open();
      const force = { force: 'unknown' } as const;
      await send(store.ledger, 'a');
      expect(await store.ledger.reserve(entryOf('b', force))).toEqual(busy);
      await elapse(leaseMs + 1);
      expect(await store.ledger.reserve(entryOf('b', force))).toEqual(go);
      await store.ledger.markSent('key', 'b');
      await store.ledger.settle('key', 'b', done);
      expect(await store.ledger.reserve(entryOf('c', force))).toEqual(replay);
    });

    it.each(['not-sent', 'given up'])('has what was forced aside back when the second was %s', async (how) => {
      const { store, elapse } = await open();
      await send(store.ledger, 'a', { kind: 'unknown' });
      await store.ledger.reserve(entryOf('b', { force: true }));
      if (how === 'not-sent') await store.ledger.settle('key', 'b', { kind: 'not-sent' });
      else await elapse(leaseMs + 1);
      expect(await store.ledger.reserve(entryOf('c'))).toEqual(unknownOf('a'));
      await elapse(holdMs + 1);
      expect(await store.ledger.reserve(entryOf('c'))).toEqual(go);
    });

    it('hears nobody but the owner', async () => {
      const { ledger } = (await open()).store;
      await ledger.reserve(entryOf('a'));
      expect(await ledger.markSent('key', 'b')).toBe(false);
      await ledger.settle('key', 'b', { kind: 'not-sent' });
      await ledger.settle('key', 'b', done);
      await ledger.settle('no such key', 'b', done);
      expect(await ledger.reserve(entryOf('c'))).toEqual(busy);
      expect(await ledger.reserve(entryOf('c', { key: 'no such key' }))).toEqual(go);
    });

    it('never takes back that something was done', async () => {
      const { ledger } = (await open()).store;
      await send(ledger, 'a', done);
      await ledger.settle('key', 'a', { kind: 'not-sent' });
      await ledger.settle('key', 'a', { kind: 'unknown' });
      expect(await ledger.reserve(entryOf('b'))).toEqual(replay);
    });

    it.each(['reserved', 'sent'])('frees at once what was %s and then not sent', async (state) => {
      const { ledger } = (await open()).store;
      await ledger.reserve(entryOf('a'));
      if (state === 'sent') await ledger.markSent('key', 'a');
      await ledger.settle('key', 'a', { kind: 'not-sent' });
      expect(await ledger.reserve(entryOf('b', { fingerprint: 'other input' }))).toEqual(go);
    });

    it.each([done, { kind: 'unknown' }] as const)('forgets what is $kind when the hold is over', async (settlement) => {
      const { store, elapse } = await open();
      await send(store.ledger, 'a', settlement);
      await elapse(holdMs - 10_000);
      expect((await store.ledger.reserve(entryOf('b'))).kind).toBe(settlement.kind);
      await elapse(10_001);
      expect(await store.ledger.reserve(entryOf('b'))).toEqual(go);
    });

    it('erases what settled writes about somebody answered, and goes on keeping their keys', async () => {
      const { store, elapse } = await open();
      const { ledger } = store;
      const about = (owner: string, key: string, whom: string) => entryOf(owner, { key, about: whom });
      const settled = async (key: string, whom: string, settlement: Settlement): Promise<void> => {
        expect(await ledger.reserve(about('a', key, whom))).toEqual(go);
        await ledger.markSent(key, 'a');
        await ledger.settle(key, 'a', settlement);
      };
      await settled('hers', 'her', done);
      await settled('hers too', 'her', { kind: 'unknown' });
      await settled('his', 'him', done);
      await ledger.reserve(about('a', 'under way', 'her'));
      await ledger.markSent('under way', 'a');
      await ledger.erase('her');
      await ledger.erase('nobody');
      const other = { fingerprint: 'other input' };
      expect(await ledger.reserve(about('b', 'hers', 'her'))).toEqual({ kind: 'erased' });
      expect(await ledger.reserve({ ...about('b', 'hers', 'her'), ...other })).toEqual({ kind: 'erased' });
      expect(await ledger.reserve({ ...about('b', 'hers too', 'her'), ...other })).toEqual(unknownOf('a'));
      expect(await ledger.reserve(about('b', 'his', 'him'))).toEqual(replay);
      await ledger.settle('under way', 'a', done);
      expect(await ledger.reserve(about('b', 'under way', 'her'))).toEqual(replay);
      await elapse(holdMs - 10_000);
      expect(await ledger.reserve(about('b', 'hers', 'her'))).toEqual({ kind: 'erased' });
      await elapse(10_001);
      expect(await ledger.reserve(about('b', 'hers', 'her'))).toEqual(go);
    });

    it('erases what was forced aside, and lets what was erased be forced aside', async () => {
      const { ledger } = (await open()).store;
      const hers = { about: 'her' };
      await ledger.reserve(entryOf('a', hers));
      await ledger.markSent('key', 'a');
      await ledger.settle('key', 'a', done);
      expect(await ledger.reserve(entryOf('b', { ...hers, force: true }))).toEqual(go);
      await ledger.erase('her');
      await ledger.settle('key', 'b', { kind: 'not-sent' });
      expect(await ledger.reserve(entryOf('c', hers))).toEqual({ kind: 'erased' });
      expect(await ledger.reserve(entryOf('c', { ...hers, force: 'unknown' }))).toEqual({ kind: 'erased' });
      expect(await ledger.reserve(entryOf('c', { ...hers, force: true }))).toEqual(go);
    });

    it('lets one of fifty go that ask at once', async () => {
      const { ledger } = (await open()).store;
      const owners = Array.from({ length: 50 }, (_, index) => `owner ${index}`);
      const answers = await Promise.all(owners.map((owner) => ledger.reserve(entryOf(owner))));
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
      const { ledger } = (await open()).store;
      await send(ledger, 'a', { kind: 'done', result });
      expect(await ledger.reserve(entryOf('b'))).toEqual({ kind: 'done', result });
    });

    it('keeps a copy of the result, not the object itself', async () => {
      const { ledger } = (await open()).store;
      const result = { status: 'OPEN' };
      await send(ledger, 'a', { kind: 'done', result });
      result.status = 'CLOSED';
      expect(await ledger.reserve(entryOf('b'))).toEqual({ kind: 'done', result: { status: 'OPEN' } });
    });
  });
}
