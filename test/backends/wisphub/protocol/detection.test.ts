import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../../src/backends/backend.js';
import { detectDialect } from '../../../../src/backends/wisphub/protocol/detection.js';
import { wispHubCases as cases } from '../../../../src/emulator/wisphub/index.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { type Connection, failure, type Harness, lineages, orderOf, part, useWispHub } from '../harness.js';

const find = (backend: Backend) =>
  backend.clients.find({ kind: 'SERVICE_ID', value: String(cases.typical.id_servicio) }, backgroundCall());

/** Everything that was asked, the client and the login left out. */
const probes = ({ emulator }: Harness): readonly string[] =>
  emulator.calls.map(({ path }) => path).filter((path) => !/by-service-id|auth\/token/.test(path));

describe.each(lineages)('an installation of %s', (lineage, dialect) => {
  const hub = useWispHub(lineage);

  it(`is found to speak ${dialect} at the first call, which asks one question more`, async () => {
    expect(hub.wispHub.status().dialect).toBeNull();
    expect(hub.emulator.calls).toEqual([]);
    expect((await find(hub.wispHub))?.serviceId).toBe(1001);
    await find(hub.wispHub);
    expect([hub.wispHub.status().dialect, probes(hub)]).toEqual([dialect, ['/health']]);
  });

  it('is known by its description when /health is hidden, and by its tickets when that is too', async () => {
    const hidden = { kind: 'answer', when: 'before', status: 404, body: '<html>' } as const;
    hub.emulator.fault({ route: 'GET /health', fault: hidden });
    await find(hub.connect());
    expect(probes(hub)).toEqual(['/health', '/openapi.json']);
    hub.emulator.fault({ route: 'GET /openapi.json', fault: hidden });
    const other = hub.connect();
    expect((await find(other))?.serviceId).toBe(1001);
    expect(probes(hub).slice(2)).toEqual(['/health', '/openapi.json', '/api/v1/tickets/subjects']);
    expect(other.status().dialect).toBe(dialect);
  });

  it('serves clients, tickets, plans and pings', async () => {
    const { wispHub, emulator } = hub;
    const [tickets, plans, pings] = [part(wispHub, 'tickets'), part(wispHub, 'plans'), part(wispHub, 'pings')];
    expect((await hub.find('DOCUMENT', '1098765432'))?.serviceId).toBe(1001);
    expect((await hub.find('PHONE', '3002687147'))?.serviceId).toBe(1002);
    expect((await hub.list()).records).toHaveLength(120);
    expect(await tickets.subjects(backgroundCall())).toHaveLength(31);
    expect(await tickets.create(orderOf(), backgroundCall())).toMatchObject({ kind: 'done' });
    expect((await tickets.find(510, backgroundCall()))?.subject).toBe('Internet Lento');
    expect(await plans.list(backgroundCall())).toHaveLength(14);
    expect((await plans.detail({ key: '101', name: '7MB PLUS' }, backgroundCall()))?.downloadSpeed).toBe('7M');
    const started = await pings.start(cases.pingNoInternet.id_servicio, 4, backgroundCall());
    if (started.kind !== 'done') throw new Error(started.kind);
    expect(await pings.read(started.value, backgroundCall())).toEqual({ kind: 'pending' });
    emulator.advance(3);
    expect(await pings.read(started.value, backgroundCall())).toMatchObject({ connection: 'NO_INTERNET' });
  });
});

describe('the way to the plans of early v2', () => {
  const hub = useWispHub('early-v2');

  it('is found out once, and again when it changes', async () => {
    const list = () => part(hub.wispHub, 'plans').list(backgroundCall());
    await list();
    await list();
    hub.emulator.settings({ lineage: 'v2' });
    expect(await list()).toHaveLength(14);
    await list();
    expect(hub.asked).toEqual([
      'GET (Redirect)',
      'GET /api/internet-plans',
      'GET /api/internet-plans',
      'GET (Redirect)',
      'GET /api/internet-plans/',
      'GET /api/internet-plans/',
    ]);
    expect(hub.wispHub.status().state).toBe('UP');
  });
});

