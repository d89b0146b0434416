import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { createWispro, type WisproSettings } from '../../../src/backends/wispro/index.js';
import {
  cloudCases,
  cloudFaults,
  cloudPlans,
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../../src/emulator/wispro/cloud/index.js';
import {
  type EmulatedPromise,
  plantedSecrets,
  startWispro,
  type WisproEmulator,
  wisproCases,
  wisproFaults,
  wisproToken,
} from '../../../src/emulator/wispro/index.js';
import type { ClientKeyKind, ClientRecord } from '../../../src/model/client.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { decodeId, encodeId } from '../../../src/model/id.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { failure, invoiceOf, locality } from './harness.js';

const { paidAndPending, threeContracts, suspended, withoutContracts, dottedDni, company, sharedDniFirst } = wisproCases;
const { everyState, manyInvoices, paddedCod, plainCod, nulls, blanks, missing, stranger } = wisproCases;

const today = (): Date => new Date('2025-03-10T15:00:00Z');
const promises: EmulatedPromise[] = [];
const opened: Backend[] = [];
const warnings: string[] = [];
let suricata: WisproEmulator;
let cloud: WisproCloudEmulator;

beforeAll(async () => {
  suricata = await startWispro({ subscribers: 60, today, promises });
  cloud = await startWisproCloud({ subscribers: 60, today, promises });
});
beforeEach(() => {
  suricata.reset();
  cloud.reset();
  warnings.length = 0;
});
afterAll(async () => {
  for (const backend of opened) backend.close();
  await suricata.close();
  await cloud.close();
});

type Source = 'suricata' | 'api' | 'both';

function connect(source: Source, more: Partial<WisproSettings> = {}): Backend {
  const settings: WisproSettings = {
    locality,
    promisePolicy: { maxDays: 15, onlySuspended: true },
    ...(source === 'api' ? {} : { suricata: { baseUrl: suricata.url, token: wisproToken, promiseKey: 'id' } }),
    ...(source === 'suricata' ? {} : { api: { baseUrl: cloud.url, token: wisproApiToken } }),
    ...more,
  };
  const backend = createWispro(settings, { warn: (what, count) => warnings.push(`${what}: ${count}`) });
  opened.push(backend);
  return backend;
}

const find = (backend: Backend, kind: ClientKeyKind, value: string) =>
  backend.clients.find({ kind, value }, backgroundCall());

async function get(backend: Backend, kind: ClientKeyKind, value: string): Promise<ClientRecord> {
  const record = await find(backend, kind, value);
  if (record === null) throw new Error(`nobody by ${kind}`);
  return record;
}

async function invoicesOf(backend: Backend, client: ClientRecord) {
  const list = await backend.invoices?.list(client, backgroundCall());
  if (list === undefined) throw new Error('no invoices');
  return list;
}

async function promise(backend: Backend, contractId: string, day = '2025-03-12') {
  const client = await get(backend, 'CLIENT_ID', suspended.clientId);
  const contract = client.contracts[0];
  if (contract === undefined) throw new Error('no contract');
  return backend.promises?.create({ client, contract: { ...contract, contractId } }, day, backgroundCall());
}

describe.each(['suricata', 'api', 'both'] as const)('Wispro by %s', (source) => {
  const wispro = () => connect(source);

  it.each([
    ['DNI', paidAndPending.dni, paidAndPending.name],
    ['DOCUMENT', paidAndPending.dni, paidAndPending.name],
    ['DNI', '30.111.229', dottedDni.name],
    ['DOCUMENT', '30111229', dottedDni.name],
    ['CUIT', company.cuit, company.name],
    ['DOCUMENT', company.cuit, company.name],
    ['CUIT', '20301112298', dottedDni.name],
    ['COD', paddedCod.cod, paddedCod.name],
    ['COD', plainCod.cod, plainCod.name],
    ['CLIENT_ID', paidAndPending.clientId, paidAndPending.name],
    ['CLIENT_ID', String(dottedDni.publicId), dottedDni.name],
  ] as const)('finds a client by %s %s', async (kind, value, name) => {
    expect(await find(wispro(), kind, value)).toMatchObject({ name });
  });

  it('finds nobody by what nobody has', async () => {
    for (const [kind, value] of [
      ['DNI', '20999999'],
      ['CUIT', '20209999995'],
      ['COD', 'no-such'],
      ['CLIENT_ID', 'd0000000-0000-4000-8000-000000099999'],
      ['CLIENT_ID', '77777777'],
    ] as const) {
      expect([kind, await find(wispro(), kind, value)]).toEqual([kind, null]);
    }
  });

  it('refuses a key that cannot be one before it asks', async () => {
    for (const [kind, value] of [
      ['DNI', '12'],
      ['CUIT', '20301112290'],
      ['COD', 'a b'],
      ['CLIENT_ID', '../x'],
    ] as const) {
      await expect(find(wispro(), kind, value)).rejects.toThrow(BadUserInput);
    }
    expect([...suricata.calls, ...cloud.calls]).toEqual([]);
  });

  it('names clients, contracts and invoices by the same ids', async () => {
    const backend = wispro();
    const client = await get(backend, 'DNI', threeContracts.dni);
    const { enabled, disabled, alerted } = threeContracts.contracts;
    expect(client.id).toBe(encodeId('Client', 'WISPRO', threeContracts.clientId));
    expect(client.contracts.map(({ id }) => id)).toEqual(
      [enabled, disabled, alerted].map((id) => encodeId('Contract', 'WISPRO', threeContracts.clientId, id)),
    );
    const { invoices } = await invoicesOf(backend, client);
    expect(new Set(invoices.map(({ id }) => id))).toEqual(
      new Set(
        Object.values(threeContracts.invoices).map((id) => encodeId('Invoice', 'WISPRO', threeContracts.clientId, id)),
      ),
    );
  });

  it('keeps the state of each contract, and the province apart from it', async () => {
    const client = await get(wispro(), 'DNI', threeContracts.dni);
    expect(client.contracts.map(({ status }) => status)).toEqual(['ACTIVE', 'SUSPENDED', 'ACTIVE']);
    expect(client).toMatchObject({ status: 'ACTIVE', province: 'Buenos Aires', country: 'Argentina', location: null });
    expect(await get(wispro(), 'DNI', suspended.dni)).toMatchObject({ status: 'SUSPENDED' });
  });

  it.each([nulls, blanks, missing])('reads a record without its optional values: $name', async ({ dni, name }) => {
    const client = await get(wispro(), 'DNI', dni);
    expect(client).toMatchObject({ name, status: 'ACTIVE', email: null, phones: [], address: null, city: null });
    expect(client.contracts).toMatchObject([{ startDate: null, planId: null, ip: null, pppoeUsername: null }]);
  });

  it('lets no secret out', async () => {
    const backend = wispro();
    const clients = [
      await get(backend, 'DNI', nulls.dni),
      await get(backend, 'DNI', paidAndPending.dni),
      ...((await backend.clients.list?.(backgroundCall()))?.records ?? []),
    ];
    const text = JSON.stringify([clients, await invoicesOf(backend, clients[1] as ClientRecord)]);
    for (const secret of Object.values(plantedSecrets)) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/pass|login|clave|secret|token/i);
  });

  it('shows the invoices of every state, and no stranger’s', async () => {
    const backend = wispro();
    const { invoices } = await invoicesOf(backend, await get(backend, 'DNI', everyState.dni));
    const states = invoices.map(({ state }) => state).sort();
    expect(states).toEqual(['AUTHORIZATION_ERROR', 'AUTHORIZING', 'DRAFT', 'ISSUING', 'PAID', 'PENDING', 'VOID']);
    expect(JSON.stringify(invoices)).not.toContain(stranger.invoices.foreign);
    const pending = invoices.find(({ invoiceId }) => invoiceId === everyState.invoices.pending);
    expect(pending).toMatchObject({ total: { amount: '15000.50', currency: 'ARS' }, dueDate: '2025-03-10' });
  });

  it('has the links of an invoice that can be paid, and no log-in among them', async () => {
    const links = await wispro().paymentLinks?.links(invoiceOf(paidAndPending.invoices.pending), backgroundCall());
    expect(links).toMatchObject([{ url: expect.stringContaining(paidAndPending.invoices.pending) }]);
    expect(await wispro().paymentLinks?.links(invoiceOf(paidAndPending.invoices.paid), backgroundCall())).toEqual([]);
  });

  it('records a promise once, and says which day', async () => {
    const backend = wispro();
    const outcome = await promise(backend, suspended.contracts.disabled);
    expect(outcome).toEqual({ kind: 'done', value: { reference: expect.any(String), validUntil: '2025-03-12' } });
    expect(promises).toMatchObject([{ contractId: suspended.contracts.disabled, validUntil: '2025-03-12' }]);
    expect(await get(backend, 'DNI', suspended.dni)).toMatchObject({ status: 'ACTIVE' });
    expect(await promise(backend, 'c0000000-0000-4000-8000-000000099999')).toEqual({ kind: 'not-found' });
  });

  it.each(['before', 'after'] as const)('does not know how a promise ended that was cut off %s it', async (when) => {
    const backend = wispro();
    suricata.fault({ route: '/api/pp', fault: { kind: 'reset', when } });
    cloud.fault({ route: 'POST', fault: { kind: 'reset', when } });
    expect(await promise(backend, suspended.contracts.disabled)).toEqual({ kind: 'unknown' });
    expect(promises).toHaveLength(when === 'after' ? 1 : 0);
    const writes = [...suricata.calls, ...cloud.calls].filter(({ route }) => /api\/pp|POST/.test(route));
    expect(writes).toHaveLength(1);
  });
});

