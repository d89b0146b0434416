import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addBusinessDays, noHolidays, stamp } from '../../src/emulator/wisphub/fixtures/calendar.js';
import { startWispHub, type WispHubEmulator, wispHubCases, wispHubTickets } from '../../src/emulator/wisphub/index.js';

interface Envelope {
  readonly ok: boolean;
  readonly type: string;
  readonly action: string;
  readonly data: unknown;
  readonly message: string | null;
}
interface Seen {
  readonly status: number;
  readonly text: string;
  readonly body: Envelope;
  readonly headers: Headers;
}

let emulator: WispHubEmulator;
let token = '';

beforeAll(async () => {
  emulator = await startWispHub();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  emulator.reset();
  token = JSON.parse((await login()).text).access_token;
});

async function ask(path: string, init: RequestInit = {}): Promise<Seen> {
  const answer = await fetch(emulator.url + path, {
    redirect: 'manual',
    ...init,
    // Each over a connection of its own: one is closed after a 500 without a word.
    headers: { connection: 'close', authorization: `Bearer ${token}`, ...init.headers },
  });
  const text = await answer.text();
  const body: Envelope = answer.headers.get('content-type') === 'application/json' ? JSON.parse(text) : undefined;
  return { status: answer.status, text, body, headers: answer.headers };
}

function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Seen> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(path, { method, body: text, headers: { 'content-type': 'application/json', ...headers } });
}

function login(fields: Record<string, string> = {}): Promise<Seen> {
  const form = { username: 'gateway', password: 'wisphub-planted-password', ...fields };
  return ask('/api/v1/auth/token', { method: 'POST', body: new URLSearchParams(form) });
}

