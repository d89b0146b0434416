import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../../src/backends/backend.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { failure, orderOf, part, useWispHub } from '../harness.js';

afterEach(() => {
  vi.useRealTimers();
});

describe.each([
  ['v1', 'v2', 'login'],
  ['v2', 'v1', 'key'],
] as const)('an installation of %s that becomes one of %s', (before, after, only) => {
  const hub = useWispHub(before);
  const becomeAnother = async () => {
    await hub.find('SERVICE_ID', '1001');
    hub.emulator.settings({ lineage: after });
    return hub.emulator.calls.length;
  };
  const askedSince = (start: number) => hub.emulator.calls.slice(start).map(({ path }) => path);

  it('answers the next read, at the cost of one question', async () => {
    const start = await becomeAnother();
    expect((await hub.find('SERVICE_ID', '1002'))?.serviceId).toBe(1002);
    expect(hub.wispHub.status().dialect).toBe(after);
    const asked = askedSince(start).filter((path) => !path.endsWith('/auth/token'));
    expect(asked).toEqual([expect.stringMatching(/by-service-id/), '/health', expect.stringMatching(/by-service-id/)]);
    await hub.find('SERVICE_ID', '1002');
    expect(askedSince(start).filter((path) => path === '/health')).toHaveLength(1);
    expect(hub.wispHub.status().state).toBe('UP');
  });

  it('does the next write, once', async () => {
    await becomeAnother();
    expect(await part(hub.wispHub, 'tickets').create(orderOf(), backgroundCall())).toMatchObject({ kind: 'done' });
    expect(hub.emulator.effects.tickets).toHaveLength(1);
  });

  it('is looked at once for a hundred that come at the same time', async () => {
    const start = await becomeAnother();
    const found = await Promise.all(Array.from({ length: 100 }, () => hub.find('SERVICE_ID', '1001')));
    expect(found.every((client) => client?.serviceId === 1001)).toBe(true);
    const asked = askedSince(start);
    expect(asked.filter((path) => path === '/health')).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(202);
  });

  it('serves again when it becomes what it was', async () => {
    await becomeAnother();
    await hub.find('SERVICE_ID', '1001');
    hub.emulator.settings({ lineage: before });
    expect((await hub.find('SERVICE_ID', '1001'))?.serviceId).toBe(1001);
    expect(hub.wispHub.status().dialect).toBe(before);
  });

  it('refuses where there are no credentials for it, until it is what it was', async () => {
    const backend = hub.connect({ only });
    const find = () => backend.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall());
    await find();
    hub.emulator.settings({ lineage: after });
    expect((await failure(find())).code).toBe('UPSTREAM_AUTH_FAILED');
    hub.emulator.settings({ lineage: before });
    expect((await find())?.serviceId).toBe(1001);
  });

  it('is an error where the old dialect is forced, and a write is known not to have been done', async () => {
    const backend = hub.connect({ dialect: before });
    const change = () => part(backend, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    hub.emulator.settings({ lineage: after });
    expect(await failure(change())).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', mayHaveArrived: false });
  });
});

describe('a path that is unknown in the dialect that is spoken', () => {
  const hub = useWispHub('v2');
  const health = () => hub.emulator.calls.filter(({ path }) => path === '/health').length;

  it('is an error after one look at the installation, which is believed for five seconds', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    hub.answer('/zone-blocked/', 404, { detail: 'Not Found' });
    const load = () => failure(part(hub.wispHub, 'zones').load(7, backgroundCall()));
    for (let each = 0; each < 10; each += 1) {
      expect(await load()).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', mayHaveArrived: false });
    }
    expect(health()).toBe(2);
    vi.advanceTimersByTime(5_001);
    await load();
    expect(health()).toBe(3);
  });

  it('fails with the installation, when that cannot be looked at, and leaves a write undone', async () => {
    await hub.find('SERVICE_ID', '1001');
    hub.answer('PUT ', 404, { detail: 'Not Found' });
    hub.emulator.fault({ route: '/health', fault: { kind: 'reset', when: 'before' } });
    const change = part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await failure(change)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
  });
});