describe('the API', () => {
  it('adds balance, plan and number to a client', async () => {
    const client = await get(connect('api'), 'DNI', suspended.dni);
    expect(client).toMatchObject({
      outstandingBalance: { amount: '12345.50', currency: 'ARS' },
      planName: cloudPlans[0]?.name,
      planPrice: { amount: '15000.00', currency: 'ARS' },
      key: { kind: 'CLIENT_ID', value: suspended.clientId },
    });
    expect(client.externalIds).toContainEqual({ backend: 'WISPRO', kind: 'CLIENT_ID', value: suspended.clientId });
  });

  it('gives a client without a contract its id, and then its status is unknown', async () => {
    const client = await get(connect('api'), 'DNI', withoutContracts.dni);
    expect(client).toMatchObject({ id: encodeId('Client', 'WISPRO', withoutContracts.clientId), status: 'UNKNOWN' });
    expect(client).toMatchObject({ contracts: [], outstandingBalance: { amount: '0.00' } });
  });

  it.each(['null', 'missing', 'renamed'] as const)(
    'has no balance when it is %s (cloud contract T7)',
    async (balance) => {
      cloud.settings({ balance });
      expect(await get(connect('api'), 'DNI', suspended.dni)).toMatchObject({ outstandingBalance: null });
    },
  );

  it.each(['number', 'comma', 'grouped'] as const)('reads a balance as %s (cloud contract A-02)', async (moneyAs) => {
    cloud.settings({ moneyAs });
    const client = await get(connect('api'), 'DNI', suspended.dni);
    expect(client.outstandingBalance).toEqual({ amount: '12345.50', currency: 'ARS' });
  });

  it('lists everybody, page after page, with their contracts (cloud contract T18)', async () => {
    const list = await connect('api').clients.list?.(backgroundCall());
    expect(list?.completeness).toBe('WHOLE');
    expect(list?.records.map(({ id }) => id)).toEqual(cloud.clients.map(({ id }) => encodeId('Client', 'WISPRO', id)));
    const three = list?.records.find(({ name }) => name === threeContracts.name);
    expect(three?.contracts).toHaveLength(3);
    cloud.settings({ perPageCap: 50 });
    expect((await connect('api').clients.list?.(backgroundCall()))?.records).toHaveLength(cloud.clients.length);
  });

  it('reads a list that moves once more, and else says that it is partial (cloud contract T14)', async () => {
    cloud.settings({ moving: 'once', perPageCap: 50 });
    const list = await connect('api').clients.list?.(backgroundCall());
    expect(list?.completeness).toBe('WHOLE');
    // The count of ids was right at the first reading as well, which lacked whoever moved up to the page before.
    expect(list?.records.map(({ name }) => name)).toContain(cloud.clients[50]?.name);
    expect(list?.records).toHaveLength(cloud.clients.length - 1);
    cloud.settings({ moving: 'always' });
    expect((await connect('api').clients.list?.(backgroundCall()))?.completeness).toBe('PARTIAL');
  });

  it('does not take the first of everybody for the client (cloud contract T4)', async () => {
    cloud.settings({ documentFilter: 'ignored', idFilter: 'ignored', taxFilter: 'ignored', perPageCap: 50 });
    const backend = connect('api');
    for (const [kind, value] of [
      ['DNI', paidAndPending.dni],
      ['COD', paddedCod.cod],
      ['CUIT', company.cuit],
      ['CLIENT_ID', String(dottedDni.publicId)],
      ['CLIENT_ID', paidAndPending.clientId],
    ] as const) {
      expect(await failure(find(backend, kind, value))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    }
    // One page tells that the filter is ignored: the others are not read.
    expect(cloud.calls.filter(({ path }) => /[?&]page=[2-9]/.test(path))).toEqual([]);
  });

  it('shows no invoice by a filter that is not proven (cloud contract T29)', async () => {
    const backend = connect('api');
    const client = await get(backend, 'DNI', paidAndPending.dni);
    cloud.settings({ idFilter: 'ignored' });
    expect(await failure(invoicesOf(backend, client))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });

  it('refuses to choose among several clients under one document (cloud contract T13)', async () => {
    expect(await failure(find(connect('api'), 'DNI', sharedDniFirst.dni))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      retryable: false,
    });
  });

  it('has every invoice, newest first (cloud contract T19)', async () => {
    const backend = connect('api');
    const sixty = await invoicesOf(backend, await get(backend, 'COD', cloudCases.sixtyInvoices.cod));
    expect(sixty.invoices.map(({ invoiceId }) => invoiceId)).toEqual(cloudCases.sixtyInvoices.invoices);
    expect(sixty.isTruncated).toBe(false);
    const many = await invoicesOf(backend, await get(backend, 'DNI', manyInvoices.dni));
    expect([many.invoices.length, many.isTruncated]).toEqual([25, false]);
  });

  it.each([
    ['VE', 'V12345678', cloudCases.lettered.name],
    ['VE', '12345678', cloudCases.lettered.name],
    ['EC', '1712345678001', cloudCases.longDocument.name],
    ['CO', '30111229', dottedDni.name],
  ] as const)('spells a document as it is stored in %s: %s (cloud contract T5)', async (country, document, name) => {
    const backend = connect('api', { locality: { ...locality, country } });
    expect(await find(backend, 'DOCUMENT', document)).toMatchObject({ name });
  });

  it('reads a record in a list of one (cloud contract T3)', async () => {
    cloud.settings({ recordAs: 'list' });
    const backend = connect('api');
    expect(await get(backend, 'CLIENT_ID', suspended.clientId)).toMatchObject({ name: suspended.name });
    expect(await promise(backend, suspended.contracts.disabled)).toMatchObject({ kind: 'done' });
  });

  it('shows a client whose account or plans the key does not open (cloud contract A-21)', async () => {
    cloud.settings({ closedArea: 'current_account' });
    expect(await get(connect('api'), 'DNI', suspended.dni)).toMatchObject({ outstandingBalance: null });
    cloud.settings({ closedArea: 'plans' });
    expect(await get(connect('api'), 'DNI', suspended.dni)).toMatchObject({ planName: null });
    cloud.settings({ closedArea: 'contracts' });
    expect(await failure(find(connect('api'), 'DNI', suspended.dni))).toMatchObject({ code: 'UPSTREAM_AUTH_FAILED' });
  });

  it.each([
    ['envelope 401', cloudFaults.envelope(401), 'UPSTREAM_AUTH_FAILED'],
    ['envelope 402', cloudFaults.envelope(402), 'UPSTREAM_AUTH_FAILED'],
    ['envelope 500', cloudFaults.envelope(500, 'pt'), 'UPSTREAM_UNAVAILABLE'],
    ['envelope 400', cloudFaults.envelope(400), 'UPSTREAM_BAD_RESPONSE'],
    ['a text 401', cloudFaults.textStatus(401), 'UPSTREAM_AUTH_FAILED'],
    ['HTTP 401', cloudFaults.http(401), 'UPSTREAM_AUTH_FAILED'],
    ['HTTP 429', cloudFaults.rateLimited('7'), 'UPSTREAM_RATE_LIMITED'],
    ['a page with 404', cloudFaults.html(404), 'UPSTREAM_BAD_RESPONSE'],
    ['a page with 200', cloudFaults.html(200), 'UPSTREAM_BAD_RESPONSE'],
    ['a page with 502', cloudFaults.html(502), 'UPSTREAM_UNAVAILABLE'],
    ['nothing', cloudFaults.empty, 'UPSTREAM_BAD_RESPONSE'],
    ['other JSON', cloudFaults.otherJson, 'UPSTREAM_BAD_RESPONSE'],
    ['a redirect', cloudFaults.redirect('http://127.0.0.1:9/'), 'UPSTREAM_BAD_RESPONSE'],
    ['half an answer', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE'],
    ['a reset', { kind: 'reset', when: 'before' }, 'UPSTREAM_UNAVAILABLE'],
  ] as const)('does not take %s for absence (cloud contract T1, T2)', async (_, fault, code) => {
    cloud.fault({ fault });
    const error = await failure(find(connect('api'), 'CLIENT_ID', suspended.clientId));
    expect(error).toMatchObject({ code });
    expect(JSON.stringify([error, error.cause, error.message])).not.toMatch(/c10dc10d|Suárez|30111/);
  });

  it('takes the envelope’s 404 for absence', async () => {
    cloud.fault({ fault: cloudFaults.textStatus(404) });
    expect(await find(connect('api'), 'CLIENT_ID', suspended.clientId)).toBeNull();
  });

  it.each([
    ['never answers', { kind: 'hang', when: 'before' }],
    ['falls silent in the middle', { kind: 'stall' }],
  ] as const)('gives up in time on one that %s', async (_, fault) => {
    cloud.fault({ fault });
    const hung = connect('api').clients.find({ kind: 'CLIENT_ID', value: suspended.clientId }, backgroundCall(300));
    expect(await failure(hung)).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  it('sends the bare key, in a header alone, and nothing that it must not', async () => {
    const backend = connect('api');
    const client = await get(backend, 'DNI', suspended.dni);
    await invoicesOf(backend, client);
    await promise(backend, suspended.contracts.disabled);
    await backend.clients.list?.(backgroundCall());
    expect(cloud.trips).toEqual([]);
  });

  it.each([
    ['envelope412', 'refused'],
    ['http422', 'refused'],
    ['never', 'done'],
  ] as const)('reads a second promise, answered by %s, as %s (cloud contract A-09)', async (promiseRefusal, kind) => {
    cloud.settings({ promiseRefusal });
    const backend = connect('api');
    await promise(backend, suspended.contracts.disabled);
    expect(await promise(backend, suspended.contracts.disabled)).toMatchObject({ kind });
  });
});

describe.each(['api', 'both'] as const)('a client by phone, by %s', (source) => {
  const phone = '+5492262400003';

  it('is found in the list, and read as it is now (cloud contract A-04)', async () => {
    const backend = connect(source);
    expect(await find(backend, 'PHONE', phone)).toMatchObject({ name: suspended.name, status: 'SUSPENDED' });
    expect(await find(backend, 'PHONE', '+5492262499999')).toBeNull();
    const lists = cloud.calls.filter(({ route }) => route === 'GET /api/v1/clients');
    expect(lists).toHaveLength(Math.ceil(cloud.clients.length / 100));
    await fetch(`${cloud.url}/api/v1/clients/${suspended.clientId}?phone_mobile=%2B5492262411111`, {
      method: 'PUT',
      headers: { authorization: wisproApiToken },
    });
    expect(await find(backend, 'PHONE', phone)).toBeNull();
    const fresh = { ...backgroundCall(), isFresh: true };
    const moved = await backend.clients.find({ kind: 'PHONE', value: '+5492262411111' }, fresh);
    expect(moved).toMatchObject({ name: suspended.name });
  });

  it('is not absent because the list could not be read, or was not whole', async () => {
    const backend = connect(source);
    cloud.settings({ moving: 'always', perPageCap: 50 });
    expect(await failure(find(backend, 'PHONE', '+5492262499999'))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    cloud.fault({ fault: cloudFaults.html(502) });
    expect(await failure(find(backend, 'PHONE', phone))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('is read once for all who ask together, though the first leaves', async () => {
    const backend = connect(source);
    const leaving = new AbortController();
    const first = backend.clients.find(
      { kind: 'PHONE', value: phone },
      { ...backgroundCall(), signal: leaving.signal },
    );
    const second = find(backend, 'PHONE', phone);
    leaving.abort();
    await first.catch(() => undefined);
    expect(await second).toMatchObject({ name: suspended.name });
    expect(cloud.calls.filter(({ route }) => route === 'GET /api/v1/clients')).toHaveLength(1);
  });
});

describe('both', () => {
  it('can do what either can', () => {
    expect(connect('both').status().capabilities).toEqual([
      'CLIENT_LOOKUP',
      'CLIENT_LIST',
      'IDENTITY_CHECK',
      'TICKETS',
      'PLANS',
      'CONTRACTS',
      'INVOICES',
      'PAYMENT_LINKS',
      'PAYMENT_PROMISES',
      'ACCOUNT',
      'PAYMENTS',
      'PAYMENT_ENTRY',
      'CLIENT_TICKETS',
      'CONTACT_DETAILS',
    ]);
    expect(connect('api').status().capabilities).toEqual(connect('both').status().capabilities);
    expect(connect('suricata').status().capabilities).not.toContain('CLIENT_LIST');
  });

  it('take the names of access servers from the integration, once for each', async () => {
    const backend = connect('both');
    const nameOf = async (dni: string) => (await get(backend, 'DNI', dni)).contracts[0]?.accessServer?.name;
    expect(await nameOf(paidAndPending.dni)).toBe('RDA-10-PRU');
    expect(suricata.calls).toHaveLength(1);
    expect(await nameOf(suspended.dni)).toBe('RDA-10-PRU');
    expect(suricata.calls).toHaveLength(1);
    suricata.fault({ fault: wisproFaults.htmlError });
    const other = await get(connect('both'), 'DNI', paidAndPending.dni);
    expect(other.contracts[0]?.accessServer).toMatchObject({ name: null });
  });

  it('answer through the integration while the API is down, under the same ids', async () => {
    cloud.fault({ fault: cloudFaults.html(502) });
    const backend = connect('both');
    const client = await get(backend, 'DNI', threeContracts.dni);
    expect(client.id).toBe(encodeId('Client', 'WISPRO', threeContracts.clientId));
    expect(client).toMatchObject({ outstandingBalance: null });
    expect((await invoicesOf(backend, client)).invoices).toHaveLength(3);
    expect(backend.status().state).toBe('DEGRADED');
  });

  it('answer through the integration in time while the API is silent', async () => {
    cloud.fault({ fault: { kind: 'stall' } });
    const found = connect('both').clients.find({ kind: 'DNI', value: suspended.dni }, backgroundCall(6_500));
    expect(await found).toMatchObject({ name: suspended.name });
  });

  it('answer through the API while the integration is down', async () => {
    suricata.fault({ fault: wisproFaults.htmlError });
    const backend = connect('both');
    const client = await get(backend, 'DNI', paidAndPending.dni);
    expect((await invoicesOf(backend, client)).invoices).toHaveLength(2);
    expect(
      await backend.paymentLinks?.links(invoiceOf(paidAndPending.invoices.pending), backgroundCall()),
    ).toHaveLength(1);
  });

  it('fail when both do, and as the first did', async () => {
    suricata.fault({ fault: wisproFaults.htmlError });
    cloud.fault({ fault: cloudFaults.envelope(401) });
    expect(await failure(find(connect('both'), 'DNI', paidAndPending.dni))).toMatchObject({
      code: 'UPSTREAM_AUTH_FAILED',
    });
  });

  it('do not ask the integration for the first of several', async () => {
    expect(await failure(find(connect('both'), 'DNI', sharedDniFirst.dni))).toMatchObject({ retryable: false });
    expect(suricata.calls).toEqual([]);
  });

  it('know a client by the key that the integration made, though the API has an id for the same one', async () => {
    const sealed = await get(connect('suricata'), 'DNI', withoutContracts.dni);
    const [key = ''] = decodeId(sealed.id)?.key ?? [];
    expect(key.startsWith('~')).toBe(true);
    const backend = connect('both');
    const found = await get(backend, 'CLIENT_ID', key);
    expect(found.id).toBe(sealed.id);
    expect(await invoicesOf(backend, found)).toMatchObject({ invoices: [] });
    expect(await find(connect('api'), 'CLIENT_ID', key)).toBeNull();
    expect((await get(backend, 'DNI', withoutContracts.dni)).id).not.toBe(sealed.id);
  });

  it('send a promise where the installation says, and never to the other', async () => {
    const sent = () => [suricata.calls, cloud.calls].map((calls) => calls.filter(isWrite).length);
    const isWrite = ({ route }: { readonly route: string }): boolean => /api\/pp|POST/.test(route);
    suricata.fault({ route: '/api/pp', fault: { kind: 'hang', when: 'before' } });
    const backend = connect('both');
    const client = await get(backend, 'DNI', suspended.dni);
    const [contract = null] = client.contracts;
    const target = { client, contract };
    expect(await backend.promises?.create(target, '2025-03-12', backgroundCall(400))).toEqual({ kind: 'unknown' });
    expect(sent()).toEqual([1, 0]);
    expect(await promise(connect('both', { promisesBy: 'api' }), suspended.contracts.disabled)).toMatchObject({
      kind: 'done',
    });
    expect(sent()).toEqual([1, 1]);
  });
});

describe('an inspection', () => {
  const statuses = async (source: Source) => {
    const inspection = await connect(source).inspect?.([paidAndPending.dni]);
    return (inspection?.diagnostics ?? []).map(({ check, status }) => `${check}: ${status}`);
  };

  it('looks at the API, and at both where there are both', async () => {
    const own = [
      'reachable: ok',
      'credentials: ok',
      'lists: ok',
      'filters: ok',
      'shape of GET /api/v1/clients: ok',
      'shape of GET /api/v1/contracts: ok',
      'shape of GET /api/v1/invoicing/invoices: ok',
      'areas: ok',
      'payments: ok',
      // Two categories have one name.
      'subjects: warning',
      'clock: ok',
      'latency: ok',
    ];
    // The seed has keys that the contract does not know.
    const seen = (lines: readonly string[]) => lines.map((line) => line.replace(/(shape.*): warning/, '$1: ok'));
    expect(seen(await statuses('api'))).toEqual(own);
    expect(seen(await statuses('both')).slice(0, own.length)).toEqual(own);
    expect((await statuses('both')).length).toBeGreaterThan(own.length + 3);
  });

  it('says which of key, filter and address is at fault, and no secret', async () => {
    cloud.settings({ idFilter: 'ignored' });
    expect(await statuses('api')).toContain('filters: fault');
    cloud.settings({ closedArea: 'help_desk' });
    expect(await statuses('api')).toContain('areas: warning');
    const areas = (await connect('api').inspect?.([]))?.diagnostics.find(({ check }) => check === 'areas');
    expect(areas?.message).toBe('the API does not show with this key: tickets, subjects of tickets');
    cloud.settings({ closedArea: 'current_account' });
    expect(await statuses('api')).toContain('areas: warning');
    cloud.settings({ licence: 'expired' });
    expect(await statuses('api')).toContain('credentials: fault');
    cloud.fault({ fault: cloudFaults.html(502) });
    expect(await statuses('api')).toContain('reachable: fault');
    cloud.reset();
    const text = JSON.stringify((await connect('both').inspect?.([]))?.diagnostics);
    expect(text).not.toMatch(/c10dc10d|wispro-planted|30111|SUÁREZ/);
  });
});
