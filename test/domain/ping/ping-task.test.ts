import { describe, expect, it } from 'vitest';
import { Operation } from '../../../src/domain/operation.js';
import { createServices } from '../../../src/domain/services.js';
import { BadUserInput, NotSupported } from '../../../src/model/errors.js';
import { encodeId } from '../../../src/model/id.js';
import type { PingTask } from '../../../src/model/ping-task.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { toCaller } from '../caller.js';
import { toBackend } from '../client-backend.js';
import { toRecord } from '../client-record.js';

const clientId = (serviceId: number): string => encodeId('Client', 'WISPHUB', serviceId);

/** A back end whose pings run until they are ended here. */
function start() {
  const started: string[] = [];
  const find = async ({ value }: { readonly value: string }) => {
    if (value === '404') return null;
    return toRecord(Number(value), value === '5' ? { serviceId: null, zoneId: 7 } : { zoneId: 7 });
  };
  const backend = toBackend({
    clients: { keyKinds: ['SERVICE_ID'], find },
    pings: {
      start: async (serviceId: number, pings: number) => {
        started.push(`${serviceId} ${pings}`);
        return { kind: 'done', value: `t${started.length}` };
      },
      poll: async () => ({ kind: 'pending' }),
    } as never,
  });
  const store = createMemoryStore();
  const services = createServices([backend], store);
  const pingsOf = (subject = 'bot') => new Operation(services, toCaller([], { subject }), backgroundCall()).pingTasks;
  const end = async (id: string): Promise<void> => {
    const task = await store.pingTasks.get(id);
    if (task === null) throw new Error(`no ${id}`);
    const ended = { ...task, status: 'COMPLETED', connection: 'STABLE' } as PingTask;
    await store.pingTasks.put(ended, ['all', `client:${task.clientId}`]);
    store.events.publish('ping-task', ended);
  };
  const ping = async (serviceId: number, subject?: string): Promise<PingTask> => {
    const result = await pingsOf(subject).start({ clientId: clientId(serviceId), pings: 4 });
    if (result.kind !== 'done') throw new Error(result.kind);
    return result.value;
  };
  return { started, store, services, pingsOf, ping, end };
}

describe('starting a ping', () => {
  it('makes a task of the caller, which can be read at once', async () => {
    const { started, pingsOf, services } = start();
    const result = await pingsOf().start({ clientId: clientId(1), pings: 20 });
    expect(result).toMatchObject({
      ...{ kind: 'done', isReplay: false },
      value: {
        taskId: 't1',
        clientId: clientId(1),
        serviceId: 1,
        zoneId: 7,
        pings: 20,
        status: 'PENDING',
        requestedBy: 'bot',
      },
    });
    expect(started).toEqual(['1 20']);
    const id = encodeId('PingTask', 'WISPHUB', 't1');
    expect(await pingsOf().byId(id)).toMatchObject({ id, completedAt: null });
    services.close();
  });

  it('joins the one that runs, whoever started it, and starts another when that has ended', async () => {
    const { started, ping, pingsOf, end, services } = start();
    const first = await ping(1);
    expect((await ping(1, 'other')).id).toBe(first.id);
    const keyed = { clientId: clientId(1), pings: 4, idempotencyKey: 'a-key-of-16-bytes' };
    expect(await pingsOf().start(keyed)).toMatchObject({ kind: 'done', isReplay: true, value: { id: first.id } });
    expect(started).toEqual(['1 4']);
    await end(first.id);
    expect((await ping(1)).id).not.toBe(first.id);
    expect(started).toEqual(['1 4', '1 4']);
    services.close();
  });

  it.each([0, 21, 1.5])('of %d echo requests is refused, and nothing is asked', async (pings) => {
    const { started, pingsOf } = start();
    expect(await pingsOf().start({ clientId: clientId(1), pings, idempotencyKey: '' })).toEqual({
      kind: 'invalid',
      fields: [
        { path: ['pings'], kind: 'outOfRange' },
        { path: ['idempotencyKey'], kind: 'malformed' },
      ],
    });
    expect(started).toEqual([]);
  });

  it('needs a client with a service', async () => {
    const { pingsOf } = start();
    expect(await pingsOf().start({ clientId: clientId(404), pings: 1 })).toEqual({ kind: 'not-found' });
    await expect(pingsOf().start({ clientId: clientId(5), pings: 1 })).rejects.toThrow(NotSupported);
    await expect(pingsOf().start({ clientId: 'x', pings: 1 })).rejects.toThrow(BadUserInput);
  });
});

describe('pings', () => {
  it('are listed newest first, by every condition of the filter', async () => {
    const { ping, pingsOf, end, services } = start();
    const [one, two, three] = [await ping(1), await ping(2, 'other'), await ping(3)];
    await end(two.id);
    const search = async (filter: object) =>
      (await pingsOf().search({ first: 10 } as never, filter)).nodes.map(({ serviceId }) => serviceId).toSorted();
    expect(await search({})).toEqual([1, 2, 3]);
    expect(await search({ clientIds: [one.clientId, two.clientId] })).toEqual([1, 2]);
    expect(await search({ serviceIds: [3] })).toEqual([3]);
    expect([await search({ zoneId: 7 }), await search({ zoneId: 8 })]).toEqual([[1, 2, 3], []]);
    expect(await search({ status: ['PENDING'] })).toEqual([1, 3]);
    expect(await search({ requestedBy: 'other' })).toEqual([2]);
    expect(await search({ status: ['PENDING'], requestedBy: 'other' })).toEqual([]);
    await expect(search({ clientIds: [three.id] })).rejects.toThrow(BadUserInput);
    services.close();
  });

  it('are known by their id', async () => {
    const { pingsOf } = start();
    expect(await pingsOf().byId(encodeId('PingTask', 'WISPHUB', 'none'))).toBeNull();
    await expect(pingsOf().byId(clientId(1))).rejects.toThrow(BadUserInput);
  });

  it('are completed once, for who listens before and after', async () => {
    const { ping, pingsOf, end, services } = start();
    const { id } = await ping(1);
    const early = await pingsOf().completion(id);
    await end(id);
    const late = await pingsOf().completion(id);
    for (const stream of [early, late]) {
      const events: string[] = [];
      for await (const { status } of stream) events.push(status);
      expect(events).toEqual(['COMPLETED']);
    }
    await expect(pingsOf().completion(encodeId('PingTask', 'WISPHUB', 'none'))).rejects.toThrow(BadUserInput);
    services.close();
  });

  it('that run are told to who follows them, oldest first, and then every change that fits', async () => {
    const { ping, pingsOf, end, services } = start();
    const [one, two] = [await ping(1), await ping(2)];
    await end((await ping(3)).id);
    const stream = await pingsOf().changes({ serviceIds: [1, 2, 3] });
    const next = async () => {
      const { value } = await stream.next();
      return `${value?.serviceId} ${value?.status}`;
    };
    expect([await next(), await next()]).toEqual(['1 PENDING', '2 PENDING']);
    await end((await ping(4)).id);
    await end(two.id);
    expect(await next()).toBe('2 COMPLETED');
    await end(one.id);
    expect(await next()).toBe('1 COMPLETED');
    await stream.return();
    services.close();
  });
});
