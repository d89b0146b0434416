import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../../../src/backends/backend.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { failure, part, useWispHub } from '../../harness.js';

const hub = useWispHub('native');

const find = (backend: Backend) => backend.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall());

async function clientOf(backend: Backend) {
  const client = await backend.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall());
  if (client === null) throw new Error('no client');
  return client;
}

describe('the way to the native API', () => {
  it('T07: makes a read that stalls again, over a new connection', async () => {
    const backend = hub.connect({ nativeReadMs: 200 });
    hub.emulator.settings({ stallEvery: 2 });
    for (let each = 0; each < 4; each += 1) expect((await find(backend))?.serviceId).toBe(1001);
    const sockets = hub.emulator.calls.map(({ socket }) => socket);
    expect(sockets[2]).not.toBe(sockets[1]);
    expect(backend.status().state).toBe('UP');
  });

  it('gives a read up that stalls three times', async () => {
    const backend = hub.connect({ nativeReadMs: 100 });
    hub.emulator.settings({ stallEvery: 1 });
    expect((await failure(find(backend))).code).toBe('UPSTREAM_TIMEOUT');
    expect(hub.emulator.calls).toHaveLength(3);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('T07: never makes a write again that stalls, applied: %s', async (stallAfter, effects) => {
    hub.emulator.settings({ stallEvery: 1, stallAfter });
    const call = backgroundCall(400);
    const change = part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, call);
    expect(await change).toEqual({ kind: 'unknown' });
    expect(hub.asked).toEqual(['PATCH /api/clientes/{id}/perfil/']);
    expect(hub.emulator.effects.updates).toHaveLength(effects);
  });

  it('T04: does not follow a redirect, with the key least of all', async () => {
    hub.answer('GET /api/clientes/', 301, '');
    expect((await failure(find(hub.wispHub))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it.each([
    ['without a key', { only: 'login' }],
    ['with a wrong one', { apiKey: 'wrong' }],
  ] as const)('T44: %s is refused, and keeps its capabilities: it is the key', async (_, connection) => {
    const backend = hub.connect(connection);
    const before = backend.status().capabilities;
    expect((await failure(find(backend))).code).toBe('UPSTREAM_AUTH_FAILED');
    expect((await failure(part(backend, 'plans').list(backgroundCall()))).code).toBe('UPSTREAM_AUTH_FAILED');
    expect(backend.status()).toMatchObject({ state: 'DOWN', capabilities: before });
  });

  it.each([
    [200, 'UPSTREAM_BAD_RESPONSE'],
    [403, 'UPSTREAM_BAD_RESPONSE'],
    [404, 'UPSTREAM_BAD_RESPONSE'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [524, 'UPSTREAM_UNAVAILABLE'],
  ])('T06: takes a page with a %i for no answer', async (status, code) => {
    await find(hub.wispHub);
    hub.answer('GET /api/', status, '<html>nginx</html>');
    const list = hub.wispHub.clients.list?.(backgroundCall()) ?? Promise.resolve();
    const asked = [find(hub.wispHub), list, part(hub.wispHub, 'tickets').subjects(backgroundCall())];
    const codes = (await Promise.all(asked.map(failure))).map((error) => error.code);
    expect(codes).toEqual([code, code, code]);
  });

  it.each([
    [
      'tickets',
      ['TICKETS', 'ZONES', 'CLIENT_TICKETS'],
      (backend: Backend) => part(backend, 'tickets').subjects(backgroundCall()),
    ],
    ['plan-internet', ['PLANS'], (backend: Backend) => part(backend, 'plans').list(backgroundCall())],
    ['ping', ['PING'], (backend: Backend) => part(backend, 'pings').start(1021, 4, backgroundCall())],
    [
      'saldo',
      ['INVOICES', 'PAYMENT_LINKS', 'PAYMENT_PROMISES', 'ACCOUNT'],
      async (backend: Backend) => backend.accounts?.read(await clientOf(backend), backgroundCall()) ?? null,
    ],
    [
      'promesa-pago',
      ['PAYMENT_PROMISES'],
      async (backend: Backend) =>
        backend.promises?.create({ client: await clientOf(backend), contract: null }, '2030-01-01', backgroundCall()) ??
        null,
    ],
    [
      'perfil',
      ['CLIENT_UPDATE'],
      (backend: Backend) => part(backend, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall()),
    ],
  ] as const)('T05: whose key may not enter %s loses %j until it may', async (forbidden, lost, ask) => {
    const before = hub.wispHub.status().capabilities;
    hub.emulator.settings({ forbidden });
    expect(await failure(ask(hub.wispHub))).toMatchObject({ code: 'UPSTREAM_AUTH_FAILED', mayHaveArrived: false });
    expect(hub.wispHub.status().capabilities).toEqual(before.filter((each) => !lost.some((gone) => gone === each)));
    hub.emulator.settings({ forbidden: '' });
    await ask(hub.wispHub);
    expect(hub.wispHub.status().capabilities).toEqual(before);
  });

  it('A-01, T09, T28: breaks no rule of the contract in a day of work', async () => {
    const { wispHub } = hub;
    await hub.list();
    await hub.find('PHONE', '3002687147');
    await part(wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    await part(wispHub, 'plans').detail({ key: '107', name: '5MB RURAL' }, backgroundCall());
    await part(wispHub, 'zones').load(9, backgroundCall());
    await part(wispHub, 'pings').start(1021, 4, backgroundCall());
    expect(hub.emulator.effects.violations).toEqual([]);
    // The detail of a client has nulls in place of what the list has.
    expect(hub.asked).not.toContain('GET /api/clientes/{id}/');
    expect(hub.emulator.calls.every(({ path }) => path.split('?')[0]?.endsWith('/'))).toBe(true);
  });
});
