import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type CloudSettings,
  cloudCases,
  cloudFaults,
  startWisproCloud,
  wisproApiToken,
} from '../../../src/emulator/wispro/cloud/index.js';
import { plantedSecrets, startWispro, wisproCases, wisproToken } from '../../../src/emulator/wispro/index.js';

// Each title names the trap that it shows, by its number in the cloud contract.

const noon = new Date('2025-03-10T12:00:00-03:00');
const cloud = await startWisproCloud({ subscribers: 250, today: () => noon });
const { paidAndPending, threeContracts, suspended, sharedDniFirst, sharedDniSecond, dottedDni, paddedCod } =
  wisproCases;

beforeEach(() => cloud.reset());
afterAll(() => cloud.close());

interface Asked {
  readonly method?: string;
  readonly query?: Record<string, string>;
  readonly json?: unknown;
  readonly key?: string | null;
}

async function ask(path: string, { method = 'GET', query = {}, json, key = wisproApiToken }: Asked = {}) {
  const text = new URLSearchParams(query).toString();
  return fetch(`${cloud.url}/api/v1${path}${text === '' ? '' : `?${text}`}`, {
    method,
    redirect: 'manual',
    headers: { ...(key === null ? {} : { authorization: key }) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
}

const read = async (path: string, asked: Asked = {}) => JSON.parse(await (await ask(path, asked)).text());
const list = (path: string, query: Record<string, string> = {}) => read(path, { query });
const all = (rows: Record<string, unknown>[], key: string) => rows.map((row) => row[key]);
const set = (settings: CloudSettings) => cloud.settings(settings);

describe('an answer', () => {
  it('is HTTP 200 whatever it says, with the code in the body (T1)', async () => {
    const unknown = await ask('/clients/d0000000-0000-4000-8000-000000009999');
    expect(unknown.status).toBe(200);
    expect(await unknown.json()).toEqual({ status: 404, meta: {}, message: 'Registro no encontrado', errors: {} });
    for (const key of [null, '', 'wrong', `Bearer ${wisproApiToken}`, `Token ${wisproApiToken}`]) {
      expect(await read('/plans', { key })).toMatchObject({ status: 401 });
    }
    for (const status of [400, 401, 402, 404, 500] as const) {
      cloud.clearFaults();
      cloud.fault({ fault: cloudFaults.envelope(status) });
      const answer = await ask('/plans');
      expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ status })]);
    }
  });

  it('may be a real status or a page as well (T2)', async () => {
    const missing = await ask('/no/such/path');
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('<html>')]);
    for (const status of [401, 403, 404, 500, 502]) {
      cloud.clearFaults();
      cloud.fault({ fault: cloudFaults.html(status) });
      expect((await ask('/plans')).status).toBe(status);
    }
    cloud.clearFaults();
    cloud.fault({ fault: cloudFaults.rateLimited('7') });
    const limited = await ask('/plans');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    set({ badKey: 'http401' });
    cloud.clearFaults();
    expect((await ask('/plans', { key: 'wrong' })).status).toBe(401);
  });

  it('holds one record, or a list of one (T3)', async () => {
    expect((await read(`/clients/${paidAndPending.clientId}`)).data).toMatchObject({ id: paidAndPending.clientId });
    set({ recordAs: 'list' });
    expect((await read(`/clients/${paidAndPending.clientId}`)).data).toMatchObject([{ id: paidAndPending.clientId }]);
  });

  it('refuses everything once the licence is over (T16)', async () => {
    set({ licence: 'expired' });
    expect(await read('/plans')).toMatchObject({ status: 402 });
    expect(await read('/plans', { key: 'wrong' })).toMatchObject({ status: 401 });
  });

  it('speaks Spanish, or as it is asked to (T17)', async () => {
    const said = async (query: Record<string, string>) => (await read('/clients/1', { query })).message;
    expect(await said({})).toBe('Registro no encontrado');
    expect(await said({ locale: 'en' })).toBe('Record not found');
    expect(await said({ locale: 'pt' })).toBe('Registro não encontrado');
  });

  it('comes never, by half or up to a half, before or after its effect', async () => {
    const json = { valid_until: '2025-03-12' };
    const path = `/contracts/${suspended.contracts.disabled}/payment_promises`;
    cloud.fault({ route: 'payment_promises', fault: { kind: 'hang', when: 'after' } });
    const text = fetch(`${cloud.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: wisproApiToken },
      body: JSON.stringify(json),
      signal: AbortSignal.timeout(300),
    });
    await expect(text).rejects.toThrow();
    expect(cloud.promises).toHaveLength(1);
    cloud.clearFaults();
    cloud.fault({ route: 'plans', fault: { kind: 'cut' } });
    await expect(list('/plans')).rejects.toThrow();
    cloud.clearFaults();
    cloud.fault({ route: 'plans', fault: { kind: 'stall' } });
    const stalled = await fetch(`${cloud.url}/api/v1/plans`, {
      headers: { authorization: wisproApiToken },
      signal: AbortSignal.timeout(300),
    });
    expect(stalled.status).toBe(200);
    await expect(stalled.text()).rejects.toThrow(/timeout/);
    cloud.clearFaults();
    cloud.fault({ route: 'plans', fault: { kind: 'reset', when: 'before' } });
    await expect(list('/plans')).rejects.toThrow();
  });
});

describe('a list', () => {
  it('ignores a filter that it does not know, and gives everybody (T4)', async () => {
    const everybody = cloud.clients.length;
    for (const name of [
      'name_cont',
      'search',
      'phone_number_cont',
      'phone_mobile_eq',
      'phone_mobile_cont',
      'nonsense',
    ]) {
      expect((await list('/clients', { [name]: 'zzz' })).meta.pagination.total_records).toBe(everybody);
    }
    const one = await list('/clients', { national_identification_number_eq: paidAndPending.dni });
    expect(all(one.data, 'id')).toEqual([paidAndPending.clientId]);
    expect((await list('/help_desk/issues', { category_id_eq: 'x' })).data).toHaveLength(3);
    set({ documentFilter: 'ignored' });
    const lost = await list('/clients', { national_identification_number_eq: paidAndPending.dni });
    expect(lost.meta.pagination.total_records).toBe(everybody);
  });

  it('compares documents to the letter (T5)', async () => {
    const by = async (text: string) =>
      all((await list('/clients', { national_identification_number_eq: text })).data, 'name');
    expect(await by('30111229')).toEqual([]);
    expect(await by('30.111.229')).toEqual([dottedDni.name]);
    expect(await by('12345678')).toEqual([]);
    expect(await by('V12345678')).toEqual([cloudCases.lettered.name]);
    expect(await by('1712345678')).toEqual([]);
    expect(await by('1712345678001')).toEqual([cloudCases.longDocument.name]);
  });

  it('has several clients under one document (T13)', async () => {
    const { data } = await list('/clients', { national_identification_number_eq: sharedDniFirst.dni });
    expect(all(data, 'id')).toEqual([sharedDniFirst.clientId, sharedDniSecond.clientId]);
  });

  it('gives rows twice, or not at all, when it moves while it is read (T14)', async () => {
    set({ moving: 'once' });
    const pages = [];
    for (const page of ['1', '2', '3']) pages.push(await list('/clients', { per_page: '100', page }));
    const ids = new Set(pages.flatMap(({ data }) => all(data, 'id')));
    const totals = pages.map(({ meta }) => meta.pagination.total_records);
    expect(totals).toEqual([cloud.clients.length, cloud.clients.length - 1, cloud.clients.length - 1]);
    const skipped = cloud.clients.filter(({ id }) => !ids.has(id));
    // One client that is still there was never shown, and the count of ids is that of the last answer all the same.
    expect([skipped.length, ids.size]).toEqual([1, totals[2]]);
    expect(skipped[0]?.id).toBe(cloud.clients[100]?.id);
  });

  it('gives fewer rows than it is asked for (T18)', async () => {
    const { data, meta } = await list('/clients', { per_page: '1000' });
    const total = cloud.clients.length;
    expect(meta.pagination).toEqual({
      total_records: total,
      total_pages: Math.ceil(total / 100),
      per_page: 100,
      current_page: 1,
    });
    expect(data).toHaveLength(100);
    expect((await list('/clients')).data).toHaveLength(20);
    expect((await list('/clients', { page: '900' })).data).toEqual([]);
  });

  it('begins with the oldest, so that page 1 lacks the newest invoice (T19)', async () => {
    const { data, meta } = await list('/invoicing/invoices', { client_id_eq: cloudCases.sixtyInvoices.clientId });
    expect(meta.pagination).toMatchObject({ total_records: 60, total_pages: 3 });
    expect(data[0].from < data[19].from).toBe(true);
    expect(all(data, 'id')).not.toContain(cloudCases.sixtyInvoices.invoices[0]);
    const last = await list('/invoicing/invoices', { client_id_eq: cloudCases.sixtyInvoices.clientId, page: '3' });
    expect(last.data.at(-1).id).toBe(cloudCases.sixtyInvoices.invoices[0]);
    const created = all((await list('/clients', { per_page: '100' })).data, 'created_at').filter(Boolean);
    expect(created).toEqual([...created].sort());
  });

  it('refuses a bare day (T20)', async () => {
    for (const path of ['/contracts', '/invoicing/payments']) {
      const refused = await list(path, { created_at_after: '2021-03-01' });
      expect(refused).toMatchObject({ status: 400, errors: { created_at_after: expect.any(String) } });
      expect(await list(path, { created_at_after: '2021-03-01T00:00:00-03:00' })).toMatchObject({ status: 200 });
    }
  });

  it('reads a + that is not encoded as a blank, and refuses it (T25)', async () => {
    const headers = { authorization: wisproApiToken };
    const address = `${cloud.url}/api/v1/contracts?created_at_after=2021-03-01T00:00:00`;
    const blank = await fetch(`${address}+00:00`, { headers });
    expect(await blank.json()).toMatchObject({ status: 400 });
    const encoded = await fetch(`${address}%2B00:00`, { headers });
    expect(await encoded.json()).toMatchObject({ status: 200 });
  });

  it('takes an empty value for no filter (T30)', async () => {
    const { meta } = await list('/clients', { national_identification_number_eq: '' });
    expect(meta.pagination.total_records).toBe(cloud.clients.length);
  });

  it('of invoices by a document that is shared holds those of others (T29)', async () => {
    const { data } = await list('/invoicing/invoices', {
      client_national_identification_number_eq: sharedDniFirst.dni,
    });
    expect(all(data, 'id')).toEqual([sharedDniFirst.invoices.pending, sharedDniSecond.invoices.pending]);
    expect(data[0].client_id).toBeUndefined();
  });
});

describe('a client', () => {
  it('has a province for its state, and a contract the state of the service (T6)', async () => {
    expect((await read(`/clients/${suspended.clientId}`)).data.state).toBe('Buenos Aires');
    expect((await read(`/contracts/${suspended.contracts.disabled}`)).data.state).toBe('disabled');
  });

  it('owes what is negative on the account, and may have no balance at all (T7)', async () => {
    const account = async (id: string) => (await read(`/clients/${id}/current_account`)).data;
    expect(await account(suspended.clientId)).toMatchObject({ balance_amount: '-12345.5', credit_amount: '0.0' });
    expect(await account(wisproCases.withoutContracts.clientId)).toMatchObject({ balance_amount: '0.0' });
    set({ balance: 'missing' });
    expect(await account(suspended.clientId)).not.toHaveProperty('balance_amount');
  });

  it('shows passwords and log-ins in every row (T11)', async () => {
    const { data } = await list('/clients', { per_page: '100' });
    const login = all(data, 'link_mobile_login').filter((link) => String(link).includes(plantedSecrets.loginLink));
    expect(login.length).toBeGreaterThan(90);
    expect(JSON.stringify(data)).toContain(plantedSecrets.clientPassword);
    const contracts = await list('/contracts', { per_page: '100' });
    expect(all(contracts.data, 'pppoe_password').every((text) => String(text).includes('PLANTED'))).toBe(true);
  });

  it('has contracts in different states (T12)', async () => {
    const { data } = await list('/contracts', { client_id_eq: threeContracts.clientId });
    expect(all(data, 'state')).toEqual(['enabled', 'disabled', 'alerted']);
    expect(all(data, 'client_id')).toEqual(Array(3).fill(threeContracts.clientId));
  });

  it('has a code whose zeros count (T21)', async () => {
    const by = async (code: string) => all((await list('/clients', { custom_id_eq: code })).data, 'name');
    expect(await by('0077')).toEqual([cloudCases.sixtyInvoices.name]);
    expect(await by('77')).toEqual([cloudCases.plainCode.name]);
    expect(await by('5215')).not.toEqual(await by('005215'));
    expect(await by('005215')).toEqual([paddedCod.name]);
  });

  it('is found in the path by its UUID alone, and by its number through a filter alone (T27)', async () => {
    expect(await read(`/clients/${paidAndPending.publicId}`)).toMatchObject({ status: 404 });
    expect((await list('/clients', { public_id_eq: paidAndPending.clientId })).data).toEqual([]);
    const { data } = await list('/clients', { public_id_eq: String(paidAndPending.publicId) });
    expect(all(data, 'id')).toEqual([paidAndPending.clientId]);
  });

  it('is found by a part of the name, accents and case folded', async () => {
    const { data } = await list('/clients', { name_unaccent_cont: 'juan carlos perez' });
    expect(all(data, 'id')).toContain(paidAndPending.clientId);
  });
});

describe('money', () => {
  it('is a text on payments, and a text or a number on invoices (T8)', async () => {
    const { data } = await list('/invoicing/payments', { per_page: '100' });
    expect(all(data, 'amount').every((amount) => /^\d+\.\d$/.test(String(amount)))).toBe(true);
    const invoices = await list('/invoicing/invoices', { client_id_eq: cloudCases.sixtyInvoices.clientId });
    expect(new Set(all(invoices.data, 'amount').map((amount) => typeof amount))).toEqual(new Set(['string', 'number']));
  });

  it('has no currency anywhere (T22)', async () => {
    const answers = [
      await list('/invoicing/payments'),
      await list('/invoicing/invoices'),
      await list('/plans'),
      await read(`/clients/${suspended.clientId}/current_account`),
    ];
    expect(JSON.stringify(answers)).not.toMatch(/currency|moneda|ARS|USD|\$/);
  });

  const pay = (more: object = {}) =>
    read('/invoicing/payments', {
      method: 'POST',
      json: {
        client_id: suspended.clientId,
        amount: 12_345.5,
        payment_date: '2025-03-10T12:00:00-03:00',
        transaction_code: 'ONCE',
        ...more,
      },
    });

  it('is booked twice when a payment is sent twice (T10)', async () => {
    const [first, second] = [await pay(), await pay()];
    expect(first).toMatchObject({ status: 200, data: { amount: '12345.5', credit_amount: '12345.5' } });
    expect(second.data.id).not.toBe(first.data.id);
    expect(cloud.writes).toHaveLength(2);
  });

  it('is booked on the evening before when its day is midnight of UTC (T15)', async () => {
    expect((await pay({ payment_date: '2025-03-09T00:00:00Z' })).data.payment_date).toBe(
      '2025-03-08T21:00:00.000-03:00',
    );
  });

  it('pays invoices where they are named, and then the service comes back (A-07, A-17)', async () => {
    const { data } = await pay({ invoice_ids: [suspended.invoices.pending], amount: 12_400 });
    expect(data).toMatchObject({ credit_amount: '54.5', payment_transactions: [{ amount: '12345.5' }] });
    const invoice = (await read(`/invoicing/invoices/${suspended.invoices.pending}`)).data;
    expect(invoice).toMatchObject({ state: 'paid', balance: '0.0' });
    expect((await read(`/contracts/${suspended.contracts.disabled}`)).data.state).toBe('enabled');
  });
});

describe('a write', () => {
  const category = {
    title: 'Sin conexión',
    description: '[ref:1] nada',
    category_id: '40000000-0000-4000-8000-000000000001',
  };

  it('of a ticket stands in the query, and its body is ignored (T9)', async () => {
    const inBody = await read('/help_desk/issues', { method: 'POST', json: category });
    expect(inBody).toMatchObject({ status: 400, errors: { title: "can't be blank" } });
    const inQuery = await read('/help_desk/issues', { method: 'POST', query: category });
    expect(inQuery.data).toMatchObject({ title: 'Sin conexión', state: 'pending', public_id: 513 });
    const path = `/contracts/${suspended.contracts.disabled}/payment_promises`;
    const promise = await read(path, { method: 'POST', query: { valid_until: '2025-03-12' } });
    expect(promise).toMatchObject({ status: 400 });
    const changed = await read(`/clients/${suspended.clientId}`, { method: 'PUT', json: { phone: '1' } });
    expect(changed.data.phone).not.toBe('1');
    const query = { phone: '1' };
    expect((await read(`/clients/${suspended.clientId}`, { method: 'PUT', query })).data.phone).toBe('1');
    expect(cloud.writes.map(({ kind }) => kind)).toEqual(['issue', 'client']);
  });

  it('of a ticket, repeated, opens a second one (T10)', async () => {
    const [first, second] = [
      await read('/help_desk/issues', { method: 'POST', query: category }),
      await read('/help_desk/issues', { method: 'POST', query: category }),
    ];
    expect(second.data.public_id).toBe(first.data.public_id + 1);
  });

  it('of a ticket too long for an address is refused by the proxy (T28)', async () => {
    const query = { ...category, description: 'á'.repeat(2_000) };
    expect((await ask('/help_desk/issues', { method: 'POST', query })).status).toBe(414);
    expect(cloud.writes).toEqual([]);
  });

  it('of a promise brings the service back until its day is over', async () => {
    const path = `/contracts/${suspended.contracts.disabled}/payment_promises`;
    const post = (day: string) => read(path, { method: 'POST', json: { valid_until: day } });
    expect(await post('2025-03-09')).toMatchObject({ status: 400, errors: { valid_until: expect.any(String) } });
    expect((await post('2025-03-12')).data).toMatchObject({ valid_until: '2025-03-12' });
    expect((await read(`/contracts/${suspended.contracts.disabled}`)).data.state).toBe('enabled');
    expect(await post('2025-03-12')).toMatchObject({ status: 400, errors: { base: expect.any(String) } });
  });

  it('that is closed to the gateway is recorded and fails', async () => {
    for (const [method, path] of [
      ['PUT', `/contracts/${suspended.contracts.disabled}`],
      ['PATCH', `/contracts/${suspended.contracts.disabled}`],
      ['DELETE', `/clients/${suspended.clientId}`],
      ['POST', '/order/orders'],
      ['POST', '/mikrotiks/1/apply_changes'],
      ['GET', '/olts/1'],
    ] as const) {
      expect((await ask(path, { method })).status).toBe(500);
    }
    expect((await ask('/plans', { query: { token: wisproApiToken } })).status).toBe(500);
    expect(cloud.trips).toHaveLength(7);
  });
});

describe('a ticket', () => {
  it('is finalized before it is closed (T23)', async () => {
    for (const state of ['pending', 'finalized', 'closed']) {
      expect(all((await list('/help_desk/issues', { state_eq: state })).data, 'state')).toEqual([state]);
    }
  });

  it('may have lost our reference to another tool (T24)', async () => {
    const { data } = await list('/help_desk/issues');
    expect(all(data, 'description').filter((text) => !String(text).startsWith('[ref:'))).toEqual([
      'Cerrado por el técnico',
    ]);
  });

  it('has a number that a ticket elsewhere has too (T26)', async () => {
    expect(all((await list('/help_desk/issues')).data, 'public_id')).toContain(510);
  });
});

describe('the emulator', () => {
  it('knows the people that the emulated Suricata knows, under the same ids', async () => {
    const promises: { id: string; contractId: string; validUntil: string; createdAt: string }[] = [];
    const suricata = await startWispro({ subscribers: 250, today: () => noon, promises });
    const beside = await startWisproCloud({ subscribers: 250, today: () => noon, promises });
    try {
      const ids = new Set(cloud.clients.map(({ id }) => id));
      expect(suricata.clients.every(({ id }) => ids.has(id))).toBe(true);
      const query = new URLSearchParams({ token: wisproToken, type: 'dni', q: suspended.dni });
      const state = async () =>
        ((await (await fetch(`${suricata.url}/api/data?${query}`)).json()) as { a_status: string }).a_status;
      expect(await state()).toBe('disabled');
      await fetch(`${beside.url}/api/v1/contracts/${suspended.contracts.disabled}/payment_promises`, {
        method: 'POST',
        headers: { authorization: wisproApiToken },
        body: JSON.stringify({ valid_until: '2025-03-12' }),
      });
      expect(await state()).toBe('enabled');
    } finally {
      await Promise.all([suricata.close(), beside.close()]);
    }
  });

  it('logs no document, name, phone or text that it was asked with', async () => {
    await list('/clients', {
      national_identification_number_eq: '30111222',
      name_unaccent_cont: 'juan',
      email_eq: 'a@b',
    });
    await ask('/help_desk/issues', { method: 'POST', query: { title: 'secreto', description: 'privado' } });
    expect(JSON.stringify(cloud.calls)).not.toMatch(/30111222|juan|a@b|a%40b|secreto|privado|c10dc10d/);
  });

  it('has a test here for every trap of the contract', () => {
    const contract = readFileSync('src/backends/wispro/contract-cloud.md', 'utf8');
    const traps = [...contract.matchAll(/^\| (T[0-9]+) \|/gm)].map(([, trap]) => trap);
    const text = readFileSync('test/emulator/wispro/cloud.test.ts', 'utf8');
    const shown = new Set([...text.matchAll(/\((T[0-9]+)\)'/g)].map(([, trap]) => trap));
    expect(traps).toHaveLength(30);
    expect(traps.filter((trap) => !shown.has(trap))).toEqual([]);
  });
});
