import { describe, expect, it } from 'vitest';
import { noopObserver } from '../../../src/domain/observer.js';
import { isIdempotencyKey, Writes } from '../../../src/domain/writes/write.js';
import { clientTag } from '../../../src/domain/writes/write-entry.js';
import type { Write, WriteContent } from '../../../src/domain/writes/write-request.js';
import { CodedError, UpstreamError } from '../../../src/model/errors.js';
import type { WriteOutcome } from '../../../src/model/write.js';
import type { IdempotencyStore } from '../../../src/store/idempotency-store.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createTime } from '../time.js';

const hour = 3_600_000;
const caller = { subject: 'bot', scopes: new Set<never>(), expiresAt: new Date() };

function createSubject(change: (store: IdempotencyStore) => Partial<IdempotencyStore> = () => ({})) {
  const time = createTime();
  const { idempotency } = createMemoryStore({ clock: time.clock });
  const states: string[] = [];
  const ends: string[] = [];
  const observer = {
    ...noopObserver,
    onWriteState: (_: string, state: string) => void states.push(state),
    onWriteEnd: (_: string, outcome: string) => void ends.push(outcome),
  };
  const writes = new Writes({ ...idempotency, ...change(idempotency) }, caller, observer);
  return { time, writes, states, ends, idempotency };
}

type Ticket = Write<string, { readonly kind: 'full' }>;

const done = async (): Promise<WriteOutcome<string, { readonly kind: 'full' }>> => ({ kind: 'done', value: 'one' });
const write = (changes: Partial<Ticket> = {}): Ticket => ({
  ...{ operation: 'createTicket', backend: 'WISPHUB', key: 'k', input: { subject: 'x' }, clientId: 'c', send: done },
  ...changes,
});
const content = (force: WriteContent['force'] = 'nothing'): WriteContent => ({
  parts: [1, 'x'],
  sameForMs: 600_000,
  force,
});

describe('a write', () => {
  it('is replayed under its key for 24 hours, and made again after', async () => {
    const { time, writes, ends } = createSubject();
    expect(await writes.once(write())).toEqual({ kind: 'done', value: 'one', isReplay: false });
    time.advance(24 * hour - 1);
    const again = write({ send: async () => ({ kind: 'done', value: 'two' }) });
    expect(await writes.once(again)).toEqual({ kind: 'done', value: 'one', isReplay: true });
    time.advance(1);
    expect(await writes.once(again)).toEqual({ kind: 'done', value: 'two', isReplay: false });
    expect(ends).toEqual(['done', 'replayed', 'done']);
  });

  it('is in progress for the 20 seconds of its lease, and of unknown outcome after when its process is gone', async () => {
    const { time, writes } = createSubject();
    await new Promise<void>((onSent) => {
      const send = () => new Promise<never>(() => onSent());
      void writes.once(write({ send }));
    });
    time.advance(19_999);
    expect(await writes.once(write())).toEqual({ kind: 'in-progress' });
    time.advance(1);
    expect(await writes.once(write())).toMatchObject({
      kind: 'unknown',
      reference: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  });

  it('frees its key when it cannot be marked as sent, and sends nothing', async () => {
    let isAway = true;
    const { writes, states } = createSubject((store) => ({
      markSent: (key, owner) => (isAway ? Promise.reject(new Error('away')) : store.markSent(key, owner)),
    }));
    let sent = 0;
    const counted = write({
      content: content(),
      send: async () => {
        sent += 1;
        return done();
      },
    });
    await expect(writes.once(counted)).rejects.toThrow('away');
    expect([sent, states]).toEqual([0, ['reserved', 'not-sent']]);
    isAway = false;
    expect(await writes.once(counted)).toMatchObject({ kind: 'done', isReplay: false });
    expect(sent).toBe(1);
  });

  it('frees its key when another has taken its lease before it was sent', async () => {
    const { writes, states } = createSubject(() => ({ markSent: async () => false }));
    expect(await writes.once(write())).toEqual({ kind: 'in-progress' });
    expect(states).toEqual(['reserved', 'not-sent']);
  });

  it('that was never sent leaves no trace: an error is the caller’s, and the key is free', async () => {
    const { writes, states, ends } = createSubject();
    const error = new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { mayHaveArrived: false });
    await expect(writes.once(write({ send: () => Promise.reject(error) }))).rejects.toBe(error);
    expect(await writes.once(write())).toMatchObject({ kind: 'done', isReplay: false });
    expect(states).toEqual(['reserved', 'sent', 'not-sent', 'reserved', 'sent', 'done']);
    expect(ends).toEqual(['UPSTREAM_UNAVAILABLE', 'done']);
  });

  it.each([
    ['an answer that may have been lost', new UpstreamError('UPSTREAM_TIMEOUT', 'WISPHUB', { mayHaveArrived: true })],
    ['a bug', new TypeError('x')],
  ])('after %s is unknown, is said so again, and never sent again', async (_, error) => {
    const { writes } = createSubject();
    const first = await writes.once(write({ send: () => Promise.reject(error) }));
    expect(first).toMatchObject({ kind: 'unknown', backend: 'WISPHUB' });
    expect(await writes.once(write())).toEqual(first);
  });

  it('that is refused frees its key, with the back end or the refusal', async () => {
    const { writes } = createSubject();
    expect(await writes.once(write({ send: async () => ({ kind: 'refused' }) as never }))).toEqual({
      kind: 'refused',
      backend: 'WISPHUB',
    });
    expect(await writes.once(write({ send: async () => ({ kind: 'full' }) }))).toEqual({ kind: 'full' });
    expect(await writes.once(write({ send: async () => ({ kind: 'not-found' }) as never }))).toEqual({
      kind: 'not-found',
    });
    expect(await writes.once(write())).toMatchObject({ kind: 'done', isReplay: false });
  });

  it('under a key of another input, or of another caller, is another write', async () => {
    const { writes } = createSubject();
    await writes.once(write());
    expect(await writes.once(write({ input: { subject: 'y' } }))).toEqual({ kind: 'key-reused' });
    expect(await writes.once(write({ operation: 'startPing' }))).toMatchObject({ kind: 'done', isReplay: false });
    expect(await writes.once(write({ key: null }))).toMatchObject({ kind: 'done', isReplay: false });
  });

  it('is checked before its content is reserved, and frees both', async () => {
    const { writes, states } = createSubject();
    const check = async () => ({ kind: 'not-found' }) as const;
    expect(await writes.once(write({ check, content: content() }))).toEqual({ kind: 'not-found' });
    expect(states).toEqual(['reserved', 'not-sent']);
    expect(await writes.once(write({ content: content() }))).toMatchObject({ kind: 'done' });
  });
});

describe('the same content in flight', () => {
  const hang = () => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { end: () => end(), send: () => ended.then(done) };
  };

  it('is awaited where the write may wait, and then a duplicate', async () => {
    const { writes } = createSubject();
    const { end, send } = hang();
    const first = writes.once(write({ content: content(), send }));
    const waiting = { ...content(), waiting: backgroundCall() };
    const second = writes.once(write({ key: 'l', content: waiting }));
    end();
    expect(await first).toMatchObject({ kind: 'done' });
    expect(await second).toEqual({ kind: 'duplicate', value: 'one' });
  });

  it.each([
    ['where it may not wait', () => ({})],
    ['once its caller has left', () => ({ waiting: { ...backgroundCall(), signal: AbortSignal.abort() } })],
    ['where its time is nearly over', () => ({ waiting: { ...backgroundCall(), deadline: performance.now() + 40 } })],
  ])('is in progress %s, and its own key is free again', async (_, more) => {
    const { writes, states } = createSubject();
    const { end, send } = hang();
    const first = writes.once(write({ content: content(), send }));
    expect(await writes.once(write({ key: 'l', content: { ...content(), ...more() } }))).toEqual({
      kind: 'in-progress',
    });
    end();
    await first;
    expect(states.filter((state) => state === 'not-sent')).toHaveLength(1);
  });
});

