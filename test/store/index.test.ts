import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/index.js';
import { canStartRedis, describeWith, startRedis } from './redis-server.js';
import { succeeds, toPing, toTicket, until } from './subject.js';

const nowhere = { redisUrl: null, redisReplicas: null, dataDir: null };
describe('the store that is chosen', () => {
  it('forgets with the process when nothing is said', async () => {
    const first = await createStore(nowhere);
    await first.tickets.put(toTicket(1), []);
    expect(await (await createStore(nowhere)).tickets.get('ticket-1')).toBeNull();
    await first.close();
  });

  it('is on disk where a directory is given', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'isp-gateway-store-'));
    const store = await createStore({ ...nowhere, dataDir });
    await store.tickets.put(toTicket(1), []);
    await store.close();
    expect(readdirSync(dataDir)).toContain('data.mdb');
    rmSync(dataDir, { recursive: true });
  });

  it('is refused where the directory cannot be made', async () => {
    await expect(createStore({ ...nowhere, dataDir: '/dev/null/data' })).rejects.toThrow(/a file stands in the place/);
  });

  it('is made although Redis does not answer, and says so', async () => {
    const errors: Error[] = [];
    const store = await createStore({ ...nowhere, redisUrl: 'redis://127.0.0.1:1' }, (error) => errors.push(error));
    expect(errors[0]?.message).toMatch(/ECONNREFUSED/);
    await expect(store.tickets.list('all')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
    await store.close();
  });
});

describeWith(canStartRedis(), 'the store that is chosen where there is a Redis', () => {
  it('is shared, and works whole once Redis is there, however late', async () => {
    const server = await startRedis();
    const redisUrl = server.url;
    const early = await createStore({ ...nowhere, redisUrl });
    await server.kill();
    const late = await createStore({ ...nowhere, redisUrl });
    const polled: string[] = [];
    const reported: string[] = [];
    late.pingSchedule.work(async ({ id }) => {
      polled.push(id);
      return null;
    });
    late.events.subscribe('ping-task', ({ id }) => reported.push(id));
    await server.start();
    await until(() => succeeds(late.pingTasks.put(toPing('one'), ['all'])));
    await until(() => succeeds(late.pingSchedule.enqueue(toPing('one'), 0)));
    await until(() => polled.length === 1);
    expect(reported).toContain('one');
    await until(() => succeeds(early.tickets.put(toTicket(1), [])));
    expect(await late.tickets.get('ticket-1')).toEqual(toTicket(1));
    await until(() => succeeds(early.pingSchedule.enqueue(toPing('two'), 0)));
    await until(() => polled.includes('two'));
    for (const store of [early, late]) await store.close();
    await server.close();
  });
});
