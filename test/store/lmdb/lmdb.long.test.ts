import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebhookDelivery } from '../../../src/model/webhook.js';
import { createLmdbStore } from '../../../src/store/lmdb/lmdb.js';
import { type Compiled, compileSource } from '../child-process.js';
import { describeStore } from '../contract.js';
import { runKills } from '../kill.js';
import { toWebhook } from '../outbox-contract.js';
import { toPing, toTicket } from '../subject.js';

const makeDirectory = (): string => mkdtempSync(join(tmpdir(), 'isp-gateway-file-'));

describeStore(
  'the store on disk',
  async (limits, outboxLimits) => {
    const directory = makeDirectory();
    let now = Date.now();
    const store = createLmdbStore({
      ...{ directory, clock: () => now, outboxLimits },
      ...(limits === undefined ? {} : { limits }),
    });
    return {
      store,
      elapse: async (ms) => {
        now += ms;
      },
      close: async () => {
        await store.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
  150,
);

describe('the store on disk that is opened again', () => {
  it('knows the writes, the records and their order', async () => {
    const parent = makeDirectory();
    const directory = join(parent, 'made.by', 'the.store');
    const before = createLmdbStore({ directory });
    const entry = (key: string) => ({
      ...{ key, owner: 'a', fingerprint: 'input', reference: 'reference' },
      ...{ leaseMs: 0, holdMs: 60_000 },
    });
    for (const key of ['done', 'sent', 'reserved'])
      await before.idempotency.reserve({ ...entry(key), leaseMs: 20_000 });
    for (const key of ['done', 'sent']) await before.idempotency.markSent(key, 'a');
    await before.idempotency.complete('done', 'a', { kind: 'done', result: { ticketId: 7 } });
    await before.tickets.put(toTicket(1), ['all']);
    await before.tickets.put(toTicket(2), ['all']);
    await before.pingTasks.put(toPing('one', { requestedAt: '2026-11-20T10:00:00Z' }), ['all']);
    await before.close();

    const after = createLmdbStore({ directory });
    const ask = (key: string) => after.idempotency.reserve({ ...entry(key), owner: 'b' });
    expect(await ask('done')).toEqual({ kind: 'done', result: { ticketId: 7 } });
    expect(await ask('sent')).toEqual({ kind: 'busy' });
    expect(await after.tickets.list('all')).toEqual([toTicket(2), toTicket(1)]);
    expect(await after.pingTasks.list('all')).toEqual([toPing('one', { requestedAt: '2026-11-20T10:00:00Z' })]);
    await after.tickets.put(toTicket(3), ['all']);
    expect((await after.tickets.list('all')).map(({ id }) => id)).toEqual(['ticket-3', 'ticket-2', 'ticket-1']);
    await after.close();
    rmSync(parent, { recursive: true });
  });

  it('goes on with the webhooks on their way, those first that were being sent', async () => {
    const directory = makeDirectory();
    const before = createLmdbStore({ directory });
    for (const id of ['a', 'b', 'c']) await before.outbox.add([toWebhook(id)]);
    const dead: WebhookDelivery = { ...toWebhook('a'), state: 'DEAD' };
    await before.outbox.take('one', 'before', 20_000);
    await before.outbox.settle(dead, 'before', 0);
    expect((await before.outbox.take('one', 'before', 20_000))?.id).toBe('b');
    await before.close();
    const after = createLmdbStore({ directory });
    expect(await after.outbox.list('DEAD')).toEqual([dead]);
    expect((await after.outbox.list('PENDING')).map(({ id }) => id)).toEqual(['c', 'b']);
    expect((await after.outbox.take('one', 'after', 20_000))?.id).toBe('b');
    expect(await after.outbox.take('one', 'after', 20_000)).toBeNull();
    await after.close();
    rmSync(directory, { recursive: true });
  });

  it('ends the leases and the holds of before by the time of day', async () => {
    const directory = makeDirectory();
    const entry = { key: 'key', owner: 'a', fingerprint: 'input', reference: 'a', leaseMs: 20_000, holdMs: 60_000 };
    const start = Date.now();
    const openAt = (ms: number) => createLmdbStore({ directory, clock: () => start + ms });
    const first = openAt(0);
    await first.idempotency.reserve(entry);
    await first.idempotency.markSent('key', 'a');
    await first.close();
    for (const [ms, kind] of [
      [19_000, 'busy'],
      [21_000, 'unknown'],
      [79_000, 'unknown'],
      [81_000, 'go'],
    ] as const) {
      const later = openAt(ms);
      expect((await later.idempotency.reserve({ ...entry, owner: 'b' })).kind).toBe(kind);
      await later.close();
    }
    rmSync(directory, { recursive: true });
  });

  it('does not grow with what is over', async () => {
    const directory = makeDirectory();
    let now = Date.now();
    const store = createLmdbStore({
      directory,
      clock: () => now,
      limits: { lifetimeMs: 10, maxItems: 100, maxPerList: 10 },
    });
    const sizes: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(
        Array.from({ length: 300 }, async (_, number) => {
          now += 1;
          const [key, owner] = [`${round} ${number}`, 'a'];
          await store.idempotency.reserve({
            key,
            owner,
            fingerprint: 'input',
            reference: 'a',
            leaseMs: 500,
            holdMs: 10,
          });
          await store.idempotency.complete(key, owner, { kind: 'done', result: 'x'.repeat(500) });
          await store.tickets.put(toTicket(round * 1_000 + number, 'x'.repeat(500)), ['all']);
        }),
      );
      sizes.push(readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0));
    }
    await store.close();
    rmSync(directory, { recursive: true });
    expect(sizes[3]).toBeLessThan((sizes[1] ?? 0) * 1.2);
  });
});

describe('the store on disk of processes that are killed', () => {
  let compiled: Compiled;

  beforeAll(async () => {
    compiled = await compileSource();
  });

  afterAll(() => compiled.remove());

  it('never lets a write happen twice, nor calls one done that was not', { timeout: 120_000 }, async () => {
    const data = makeDirectory();
    const settings = {
      ...{ kind: 'file', directory: compiled.directory, data },
      ...{ effects: join(data, 'effects'), leaseMs: 200 },
    };
    const result = await runKills({ settings, keys: 600, writers: 1, kills: 8 });
    expect(result.violations).toEqual([]);
    // Not because next to nothing was known.
    expect(result.unknown).toBeLessThan(400);
    rmSync(data, { recursive: true });
  });
});