it('a key whose result was purged says so, and no other', async () => {
  const { writes, idempotency } = createSubject();
  await writes.once(write());
  await idempotency.erase(clientTag('another'));
  expect(await writes.once(write())).toMatchObject({ kind: 'done', isReplay: true });
  await idempotency.erase(clientTag('c'));
  expect(await writes.once(write())).toEqual({ kind: 'erased' });
});

it.each([
  ['k', true],
  ['!~'.repeat(100), true],
  ['', false],
  ['a b', false],
  ['a\n', false],
  ['ñ', false],
  ['x'.repeat(201), false],
])('%j as an idempotency key: %s', (key, isKey) => {
  expect(isIdempotencyKey(key)).toBe(isKey);
});

describe('the same content under another key', () => {
  it('is a duplicate for as long as it says, whoever asks', async () => {
    const { time, writes } = createSubject();
    await writes.once(write({ content: content() }));
    time.advance(599_999);
    expect(await writes.once(write({ key: 'l', content: content() }))).toEqual({ kind: 'duplicate', value: 'one' });
    time.advance(1);
    expect(await writes.once(write({ key: 'm', content: content() }))).toMatchObject({ kind: 'done', isReplay: false });
  });

  it.each([
    ['nothing', 'duplicate', 'unknown'],
    ['unknown', 'duplicate', 'done'],
    ['ended', 'done', 'done'],
  ] as const)(
    'forced over %s: %s after one that was done, %s after one of unknown outcome',
    async (force, afterDone, afterUnknown) => {
      for (const [send, expected] of [
        [done, afterDone],
        [() => Promise.reject(new Error('x')), afterUnknown],
      ] as const) {
        const { writes } = createSubject();
        await writes.once(write({ content: content(), send }));
        expect(await writes.once(write({ key: 'l', content: content(force) }))).toMatchObject({ kind: expected });
      }
    },
  );
});

it('an error of ours is named by its code to the observer', async () => {
  const { writes, ends } = createSubject(() => ({
    reserve: () => Promise.reject(new CodedError('SERVICE_UNAVAILABLE', true)),
  }));
  await expect(writes.once(write())).rejects.toThrow();
  expect(ends).toEqual(['SERVICE_UNAVAILABLE']);
});