describe.each(['v1', 'v2'] as const)('a host of WispHub’s own API that becomes a middleware of %s', (after) => {
  const hub = useWispHub('native');
  /** Found out to be native, by a read. */
  const connect = async () => {
    const backend = hub.connect({ dialect: 'auto' });
    const find = (id: string) => backend.clients.find({ kind: 'SERVICE_ID', value: id }, backgroundCall());
    expect((await find('1001'))?.serviceId).toBe(1001);
    expect(backend.status().dialect).toBe('native');
    return { backend, find };
  };
  const health = () => hub.emulator.calls.filter(({ path }) => path === '/health').length;

  it('and the other way round, answers the next read each time', async () => {
    const { backend, find } = await connect();
    for (const lineage of [after, 'native', after, 'native'] as const) {
      hub.emulator.settings({ lineage });
      expect((await find('1002'))?.serviceId).toBe(1002);
      expect(backend.status().dialect).toBe(lineage);
    }
    expect(hub.emulator.effects.violations).toEqual([]);
  });

  it.each([
    ['a client', (backend: Backend) => backend.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall())],
    ['the list', (backend: Backend) => backend.clients.list?.({ ...backgroundCall(), isFresh: true })],
    ['a ticket', (backend: Backend) => part(backend, 'tickets').find(511, backgroundCall())],
    ['the plans', (backend: Backend) => part(backend, 'plans').list(backgroundCall())],
    ['a zone', (backend: Backend) => part(backend, 'zones').load(7, backgroundCall())],
    [
      'a ping',
      (backend: Backend) => part(backend, 'pings').read('11111111-2222-4333-8444-555555555555', backgroundCall()),
    ],
  ])('is found out by a question for %s', async (_, ask) => {
    const { backend } = await connect();
    hub.emulator.settings({ lineage: after });
    expect(await ask(backend)).not.toBeUndefined();
    expect(backend.status().dialect).toBe(after);
  });

  it('does the next writes, each once', async () => {
    for (const write of ['create', 'update', 'start'] as const) {
      const { backend } = await connect();
      hub.emulator.settings({ lineage: after });
      const outcomes = {
        create: () => part(backend, 'tickets').create(orderOf(), backgroundCall()),
        update: () => part(backend, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall()),
        start: () => part(backend, 'pings').start(1001, 4, backgroundCall()),
      };
      expect(await outcomes[write]()).toMatchObject({ kind: 'done' });
      hub.emulator.settings({ lineage: 'native' });
    }
    const { tickets, updates, pings } = hub.emulator.effects;
    expect([tickets.length, updates.length, pings.length]).toEqual([1, 1, 1]);
  });

  it('is looked at once for a hundred that come at the same time, all of whom are answered', async () => {
    const { find } = await connect();
    hub.emulator.settings({ lineage: after });
    const asked = health();
    const found = await Promise.all(Array.from({ length: 100 }, () => find('1001')));
    expect(found.every((client) => client?.serviceId === 1001)).toBe(true);
    expect(health()).toBe(asked + 1);
  });
});

describe('a middleware that becomes WispHub’s own API', () => {
  const hub = useWispHub('v2');

  it('leaves a write in doubt that met a page, does not send it again, and does the next', async () => {
    await hub.find('SERVICE_ID', '1001');
    hub.emulator.settings({ lineage: 'native' });
    const update = () => part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await update()).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.updates).toHaveLength(0);
    expect(hub.wispHub.status().dialect).toBe('native');
    expect(await update()).toMatchObject({ kind: 'done' });
    expect(hub.emulator.effects.updates).toHaveLength(1);
  });
});

describe('a page in place of an answer of WispHub’s own API', () => {
  const hub = useWispHub('native');
  const detections = () => hub.emulator.calls.filter(({ path }) => path === '/health').length;

  it('is an error after one look at the installation, which is believed for five seconds', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const backend = hub.connect({ dialect: 'auto' });
    await backend.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall());
    expect(detections()).toBe(1);
    hub.answer('/api/plan-internet/', 404, '<!DOCTYPE html><html></html>');
    const plans = () => failure(part(backend, 'plans').list(backgroundCall()));
    for (let each = 0; each < 5; each += 1) expect((await plans()).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(detections()).toBe(2);
    vi.advanceTimersByTime(5_001);
    await plans();
    expect(detections()).toBe(3);
    expect(backend.status().dialect).toBe('native');
  });
});