/** Past what fetch does to a path before it leaves. */
function askRaw(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(emulator.url);
    const headers = { authorization: `Bearer ${token}` };
    rawRequest({ hostname, port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const clients = '/api/v1/clients';
const serviceOf = (seen: Seen): unknown => (seen.body.data as { service_id?: number } | null)?.service_id;

describe('the frame of v1', () => {
  test('every answer has the same six keys in the same order, whatever its status', async () => {
    const keys = ['ok', 'type', 'action', 'data', 'message', 'meta'];
    for (const path of ['/health', '/nowhere', `${clients}/`, `${clients}/search`, '/api/v1/ping/none/']) {
      expect(Object.keys((await ask(path)).body)).toEqual(keys);
    }
  });

  test('a wrong slash is a 307 to an absolute address without a body', async () => {
    const seen = await ask(`${clients}?x=1`);
    expect([seen.status, seen.headers.get('location'), seen.text]).toEqual([307, `${emulator.url}${clients}/?x=1`, '']);
    expect((await ask('/api/v1/tickets/', { method: 'POST' })).status).toBe(307);
    expect((await ask('/api/v1/internet-plans')).status).toBe(307);
  });

  test('an empty document redirects to a path that only knows PUT', async () => {
    expect((await ask(`${clients}/by-document/`)).headers.get('location')).toBe(
      `${emulator.url}${clients}/by-document`,
    );
    expect((await ask(`${clients}/by-document`)).status).toBe(405);
  });

  test('a broken body is told before a missing token, a missing token before a faulty body', async () => {
    const anonymous = { authorization: '' };
    expect((await send('POST', '/api/v1/tickets', '{"a": 1,,}', anonymous)).body.message).toBe(
      'Error de validación: 8: JSON decode error',
    );
    const seen = await send('POST', '/api/v1/tickets', {}, anonymous);
    expect([seen.status, seen.body.message, seen.body.action]).toEqual([401, 'Not authenticated', 'error']);
    expect(seen.headers.has('www-authenticate')).toBe(false);
  });

  test.each([
    [
      'POST',
      '/api/v1/1001/ping/',
      { pings: 1.5 },
      'pings: Input should be a valid integer, got a number with a fractional part',
    ],
    [
      'POST',
      '/api/v1/x/ping/',
      {},
      'service_id: Input should be a valid integer, unable to parse string as an integer; pings: Field required',
    ],
    ['PUT', `${clients}/1001`, { phone: 300 }, 'phone: Input should be a valid string'],
    ['PUT', `${clients}/1001`, '', 'body: Field required'],
    [
      'POST',
      `${clients}/resolve`,
      { internet_plan_price: 'x' },
      'internet_plan_price: Input should be a valid number, unable to parse string as a number',
    ],
    [
      'POST',
      '/api/v1/tickets',
      { service_id: 1, subject: 's', description: 'd', technician_id: null, zone_id: null },
      'zone_id: Input should be a valid integer',
    ],
  ])('%s %s with %j is refused in pydantic words', async (method, path, body, text) => {
    const seen = await send(method, path, body);
    expect([seen.status, seen.body.message]).toEqual([422, `Error de validación: ${text}`]);
  });

  test('a body that is not called JSON is no object', async () => {
    const seen = await send('POST', `${clients}/resolve`, { name: 'x' }, { 'content-type': 'text/plain' });
    expect(seen.body.message).toBe(
      'Error de validación: body: Input should be a valid dictionary or object to extract fields from',
    );
  });

  test('an encoded slash in a parameter is another path, two dots are a phone', async () => {
    expect((await ask(`${clients}/by-phone/300%2F1`)).status).toBe(404);
    expect(await askRaw(`${clients}/by-phone/..`)).toBe(200);
    expect(emulator.calls.at(-1)?.route).toBe('GET /api/v1/clients/by-phone/{phone}');
  });

  test('the call log names routes by template and the effects stay out of it', async () => {
    await ask(`${clients}/by-service-id/1001`);
    await ask('/api/v1/ping/abc/');
    expect(emulator.calls.map((call) => call.route)).toEqual([
      'POST /api/v1/auth/token',
      'GET /api/v1/clients/by-service-id/{service_id}',
      'GET /api/v1/ping/{task_id}/',
    ]);
  });
});

describe('the session of v1', () => {
  test('a token comes without an envelope and holds a name and an expiry, nothing else', async () => {
    const { access_token, ...rest } = JSON.parse((await login()).text);
    expect(rest).toEqual({ token_type: 'bearer' });
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString());
    expect(Object.keys(claims)).toEqual(['sub', 'exp']);
    expect(claims.exp - Date.now() / 1000).toBeCloseTo(3600, -1);
    expect(emulator.effects.logins).toBe(2);
  });

  test('the login is a form, url-encoded or multipart; JSON is a form without fields', async () => {
    const form = new FormData();
    form.append('username', 'gateway');
    form.append('password', 'wisphub-planted-password');
    expect((await ask('/api/v1/auth/token', { method: 'POST', body: form })).status).toBe(200);
    const seen = await send('POST', '/api/v1/auth/token', { username: 'gateway', password: 'x' });
    expect([seen.status, seen.body.message]).toEqual([
      422,
      'Error de validación: username: Field required; password: Field required',
    ]);
    expect((await login({ grant_type: 'other' })).status).toBe(422);
  });

  test('a wrong user and a wrong password are told in the same words', async () => {
    for (const fields of [{ username: 'x' }, { password: 'x' }] as Record<string, string>[]) {
      const seen = await login(fields);
      expect([seen.status, seen.body.message]).toEqual([401, 'Incorrect username or password.']);
    }
  });

  test('a token ends with its time, with its secret, and is not let in when it is garbage', async () => {
    expect((await ask(`${clients}/by-document/1`)).status).toBe(200);
    emulator.advance(3601);
    expect((await ask(`${clients}/by-document/1`)).body.message).toBe('Could not validate credentials.');
    emulator.reset();
    emulator.settings({ jwtSecret: 'another' });
    expect((await ask(`${clients}/by-document/1`)).status).toBe(401);
    token = 'a.b.c';
    expect((await ask(`${clients}/by-document/1`)).status).toBe(401);
    expect((await ask('/health')).status).toBe(200);
  });

  test('a life of a fraction of a second is honoured and readable in the token', async () => {
    emulator.settings({ tokenLifeSeconds: 0.25 });
    const { access_token } = JSON.parse((await login()).text);
    expect(JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString()).exp % 1).not.toBe(0);
  });
});

describe('clients of v1', () => {
  test('a client has sixteen keys and its whole amounts are printed as floats', async () => {
    const seen = await ask(`${clients}/by-service-id/1001`);
    expect(Object.keys(seen.body.data as object)).toHaveLength(16);
    expect(seen.text).toContain('"outstanding_balance":40000.0,"lan_interface"');
    expect((await ask(`${clients}/by-service-id/1014`)).text).toContain('"outstanding_balance":-15000.5,');
    expect((await ask(`${clients}/by-service-id/1012`)).text).toContain('"internet_plan_price":null');
  });

  test('nobody found is a 200 that says ok', async () => {
    for (const path of ['by-document/1.098.765.432', 'by-phone/1', 'by-service-id/abc']) {
      const seen = await ask(`${clients}/${path}`);
      expect(seen.body).toMatchObject({
        ok: true,
        type: 'info',
        action: 'client_not_found',
        data: null,
        message: null,
      });
    }
  });

  test('a document shared by two services shows the first alone', async () => {
    expect(serviceOf(await ask(`${clients}/by-document/79111222`))).toBe(wispHubCases.sharedDocumentFirst.id_servicio);
  });

  test.each([
    ['3001234567', 1001],
    ['+3001234567', 1001],
    ['%2B3001234567%20', 1001],
    ['+573001234567', undefined],
    ['300%20123%204567', undefined],
    ['3242124123', undefined],
    ['3242124123,3002687147', 1002],
    ['+573005550110', undefined],
    ['310%20555%200127', 1038],
  ])('the phone %s finds service %s', async (phone, service) => {
    expect(serviceOf(await ask(`${clients}/by-phone/${phone}`))).toBe(service);
  });

  test('a change shows at once by key, and in list and search when their cache is over', async () => {
    await ask(`${clients}/`);
    const seen = await send('PUT', `${clients}/1001`, { phone: '3999999999', other: 1 });
    expect(seen.body).toMatchObject({ action: 'client_updated', data: null });
    expect(serviceOf(await ask(`${clients}/by-phone/3999999999`))).toBe(1001);
    expect((await ask(`${clients}/search?q=3999999999`)).body).toMatchObject({ action: 'client_not_found', data: [] });
    emulator.advance(301);
    token = JSON.parse((await login()).text).access_token;
    expect((await ask(`${clients}/search?q=3999999999`)).body.action).toBe('clients_listed');
    expect(emulator.effects.updates).toEqual([{ serviceId: 1001, changes: { telefono: '3999999999' } }]);
  });

  test('a change that cannot be is a 200 that is not ok, and changes nothing', async () => {
    for (const [path, body] of [
      ['1001', { other: 1 }],
      ['1', { phone: '1' }],
      ['1001', { phone: null }],
    ] as const) {
      const seen = await send('PUT', `${clients}/${path}`, body);
      expect([seen.status, seen.body.ok, seen.body.action]).toEqual([200, false, 'client_update_failed']);
    }
    expect(emulator.effects.updates).toEqual([]);
  });

  test('a search minds accents, not case, and runs across the joints of its parts', async () => {
    const find = async (q: string) =>
      ((await ask(`${clients}/search?q=${encodeURIComponent(q)}`)).body.data as []).length;
    expect(await find('esperanza benítez v/ bella')).toBe(1);
    expect(await find('esperanza benitez')).toBe(0);
    expect(await find('')).toBe(2000);
  });

  test('several processes hold copies of different age, and answer in turn', async () => {
    emulator.settings({ workers: 2 });
    await ask(`${clients}/search?q=x`);
    await send('PUT', `${clients}/1001`, { phone: '3888888888' });
    await ask(`${clients}/by-service-id/1001`);
    const find = async () => (await ask(`${clients}/search?q=3888888888`)).body.action;
    expect([await find(), await find(), await find()]).toEqual([
      'clients_listed',
      'client_not_found',
      'clients_listed',
    ]);
  });
});

describe('identity in v1', () => {
  test('three letters resolve to the first client that has them', async () => {
    const seen = await send('POST', `${clients}/resolve`, { name: 'e', address: 'a', internet_plan_name: 'p' });
    expect([seen.body.action, serviceOf(seen)]).toEqual(['client_verified', 1001]);
  });

  test('an address alone is searched as it is written, prefix and all', async () => {
    const claim = { address: 'vereda el peñón lote 9', internet_plan_name: '7MB', internet_plan_price: 40000 };
    const alone = await send('POST', `${clients}/resolve`, claim);
    expect(alone.body.message).toBe('No se encontraron clientes con los datos proporcionados.');
    const named = await send('POST', `${clients}/resolve`, { ...claim, name: 'maría fernanda gómez' });
    expect(serviceOf(named)).toBe(wispHubCases.twoPhones.id_servicio);
  });

  test('an empty field counts and never matches', async () => {
    const few = await send('POST', `${clients}/resolve`, { name: 'e', address: null, internet_plan_name: 'p' });
    expect([few.body.ok, few.body.action]).toEqual([false, 'client_verification_failed']);
    const none = await send('POST', `${clients}/resolve`, { name: 'e', address: '', internet_plan_name: 'p' });
    expect(none.body.message).toBe('Ningún cliente coincide con todos los datos proporcionados.');
  });

  test('who fails a verification is told the address, the plan and the price, and that it went well', async () => {
    const claim = { name: 'someone', address: 'vda/ bellavista', internet_plan_price: 39999.5 };
    const seen = await send('POST', `${clients}/1001/verify`, claim);
    expect(seen.body).toMatchObject({
      ok: true,
      type: 'success',
      action: 'client_verification_failed',
      data: {
        is_valid: false,
        matched_fields: ['address', 'internet_plan_price'],
        debug: { client_address: 'V/ BELLAVISTA', client_plan_name: '7MB PLUS', resolved_plan_price: 40000 },
      },
    });
  });

  test('an unknown client is told before the count, and a missing price is looked up by the plan', async () => {
    expect((await send('POST', `${clients}/1/verify`, {})).body.action).toBe('client_not_found');
    expect((await send('POST', `${clients}/1001/verify`, {})).body.action).toBe('client_verification_failed');
    const claim = { name: 'gloria', address: 'santa rita', internet_plan_price: '40000.4' };
    expect((await send('POST', `${clients}/1012/verify`, claim)).body.action).toBe('client_verified');
    expect((await send('POST', `${clients}/1032/verify`, { ...claim, name: 'olga' })).status).toBe(500);
  });
});

describe('tickets of v1', () => {
  const order = {
    service_id: '1001',
    subject: 'Internet Lento',
    description: 'Se corta',
    technician_id: 5,
    zone_id: 7,
  };
  const create = (changes: object = {}) => send('POST', '/api/v1/tickets', { ...order, ...changes });

  test('a ticket is made with a 200, in UTC, and can be read back', async () => {
    const before = stamp(new Date());
    const { body } = await create();
    const ticket = body.data as { ticket_id: number; created_at: string; end_date: string };
    expect(body).toMatchObject({
      ok: true,
      action: 'ticket_created',
      data: { subject: 'Internet Lento', answer_text: null },
    });
    expect([before, stamp(new Date())]).toContain(ticket.created_at);
    expect(Object.keys(ticket)).toHaveLength(7);
    expect((await ask(`/api/v1/tickets/${ticket.ticket_id}`)).body).toMatchObject({
      action: 'ticket_found',
      data: ticket,
    });
    expect(emulator.effects.tickets).toMatchObject([{ id_servicio: 1001, zona: 7, id_tecnico: 5 }]);
  });

  test.each([{ technician_id: null }, { technician_id: 99 }, { subject: 'Falla Masiva' }, { service_id: 1 }])(
    'an order with %j is refused without a reason',
    async (changes) => {
      const seen = await create(changes);
      expect(seen.body).toMatchObject({ ok: false, action: 'ticket_creation_failed', data: null, message: null });
      expect([seen.status, emulator.effects.tickets.length]).toEqual([200, 0]);
    },
  );

  test('the limit is that of the zone the caller names, and another name gets round it', async () => {
    const full = { service_id: wispHubCases.fullZone.id_servicio, zone_id: 9 };
    expect((await create(full)).body).toMatchObject({
      ok: true,
      action: 'zone_ticket_limit_reached',
      data: { max_tickets: 3 },
    });
    expect((await create({ ...full, zone_id: 12345 })).body.action).toBe('ticket_created');
    const blocked = async () => (await ask('/api/v1/tickets/zone-blocked/11')).body;
    expect(await blocked()).toMatchObject({ action: 'ticket_found', data: { is_blocked: false, max_tickets: 3 } });
    await create({ service_id: wispHubCases.nearlyFullZone.id_servicio, zone_id: 11 });
    expect(await blocked()).toMatchObject({ data: { is_blocked: true } });
  });

  test('a ticket may exist although its creation was a 500', async () => {
    const fault = { kind: 'answer', when: 'after', status: 500, body: '' } as const;
    emulator.fault({ route: 'POST /api/v1/tickets', fault, times: 1 });
    expect((await create()).status).toBe(500);
    expect(emulator.effects.tickets).toHaveLength(1);
  });

  test('texts and dates pass untouched, and what the middleware cannot read is a 500', async () => {
    const read = (name: keyof typeof wispHubTickets) => ask(`/api/v1/tickets/${wispHubTickets[name].id_ticket}`);
    expect((await read('closed')).body.data).toMatchObject({ created_at: '28/07/2026 14:05:33', answer_text: null });
    expect((await read('answered')).body.data).toMatchObject({ answer_text: 'Técnico en camino' });
    expect((await read('undated')).status).toBe(500);
    expect((await read('numericPriority')).status).toBe(500);
    expect((await ask('/api/v1/tickets/1')).body).toMatchObject({ ok: true, action: 'ticket_not_found', data: null });
    expect((await ask('/api/v1/tickets')).status).toBe(405);
  });

  test('the 31 subjects come in four lists and in one', async () => {
    const data = (await ask('/api/v1/tickets/subjects')).body.data as { by_priority: Record<string, []>; all: [] };
    expect(Object.values(data.by_priority).map((list) => list.length)).toEqual([5, 5, 18, 3]);
    expect(data.all).toEqual(Object.values(data.by_priority).flat());
  });

  test('three business days leave out the weekend and no holiday', () => {
    expect(stamp(addBusinessDays(new Date('2026-12-23T14:10:00Z'), 3, noHolidays))).toBe('2026-12-28 14:10');
  });
});

describe('pings of v1', () => {
  test.each([
    ['pingStable', 200, 'stable_connection'],
    ['pingIntermittent', 200, 'intermittent_connection'],
    ['pingNoInternet', 200, 'no_internet'],
    ['pingAntennaOnly', 200, 'no_internet'],
    ['pingFails', 200, 'ping_failed'],
    ['pingEmpty', 200, 'ping_failed'],
    ['pingBroken', 500, 'error'],
    ['pingHangs', 500, 'error'],
  ] as const)('%s is a 500 while it is pending, then %i %s', async (name, status, action) => {
    const { body } = await send('POST', `/api/v1/${wispHubCases[name].id_servicio}/ping/`, { pings: 4 });
    const path = `/api/v1/ping/${(body.data as { task_id: string }).task_id}/`;
    expect((await ask(path)).status).toBe(500);
    emulator.advance(3);
    const seen = await ask(path);
    expect([seen.status, seen.body.action, seen.body.data]).toEqual([status, action, null]);
    expect((await ask(path)).text).toBe(seen.text);
  });

  test('an unknown service, a count of none and an unknown task are ping_failed', async () => {
    for (const seen of [
      await send('POST', '/api/v1/1/ping/', { pings: 4 }),
      await send('POST', '/api/v1/1001/ping/', { pings: 0 }),
      await ask('/api/v1/ping/unknown/'),
    ]) {
      expect([seen.status, seen.body.ok, seen.body.action, seen.body.message]).toEqual([
        200,
        false,
        'ping_failed',
        null,
      ]);
    }
  });
});

describe('plans and failures of v1', () => {
  test('a plan has a price and speeds, a PCQ plan a note, one without a price is a 500', async () => {
    const read = async (id: number) => (await ask(`/api/v1/internet-plans/${id}`)).text;
    expect(await read(101)).toContain('{"name":"7MB PLUS","price":40000.0,"download_speed":"7M","upload_speed":"7M"}');
    expect(await read(111)).toContain('"type":"PCQ","note":"WispHub no expone');
    expect(await read(113)).toContain('"action":"error"');
    expect(await read(114)).toContain('"action":"internet_plan_not_found"');
    expect((await ask('/api/v1/internet-plans/')).body.data).toHaveLength(14);
  });

  test('an outage looks like absence, and the empty lists outlive it', async () => {
    emulator.settings({ nativeDown: true });
    expect((await ask(`${clients}/by-document/1098765432`)).body.action).toBe('client_not_found');
    expect((await ask(`${clients}/`)).body).toMatchObject({ action: 'clients_listed', data: [] });
    expect((await ask('/api/v1/tickets/zone-blocked/9')).body.data).toMatchObject({ is_blocked: false });
    expect((await ask('/api/v1/internet-plans/')).body).toMatchObject({ ok: true, action: 'internet_plan_not_found' });
    emulator.settings({ nativeDown: false });
    expect((await ask(`${clients}/by-document/1098765432`)).body.action).toBe('client_found');
    expect((await ask(`${clients}/`)).body.data).toEqual([]);
    expect((await ask('/api/v1/internet-plans/101')).body.action).toBe('internet_plan_not_found');
    emulator.expireCaches();
    expect((await ask(`${clients}/`)).body.data).toHaveLength(2000);
  });

  test('a native page that fails ends the list as though that were all', async () => {
    emulator.settings({ nativeFailsFromPage: 3 });
    expect((await ask(`${clients}/`)).body).toMatchObject({ ok: true, action: 'clients_listed' });
    expect((await ask(`${clients}/`)).body.data).toHaveLength(100);
  });

  test('one bad row is a 500 for everybody until it is mended, but by key for itself alone', async () => {
    emulator.settings({ badRow: true });
    expect((await ask(`${clients}/`)).status).toBe(500);
    expect((await ask(`${clients}/search?q=a`)).status).toBe(500);
    expect((await ask(`${clients}/by-service-id/1031`)).status).toBe(500);
    expect((await ask(`${clients}/by-service-id/1001`)).status).toBe(200);
    emulator.settings({ badRow: false });
    expect((await ask(`${clients}/`)).status).toBe(200);
  });

  test('the oldest middleware asks for no token, and its health is a 500', async () => {
    emulator.settings({ lineage: 'oldest' });
    token = '';
    expect((await ask('/health')).status).toBe(500);
    expect((await ask(`${clients}/by-service-id/1001`)).body.action).toBe('client_found');
    expect((await ask('/api/v1/auth/token', { method: 'POST' })).status).toBe(404);
    expect((await ask('/api/v1/tickets/subjects')).status).toBe(422);
  });
});
