import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addBusinessDays, colombianHolidays, stamp } from '../../../src/emulator/wisphub/fixtures/calendar.js';
import { startWispHub, type WispHubEmulator, wispHubCases } from '../../../src/emulator/wisphub/index.js';

let emulator: WispHubEmulator;

beforeAll(async () => {
  emulator = await startWispHub({ dialect: 'v2' });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

type Seen = readonly [status: number, body: unknown];

async function ask(path: string, init: RequestInit = {}, key = 'wisphub-planted-api-key'): Promise<Seen> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' };
  const answer = await fetch(emulator.url + path, { redirect: 'manual', headers, ...init });
  const text = await answer.text();
  return [answer.status, text === '' ? null : JSON.parse(text)];
}

function send(method: string, path: string, body: unknown): Promise<Seen> {
  return ask(path, { method, body: JSON.stringify(body) });
}

const refused = (status: number, detail: string): Seen => [status, { detail }];
const service = (id: number): unknown => expect.objectContaining({ service_id: id });

describe('the frame of v2', () => {
  test('a missing key is a 401, on an old FastAPI a 403, and a wrong one a 403', async () => {
    expect(await ask('/api/clients/', {}, '')).toEqual(refused(401, 'Not authenticated'));
    expect(await ask('/api/clients/', {}, 'x')).toEqual(refused(403, 'API Key inválida o ausente.'));
    emulator.settings({ oldFastApi: true });
    expect(await ask('/api/clients/', {}, '')).toEqual(refused(403, 'Not authenticated'));
  });

  test('health is bare and open, errors are one text, and there is no /api/v1', async () => {
    expect(await ask('/health', {}, '')).toEqual([200, { status: 'ok', service: 'WispHub Local API' }]);
    expect(await ask('/api/v1/tickets/subjects')).toEqual(refused(404, 'Not Found'));
    expect(await ask('/api/clients/search')).toEqual(refused(422, 'Error de validación: q: Field required'));
    expect(await send('POST', '/api/tickets/', {})).toEqual([307, null]);
  });

  test('the description tells the versions apart', async () => {
    expect((await ask('/openapi.json', {}, ''))[1]).toMatchObject({
      info: { version: '2.0.0' },
      paths: { '/api/payment-methods/': { get: {} } },
    });
    emulator.settings({ dialect: 'v1' });
    expect((await ask('/openapi.json', {}, ''))[1]).toMatchObject({
      info: { version: '1.0.0' },
      paths: { '/api/v1/auth/token': { post: {} } },
    });
  });
});

describe('clients of v2', () => {
  test('nobody found is a 404 by key and an empty array by search', async () => {
    for (const path of ['by-document/1', 'by-phone/1', 'by-service-id/abc']) {
      expect(await ask(`/api/clients/${path}`)).toEqual(refused(404, 'client_not_found'));
    }
    expect(await ask('/api/clients/search?q=zzzzzz')).toEqual([200, []]);
  });

  test('a change is not seen by service id for two minutes, nor by phone until a list is loaded', async () => {
    await ask('/api/clients/by-service-id/1001');
    const changes = { phone: '3999999999', balance: '-500.50', name: null };
    expect(await send('PUT', '/api/clients/1001', changes)).toEqual([
      200,
      { status: 'ok', message: 'Perfil del cliente actualizado exitosamente.' },
    ]);
    expect(emulator.effects.updates).toEqual([
      { serviceId: 1001, changes: { telefono: '3999999999', saldo: '-500.50' } },
    ]);
    expect((await ask('/api/clients/by-service-id/1001'))[1]).toMatchObject({ phone: '3001234567' });
    emulator.advance(121);
    expect((await ask('/api/clients/by-service-id/1001'))[1]).toMatchObject({
      phone: '3999999999',
      outstanding_balance: -500.5,
    });
    emulator.advance(100_000);
    expect((await ask('/api/clients/by-phone/3999999999'))[0]).toBe(404);
    await ask('/api/clients/search?q=x');
    expect((await ask('/api/clients/by-phone/3999999999'))[0]).toBe(200);
  });

  test('a change of nothing, of nulls, or of nobody is a 400', async () => {
    const nothing = refused(400, 'No se brindaron datos válidos para actualizar.');
    expect(await send('PUT', '/api/clients/1001', {})).toEqual(nothing);
    expect(await send('PUT', '/api/clients/1001', { phone: null })).toEqual(nothing);
    const unknownPerson = refused(400, 'No se pudo actualizar el cliente. Verifique el ID.');
    expect(await send('PUT', '/api/clients/1', { phone: '1' })).toEqual(unknownPerson);
  });

  test('an absence by service id is kept, even when it was an outage', async () => {
    emulator.settings({ nativeDown: true });
    expect((await ask('/api/clients/by-service-id/1001'))[0]).toBe(404);
    expect((await ask('/api/clients/by-document/1098765432'))[0]).toBe(200);
    emulator.settings({ nativeDown: false });
    expect((await ask('/api/clients/by-service-id/1001'))[0]).toBe(404);
    emulator.advance(121);
    expect((await ask('/api/clients/by-service-id/1001'))[0]).toBe(200);
  });

  test('a list loaded during an outage stays empty, and the keys then ask the native system', async () => {
    emulator.settings({ nativeDown: true });
    emulator.expireCaches();
    expect(await ask('/api/clients/')).toEqual([200, []]);
    emulator.settings({ nativeDown: false });
    expect(await ask('/api/clients/')).toEqual([200, []]);
    expect(await ask('/api/clients/by-document/1098765432')).toEqual([200, service(1001)]);
  });

  test('a page with a bad row, or one that fails, is left out in silence', async () => {
    emulator.settings({ badRow: true });
    emulator.expireCaches();
    expect((await ask('/api/clients/'))[1]).toHaveLength(1950);
    emulator.settings({ badRow: false, nativeFailsFromPage: 40 });
    emulator.expireCaches();
    expect((await ask('/api/clients/'))[1]).toHaveLength(1950);
  });

  test('with the paging bug the list is its first page over and over, and everybody else is gone', async () => {
    emulator.settings({ pagingBug: true });
    emulator.expireCaches();
    const list = (await ask('/api/clients/'))[1] as { service_id: number }[];
    expect([list.length, new Set(list.map((each) => each.service_id)).size]).toEqual([2000, 50]);
    const beyond = emulator.clients.slice(60).find((row) => row.cedula !== '');
    expect((await ask(`/api/clients/by-document/${beyond?.cedula}`))[0]).toBe(404);
  });
});

describe('identity in v2', () => {
  const claim = { name: 'nobody', address: 'bellavista', internet_plan_price: 40000 };

  test('a mismatch discloses nothing', async () => {
    expect(await send('POST', '/api/clients/1001/verify', claim)).toEqual([
      200,
      {
        is_valid: false,
        matched_fields: ['address', 'internet_plan_price'],
        message: 'Los datos proporcionados no coinciden con la información registrada.',
      },
    ]);
    expect((await send('POST', '/api/clients/1001/verify', { ...claim, name: 'ESPERANZA' }))[1]).toMatchObject({
      is_valid: true,
      message: 'Identidad validada de manera exitosa.',
    });
  });

  test('the count comes before the client, and refusals have statuses', async () => {
    expect((await send('POST', '/api/clients/1/verify', {}))[0]).toBe(400);
    expect((await send('POST', '/api/clients/1/verify', claim))[0]).toBe(404);
    expect((await send('POST', '/api/clients/resolve', {}))[0]).toBe(400);
    expect((await send('POST', '/api/clients/resolve', claim))[0]).toBe(404);
    expect(await send('POST', '/api/clients/resolve', { ...claim, name: 'esperanza b' })).toEqual([200, service(1001)]);
  });
});

describe('tickets of v2', () => {
  const order = { service_id: 1030, subject: 'Internet Lento', description: 'x', technician_id: 5, zone_id: 11 };

  test('a fourth ticket passes right after the third, for the zone is asked for once a minute', async () => {
    expect((await ask('/api/tickets/zone-blocked/11'))[1]).toEqual({ is_blocked: false, max_tickets: 3 });
    expect((await send('POST', '/api/tickets', order))[0]).toBe(200);
    expect((await send('POST', '/api/tickets', order))[0]).toBe(200);
    emulator.advance(61);
    expect(await send('POST', '/api/tickets', order)).toEqual(refused(400, 'Zona límite alcanzado. Máximo 3 tickets.'));
  });

  test('a refused order and an unknown ticket are a 400 and a 404', async () => {
    const refusal = refused(400, 'Error creando ticket.');
    expect(await send('POST', '/api/tickets', { ...order, technician_id: null })).toEqual(refusal);
    expect(await ask('/api/tickets/1')).toEqual(refused(404, 'Ticket no encontrado.'));
    expect((await ask('/api/tickets/511'))[1]).toMatchObject({ ticket_id: 511, status_ticket: 'Cerrado' });
  });

  test('business days leave out the Colombian holidays of the year of the start', () => {
    const dueFrom = (start: string) => stamp(addBusinessDays(new Date(`${start}T10:00:00Z`), 3, colombianHolidays));
    expect(dueFrom('2026-03-20')).toBe('2026-03-26 10:00');
    expect(dueFrom('2026-04-01')).toBe('2026-04-08 10:00');
    expect(dueFrom('2026-12-30')).toBe('2027-01-04 10:00');
    expect(colombianHolidays(2026).size).toBe(18);
  });
});

describe('pings and plans of v2', () => {
  const start = async (name: keyof typeof wispHubCases): Promise<string> => {
    const [, body] = await send('POST', `/api/${wispHubCases[name].id_servicio}/ping/`, { pings: 4 });
    return `/api/ping/${(body as { task_id: string }).task_id}/`;
  };

  test.each([
    ['pingStable', 200, { status: 'stable', message: 'Client device has an active connection.' }],
    ['pingIntermittent', 200, { status: 'stable', message: 'Client device has an active connection.' }],
    [
      'pingAntennaOnly',
      200,
      {
        status: 'antenna_only',
        message: 'Customer device is unreachable, but the main antenna has connection.',
      },
    ],
    ['pingNoInternet', 200, { status: 'no_internet', message: 'No connection to the customer device or the antenna.' }],
    ['pingHangs', 200, { status: 'pending', message: 'Ping task is still processing.' }],
    ['pingFails', 400, { detail: 'Unexpected task status: FAILURE.' }],
    ['pingBroken', 400, { detail: 'MikroTik interface error.' }],
    ['pingEmpty', 400, { detail: 'No ping result data.' }],
  ] as const)('%s is pending, then %i %j', async (name, status, body) => {
    const path = await start(name);
    expect((await ask(path))[1]).toMatchObject({ status: 'pending' });
    emulator.advance(3);
    expect(await ask(path)).toEqual([status, body]);
  });

  test('an unknown service and an unknown task are 400s', async () => {
    const detail = 'Ping failed. No se pudo obtener el task_id.';
    expect(await send('POST', '/api/1/ping/', { pings: 4 })).toEqual(refused(400, detail));
    expect(await ask('/api/ping/unknown/')).toEqual(refused(400, 'Ping API error.'));
  });

  test('the earlier second dialects wrap a result, and the first of them knows an intermittent line', async () => {
    emulator.settings({ lineage: 'mid-v2' });
    expect(await ask(await start('pingStable'))).toEqual([200, { result: 'pending' }]);
    emulator.settings({ lineage: 'early-v2', pingMs: 0 });
    expect(await ask(await start('pingStable'))).toEqual([200, { result: 'stable' }]);
    expect(await ask(await start('pingIntermittent'))).toEqual(refused(400, 'Intermittent connection'));
    expect(await ask(await start('pingNoInternet'))).toEqual(refused(400, 'No internet'));
    expect(await ask('/api/ping/unknown/')).toEqual(refused(400, 'Ping failed'));
    expect(await ask('/api/clients/', {}, 'x')).toEqual(refused(403, 'Forbidden: Invalid API Key'));
    expect((await ask('/api/internet-plans'))[0]).toBe(200);
  });

  test('a plan without a price is null, one of an unknown type a 404', async () => {
    expect((await ask('/api/internet-plans/113'))[1]).toMatchObject({ name: 'PLAN SIN PRECIO', price: null });
    expect(await ask('/api/internet-plans/1')).toEqual(refused(404, 'Plan not found'));
    expect(await ask('/api/internet-plans/114')).toEqual(refused(404, 'Plan details not found'));
    expect((await ask('/api/payment-methods/'))[1]).toContainEqual({ id: 16, name: 'Nequi' });
  });

  test('plans that an outage took away stay away for a quarter of an hour', async () => {
    emulator.settings({ nativeDown: true });
    const gone = refused(404, 'No se encontraron planes de internet.');
    expect(await ask('/api/internet-plans/')).toEqual(gone);
    emulator.settings({ nativeDown: false });
    expect(await ask('/api/internet-plans/')).toEqual(gone);
    emulator.advance(901);
    expect((await ask('/api/internet-plans/'))[0]).toBe(200);
  });
});
