import { describe, expect, it, vi } from 'vitest';
import { createPendingWrites } from '../../../src/domain/writes/pending-writes.js';
import type { ClientChange, ClientRecord } from '../../../src/model/client.js';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { toBackend } from '../client-backend.js';
import { byDocument, byId, byPhone, toRecord } from '../client-record.js';
import { createTime } from '../time.js';

const old = { phone: '3001234567', document: '1098765432' } as const;
const fresh = '+573009999999';

function createSubject() {
  const time = createTime();
  const store = createMemoryStore({ clock: time.clock });
  const begin = () => createPendingWrites(store, [toBackend({})], time.clock);
  let writes = 0;
  const write = (change: ClientChange, serviceId = 1): Promise<void> => {
    writes += 1;
    return store.clientWrites.put({ id: `${writes}`, clientId: toRecord(serviceId).id, change }, ['all']);
  };
  return { time, store, begin, pendingWrites: begin(), write };
}

function textOf({ phones, document }: ClientRecord): string {
  return `${phones.map(({ raw }) => raw)} ${document}`;
}

describe('an own write', () => {
  it('is laid over a record that was asked for before it, its phone as a phone', async () => {
    const { time, pendingWrites, write } = createSubject();
    await write({ phone: '3009999999' });
    const shown = pendingWrites.apply(toRecord(1, old), time.clock());
    expect(shown).toEqual({ ...toRecord(1, old), phones: [{ raw: '3009999999', e164: fresh }] });
  });

  it('is not laid over a record that was asked for after it, which is the back end’s own news', async () => {
    const { time, pendingWrites, write } = createSubject();
    await write({ phone: '3009999999' });
    const record = toRecord(1, old);
    expect(pendingWrites.apply(record, time.clock() + 1)).toBe(record);
  });

  it('is laid over a record that was asked for after it, if such answers lag behind it', async () => {
    const { time, pendingWrites, write } = createSubject();
    await write({ document: '555' });
    const record = toRecord(1, { ...old, lagMs: 300 });
    expect(textOf(pendingWrites.apply(record, time.clock() + 300))).toBe('3001234567 555');
    expect(pendingWrites.apply(record, time.clock() + 301)).toBe(record);
    const ageless = toRecord(1, { ...old, lagMs: Number.POSITIVE_INFINITY });
    expect(textOf(pendingWrites.apply(ageless, time.clock() + 1_000_000))).toBe('3001234567 555');
  });

  it('changes nobody else, and nothing else', async () => {
    const { time, pendingWrites, write } = createSubject();
    const record = toRecord(2, old);
    expect(pendingWrites.apply(record, time.clock())).toBe(record);
    await write({ phone: '3009999999' });
    expect(pendingWrites.apply(record, time.clock())).toBe(record);
  });

  it('gives way to the next one, field by field, each with its own time', async () => {
    const { time, pendingWrites, write } = createSubject();
    await write({ phone: '3001111111', document: '111' });
    const between = time.clock() + 1;
    time.advance(2);
    await write({ document: '222' });
    expect(textOf(pendingWrites.apply(toRecord(1, old), between - 1))).toBe('3001111111 222');
    expect(textOf(pendingWrites.apply(toRecord(1, old), between))).toBe('3001234567 222');
  });

  it('is forgotten after a quarter of an hour, whatever else is written to the client', async () => {
    const { time, pendingWrites, write } = createSubject();
    await write({ phone: '3009999999' });
    const before = time.clock();
    time.advance(600_000);
    await write({ document: '555' });
    time.advance(300_000);
    expect(textOf(pendingWrites.apply(toRecord(1, old), before))).toBe('3009999999 555');
    time.advance(1);
    expect(textOf(pendingWrites.apply(toRecord(1, old), before))).toBe('3001234567 555');
  });

  it('finds its client by what it gave them, of several the last', async () => {
    const { time, pendingWrites, write } = createSubject();
    expect(pendingWrites.findIds(byPhone(fresh), 'WISPHUB')[0] ?? null).toBeNull();
    await write({ phone: '3009999999', document: '55.555' });
    expect(pendingWrites.findIds(byPhone(fresh), 'WISPHUB')[0] ?? null).toBe(toRecord(1).id);
    expect(pendingWrites.findIds(byDocument('55555'), 'WISPHUB')[0] ?? null).toBe(toRecord(1).id);
    time.advance(1);
    await write({ phone: '3009999999' }, 2);
    expect(pendingWrites.findIds(byPhone(fresh), 'WISPHUB')[0] ?? null).toBe(toRecord(2).id);
    expect(pendingWrites.findIds(byDocument('66666'), 'WISPHUB')[0] ?? null).toBeNull();
    expect(pendingWrites.findIds(byPhone('+573001234567'), 'WISPHUB')[0] ?? null).toBeNull();
    expect(pendingWrites.findIds(byId(1), 'WISPHUB')[0] ?? null).toBeNull();
    expect(pendingWrites.findIds(byPhone(fresh), 'WISPRO')[0] ?? null).toBeNull();
    time.advance(900_001);
    expect(pendingWrites.findIds(byPhone(fresh), 'WISPHUB')[0] ?? null).toBeNull();
  });

  it('of a client of no back end of ours is nothing to us', async () => {
    const { store, pendingWrites } = createSubject();
    await store.clientWrites.put({ id: '1', clientId: 'client-1', change: { phone: '3009999999' } }, ['all']);
    expect(pendingWrites.findIds(byPhone(fresh), 'WISPHUB')[0] ?? null).toBeNull();
  });

  it('of another instance counts as well, until the overlay is closed', async () => {
    const { time, begin, pendingWrites, write } = createSubject();
    const other = begin();
    pendingWrites.close();
    await write({ document: '555' });
    expect(textOf(other.apply(toRecord(1, old), time.clock()))).toBe('3001234567 555');
    expect(textOf(pendingWrites.apply(toRecord(1, old), time.clock()))).toBe('3001234567 1098765432');
  });

  it('is known to an instance that begins within a quarter of an hour, of several the last', async () => {
    const { time, begin, write } = createSubject();
    await write({ phone: '3001111111', document: '111' });
    await write({ phone: '3009999999' }, 2);
    await write({ phone: '3009999999' });
    await write({ document: '222' }, 2);
    time.advance(899_999);
    const late = begin();
    await late.restored;
    expect(textOf(late.apply(toRecord(1, old), time.clock()))).toBe('3009999999 111');
    expect(textOf(late.apply(toRecord(2, old), time.clock()))).toBe('3009999999 222');
    expect(late.findIds(byPhone(fresh), 'WISPHUB')[0] ?? null).toBe(toRecord(1).id);
    time.advance(1);
    const tooLate = begin();
    await tooLate.restored;
    expect(textOf(tooLate.apply(toRecord(1, old), time.clock()))).toBe('3001234567 1098765432');
  });

  it('that is heard of while earlier ones are read is not replaced by them', async () => {
    const { time, store, begin, write } = createSubject();
    await write({ document: '111' });
    const late = begin();
    await store.events.publish('client-written', { id: 'x', clientId: toRecord(1).id, change: { document: '222' } });
    await late.restored;
    expect(textOf(late.apply(toRecord(1, old), time.clock()))).toBe('3001234567 222');
  });

  it('is read later where the store is out of reach at first', async () => {
    vi.useFakeTimers();
    const { time, store, write } = createSubject();
    await write({ document: '111' });
    let tries = 0;
    const list = (name: string) =>
      ++tries < 3 ? Promise.reject(new ServiceUnavailable()) : store.clientWrites.list(name);
    const clientWrites = { ...store.clientWrites, list };
    const late = createPendingWrites({ events: store.events, clientWrites }, [toBackend({})], time.clock);
    await late.restored;
    expect(textOf(late.apply(toRecord(1, old), time.clock()))).toBe('3001234567 1098765432');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(textOf(late.apply(toRecord(1, old), time.clock()))).toBe('3001234567 111');
    vi.useRealTimers();
  });
});