describe.each([
  ['v1', 'login'],
  ['v2', 'key'],
] as const)('an installation of %s of which every sign is hidden', (dialect, only) => {
  const hub = useWispHub(dialect);
  const hideAll = (): void => {
    for (const route of ['GET /health', 'GET /openapi.json', 'tickets/subjects', '(Not Found)']) {
      hub.emulator.fault({ route, fault: { kind: 'answer', when: 'before', status: 404, body: '<html>' } });
    }
  };

  it('is taken for what there are credentials for', async () => {
    hideAll();
    const backend = hub.connect({ only });
    expect((await find(backend))?.serviceId).toBe(1001);
    expect([backend.status().dialect, probes(hub)]).toEqual([
      dialect,
      ['/health', '/openapi.json', '/api/v1/tickets/subjects', '/api/clientes/?limit=1', '/api/tickets/subjects'],
    ]);
  });

  it('is not guessed at when there are both', async () => {
    hideAll();
    expect(await failure(find(hub.wispHub))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', mayHaveArrived: false });
    expect(hub.wispHub.status().dialect).toBeNull();
  });
});

describe("WispHub's own API", () => {
  const hub = useWispHub('native');

  it.each(['key', undefined] as const)(
    'is found by a refusal without a key, whatever else is configured',
    async (only) => {
      const backend = hub.connect({ dialect: 'auto', ...(only === undefined ? {} : { only }) });
      expect(backend.status().dialect).toBeNull();
      expect((await find(backend))?.serviceId).toBe(1001);
      expect(backend.status()).toMatchObject({ dialect: 'native', state: 'UP' });
      expect(probes(hub).slice(0, 4)).toEqual([
        '/health',
        '/openapi.json',
        '/api/v1/tickets/subjects',
        '/api/clientes/?limit=1',
      ]);
      const asked = hub.emulator.calls.length;
      await find(backend);
      expect(hub.emulator.calls).toHaveLength(asked + 1);
    },
  );

  it('is found by the first write too, which is done once', async () => {
    const backend = hub.connect({ dialect: 'auto' });
    const change = part(backend, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await change).toEqual({ kind: 'done', value: { document: '52999888' } });
    expect(hub.emulator.effects.updates).toHaveLength(1);
  });

  it('is found although a question stalls, which is put once more', async () => {
    hub.emulator.settings({ stallEvery: 4 });
    expect((await find(hub.connect({ dialect: 'auto', nativeReadMs: 200 })))?.serviceId).toBe(1001);
  }, 15_000);

  it('that is down is not guessed at', async () => {
    hub.emulator.settings({ nativeDown: true });
    expect((await failure(find(hub.connect({ dialect: 'auto' })))).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('that is forced is not asked what it is', async () => {
    expect(hub.wispHub.status().dialect).toBe('native');
    await find(hub.wispHub);
    expect(hub.asked).toEqual(['GET /api/clientes/', 'GET /api/clientes/']);
  });
});

describe('an installation of which only the last sign shows', () => {
  it.each([
    ['v1', 404, { ok: false, action: 'error', message: 'Not Found' }],
    ['v2', 401, { detail: 'Not authenticated' }],
    ['v2', 403, { detail: 'Not authenticated' }],
  ] as const)('is %s when it answers %d and %j', async (dialect, status, body) => {
    const client = {
      request: ({ path }: { readonly path: string }) =>
        Promise.resolve(
          path === '/api/tickets/subjects'
            ? { status, headers: {}, body: JSON.stringify(body) }
            : { status: 403, headers: {}, body: '<html>' },
        ),
      close: () => undefined,
    };
    expect(await detectDialect(client, null)).toBe(dialect);
  });
});

describe('an installation of v1', () => {
  const hub = useWispHub('v1');

  it.each([
    ['a proxy that is well', 200, { status: 'ok' }],
    ['a proxy that knows no such page', 404, { detail: 'Not Found' }],
    ['a list', 200, []],
  ])('is not taken for v2 because /health is answered by %s', async (_, status, body) => {
    hub.answer('GET /health', status, body);
    await find(hub.wispHub);
    expect(hub.wispHub.status().dialect).toBe('v1');
  });

  it('that is down is asked one question, and is found out when it is back', async () => {
    hub.answer('GET /health', 503, '<html>');
    expect(await failure(find(hub.wispHub))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      options: { status: 503, mayHaveArrived: false },
    });
    expect(probes(hub)).toEqual(['/health']);
    hub.emulator.clearFaults();
    expect((await find(hub.wispHub))?.serviceId).toBe(1001);
  });

  it('behind a redirect is known by another sign', async () => {
    hub.answer('GET /health', 301, '');
    expect((await find(hub.wispHub))?.serviceId).toBe(1001);
  });

  it('that does not answer is not asked in vain for a write', async () => {
    hub.emulator.fault({ route: 'GET /health', fault: { kind: 'reset', when: 'after' } });
    const change = part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await failure(change)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    expect(hub.emulator.effects.updates).toEqual([]);
  });

  it('is asked once by a hundred first callers', async () => {
    const found = await Promise.all(Array.from({ length: 100 }, () => find(hub.wispHub)));
    expect(found.every((client) => client?.serviceId === 1001)).toBe(true);
    expect(probes(hub)).toEqual(['/health']);
  });
});

describe.each([
  ['v1', 'v1', 'key'],
  ['v2', 'v2', 'login'],
] as const)('an installation of %s', (lineage, dialect, only) => {
  const hub = useWispHub(lineage);

  it.each([
    ['without credentials for it', { only }],
    ['with wrong ones', { password: 'wrong', apiKey: 'wrong' }],
  ] as const)('%s refuses, and nothing is done', async (_, connection: Connection) => {
    const backend = hub.connect(connection);
    expect(await failure(find(backend))).toMatchObject({ code: 'UPSTREAM_AUTH_FAILED', mayHaveArrived: false });
    expect(backend.status()).toMatchObject({ dialect, state: 'DOWN' });
    const change = part(backend, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect((await failure(change)).code).toBe('UPSTREAM_AUTH_FAILED');
    expect(hub.emulator.effects.updates).toEqual([]);
  });

  it('refuses on an old FastAPI as well', async () => {
    hub.emulator.settings({ oldFastApi: true });
    expect((await failure(find(hub.connect({ only })))).code).toBe('UPSTREAM_AUTH_FAILED');
  });

  it('that is forced is not asked what it is', async () => {
    const backend = hub.connect({ dialect });
    expect(backend.status().dialect).toBe(dialect);
    await find(backend);
    expect(probes(hub)).toEqual([]);
  });
});
