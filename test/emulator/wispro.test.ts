import { afterAll, afterEach, expect, test } from 'vitest';
import * as emulator from '../../src/emulator/wispro/index.js';

const { plantedSecrets, wisproCases: cases, wisproFaults: faults, wisproSettingValues: values } = emulator;
const { suspended, threeContracts, paidAndPending, everyState } = cases;
const notFound = { status: 404, meta: {}, message: 'Record not found', errors: {} };
const noon = new Date('2025-03-10T12:00:00-03:00');
let clock = noon;
const wispro = await emulator.startWispro({ today: () => clock });

afterEach(() => {
  clock = noon;
  wispro.reset();
});
afterAll(() => wispro.close());

const ask = (route: string, parameters: Record<string, string>, token = emulator.wisproToken): Promise<Response> =>
  fetch(`${wispro.url}/api/${route}?${new URLSearchParams({ token, ...parameters })}`, { redirect: 'manual' });
const read = async (route: string, query: Record<string, string>) => JSON.parse(await (await ask(route, query)).text());
const data = (type: string, q: string) => read('data', { type, q });
const invoicing = (type: string, q: string) => read('invoicing', { type, q });
const all = (rows: Record<string, unknown>[], key: string) => rows.map((row) => row[key]);
const set = (settings: object) =>
  fetch(`${wispro.url}/__emulator/settings`, { method: 'POST', body: JSON.stringify(settings) });

test('a subscriber without contracts has no id anywhere on the wire', async () => {
  const client = await data('dni', cases.withoutContracts.dni);
  expect(client).toMatchObject({ a_status: null, connections: null, connections_qty: 0, contracts: [] });
  expect(JSON.stringify(client)).not.toContain(cases.withoutContracts.clientId);
});

test('a subscriber has sorted keys, a province for its state and a secret for every contract', async () => {
  const client = await data('dni', paidAndPending.dni);
  expect(Object.keys(client)).toEqual(Object.keys(client).sort());
  expect([client.state, client.a_status, client.id]).toEqual(['Buenos Aires', 'enabled', undefined]);
  expect(client.link_mobile_login).toContain(plantedSecrets.loginLink);
  const ids = { id: paidAndPending.contracts.enabled, public_id: 15001, client_id: paidAndPending.clientId };
  expect(client.contracts[0]).toMatchObject({ ...ids, cpe_port: '80', longitude: '-58.74999999999999' });
  const { contracts } = await data('dni', threeContracts.dni);
  expect(JSON.stringify(contracts).split(plantedSecrets.pppoePassword)).toHaveLength(4);
});

test('a subscriber shows one access server for three contracts, or all of them when set', async () => {
  const one = await data('dni', threeContracts.dni);
  expect(one.connections.id).toBe(one.contracts[0].server_configuration_id);
  expect(all(one.contracts, 'state')).toEqual(['enabled', 'disabled', 'alerted']);
  wispro.settings({ connectionsAs: 'array' });
  expect((await data('dni', threeContracts.dni)).connections).toHaveLength(2);
});

test.each([
  ['a document stored with dots only with its dots', 'dni', '30111229', '30.111.229', cases.dottedDni],
  ['a tax id stored with dashes only with its dashes', 'cuit', '20301112298', '20-30111229-8', cases.dottedDni],
  ['a company by its tax id alone', 'cuit', '30-71234567-1', '30712345671', cases.company],
  ['a code with all of its zeros', 'cod', '0005215', '005215', cases.paddedCod],
  ['a code without zeros, which is the public id of another', 'cod', '05215', '5215', cases.plainCod],
  ['a public id, which is the code of another', 'id', '005215', '5215', cases.dottedDni],
  ['a UUID', 'id', cases.plainCod.clientId.toUpperCase(), cases.plainCod.clientId, cases.plainCod],
])('a subscriber is found: %s', async (_title, type, wrong, right, { name }) => {
  expect(await data(type, wrong)).toEqual(notFound);
  expect(await data(type, right)).toMatchObject({ name });
});

test('a subscriber hides another of the same document, or comes with it when set', async () => {
  const { dni, name } = cases.sharedDniFirst;
  expect(await data('dni', dni)).toMatchObject({ name });
  expect((await invoicing('dni', dni)).data).toHaveLength(1);
  wispro.settings({ ambiguousAs: 'array' });
  expect(all(await data('dni', dni), 'name')).toEqual([name, cases.sharedDniSecond.name]);
  expect((await invoicing('dni', dni)).data).toHaveLength(2);
});

test('a subscriber may have everything optional null, blank or missing, and a company its texts', async () => {
  const absences = new Map([[cases.nulls.dni, null] as const, [cases.blanks.dni, ''], [cases.missing.dni, undefined]]);
  for (const [dni, absent] of absences) {
    const client = await data('dni', dni);
    expect([client.phone, client.contracts[0].ip, client.a_status]).toEqual([absent, absent, absent]);
    expect(client).toMatchObject({ nuevo_campo: { valor: 1 }, password: plantedSecrets.clientPassword });
    expect((await invoicing('dni', dni)).data[1].balance).toBe(absent);
  }
  const company = await data('cuit', cases.company.cuit);
  expect([company.national_identification_number, company.contracts[0].latitude]).toEqual(['', '']);
});

test('a subscriber is one of more than five hundred, the same for the same seed, no two with one key', async () => {
  expect(wispro.clients.length).toBeGreaterThanOrEqual(516);
  expect(wispro.clients.filter(({ dni }) => emulator.sharedDnis.includes(dni))).toHaveLength(40);
  const again = await emulator.startWispro({ today: () => noon });
  await again.close();
  expect(again.clients).toEqual(wispro.clients);
  const keys = wispro.clients.flatMap(({ id, publicId, cod }) => [id, `public ${publicId}`, `cod ${cod}`]);
  expect(new Set(keys).size).toBe(keys.length);
});

const contract = suspended.contracts.disabled;
const promise = async (codcli: string = contract, fecha = '20250312') => (await ask('pp', { codcli, fecha })).json();

test('a promise is written by GET as often as it is asked for', async () => {
  const [at, id] = ['2025-03-10T12:00:00.000-03:00', '70000000-0000-4000-8000-000000000001'];
  const row = { id, valid_until: '2025-03-12', contract_id: contract, created_at: at, updated_at: at };
  expect(await promise()).toEqual({ status: 200, meta: { object: 'payment_promise' }, data: row });
  await promise();
  expect(wispro.promises).toMatchObject([{ contractId: contract }, { validUntil: '2025-03-12' }]);
  expect(await (await fetch(`${wispro.url}/__emulator/promises`)).json()).toEqual(wispro.promises);
});

test('a promise keeps the contract enabled through its last day in Buenos Aires, and no longer', async () => {
  const stateAt = async (instant: string) => {
    clock = new Date(instant);
    return (await data('dni', suspended.dni)).contracts[0].state;
  };
  await promise();
  expect(await stateAt('2025-03-12T23:30:00-03:00')).toBe('enabled');
  expect(await stateAt('2025-03-13T00:10:00-03:00')).toBe('disabled');
});

test.each([
  ['an error page', faults.htmlError],
  ['a reset', { kind: 'reset', when: 'before' }],
] as const)('a promise is kept behind %s after it, not before it', async (_title, fault) => {
  wispro.fault({ route: 'GET /api/pp', fault, times: 1 });
  wispro.fault({ route: 'GET /api/pp', fault: emulator.afterEffect(fault) });
  await expect(promise()).rejects.toThrow();
  await expect(promise()).rejects.toThrow();
  expect(wispro.promises).toHaveLength(1);
});

test('a promise takes a real date and a contract by id, or when set by public id and only if suspended', async () => {
  for (const fecha of ['2025-03-12', '20250230', '250312', '20251301', '']) {
    expect(await promise(contract, fecha)).toMatchObject({ status: 400, message: 'Invalid record' });
  }
  expect(await promise('15005')).toEqual(notFound);
  wispro.settings({ promiseKey: 'public_id' });
  expect(await promise()).toEqual(notFound);
  expect(wispro.promises).toEqual([]);
  wispro.settings({ refuseIfActive: true });
  expect(await promise('15001')).toMatchObject({ status: 412, message: 'Can not be applied' });
  expect(await promise('15005')).toMatchObject({ data: { contract_id: contract } });
  expect(await promise('15005')).toMatchObject({ status: 412 });
});

test.each(values.promiseShape)('a promise read as %s is written unless refused', async (promiseShape) => {
  wispro.settings({ promiseShape });
  expect((await ask('pp', { codcli: contract, fecha: '20250312' })).status).toBe(200);
  expect(wispro.promises).toHaveLength(promiseShape.startsWith('refused') ? 0 : 1);
  if (promiseShape === 'shortened') expect(wispro.promises[0]?.validUntil).toBe('2025-03-11');
});

test('an invoice beyond the twentieth is announced and not sent; nobody and somebody without any look alike', async () => {
  const { data: rows, meta } = await invoicing('dni', cases.manyInvoices.dni);
  expect(rows).toHaveLength(20);
  expect(meta.pagination).toEqual({ total_records: 25, total_pages: 2, per_page: 20, current_page: 1 });
  expect(await invoicing('dni', cases.withoutContracts.dni)).toEqual(await invoicing('dni', '1'));
});

test('an invoice is in one of seven states, its money a number, a text or a text with a comma', async () => {
  const rows: Record<string, unknown>[] = (await invoicing('dni', everyState.dni)).data;
  const own = rows.filter((row) => row.id !== cases.stranger.invoices.foreign);
  expect([rows.length, all(own, 'state')]).toEqual([8, Object.keys(everyState.invoices)]);
  expect(all(own, 'amount')).toEqual([15000, '15000.5', '15000,00', '15000.0', '15000,50', 15000.5, '15000.0']);
  expect(own[0]).toMatchObject({ state: 'draft', issued_at: null, invoice_number: null });
  expect([own[3]?.contract_id, own[4]?.first_due_date]).toEqual([null, '2025-03-10T23:30:00.000-03:00']);
});

test('an invoice of a stranger comes to everybody when set, and those of all when the filter is lost', async () => {
  const ids = async () => all((await invoicing('dni', threeContracts.dni)).data, 'id');
  expect(await ids()).toEqual(Object.values(threeContracts.invoices));
  wispro.settings({ foreignInvoice: true });
  expect(await ids()).toContain(cases.stranger.invoices.foreign);
  wispro.settings({ ignoreFilter: true });
  expect(await ids()).toHaveLength(20);
  expect(await data('dni', threeContracts.dni)).toMatchObject({ name: paidAndPending.name });
});

test.each(values.invoicingShape)('an invoice comes in a list read as %s', async (invoicingShape) => {
  wispro.settings({ invoicingShape });
  const body = await (await ask('invoicing', { type: 'dni', q: suspended.dni })).text();
  expect(body.includes(suspended.invoices.pending)).toBe(!/^(empty|null)/.test(invoicingShape));
  if (invoicingShape === 'suricata') expect(JSON.parse(body).cuenta).toMatchObject([{ saldo: 12345.5 }]);
});

test('an invoice adds up, and has links while it is pending, found by its number only when set', async () => {
  const { pending, paid } = paidAndPending.invoices;
  const sums = { amount: '15000.0', tax_amount: '2603.31', net_amount: '12396.69' };
  expect((await invoicing('dni', paidAndPending.dni)).data).toMatchObject([
    { ...sums, balance: '15000.0', invoice_number: '00000123', to: '2025-03-31', items: [sums] },
    { ...sums, balance: '0.0', state: 'paid', from: '2025-02-01', to: '2025-02-28' },
  ]);
  const links = { id: pending, payment_links: [{ name: 'Mercado Pago', link: emulator.wisproPaymentLink(pending) }] };
  expect((await read('payment', { q: pending })).data).toEqual(links);
  expect((await read('payment', { q: paid })).data).toEqual([]);
  expect(await read('payment', { q: '00000123' })).toEqual(notFound);
  wispro.settings({ acceptInvoiceNumber: true, linksInInvoicing: true });
  expect(all((await invoicing('dni', paidAndPending.dni)).data, 'payment_links')).toEqual([links.payment_links, []]);
  expect((await read('payment', { q: '00000123' })).data).toEqual(links);
});

test.each(values.paymentShape)('an invoice has links read as %s', async (paymentShape) => {
  wispro.settings({ paymentShape });
  const body = await (await ask('payment', { q: suspended.invoices.pending })).text();
  expect(body.includes(emulator.wisproPaymentLink(suspended.invoices.pending))).toBe(!/^e/.test(paymentShape));
});

test('the door refuses a bad token first, then a strange type, both with HTTP 200, unless set otherwise', async () => {
  for (const answer of [await ask('pp', {}, 'wrong'), await fetch(`${wispro.url}/api/data`)]) {
    expect([answer.status, await answer.text()]).toEqual([200, '{"error token":"error de credenciales"}']);
  }
  for (const type of ['DNI', 'toString', '']) expect(await data(type, '5215')).toMatchObject({ status: 400 });
  wispro.settings({ badToken: 'http401', ignoreType: true });
  expect((await ask('data', {}, 'wrong')).status).toBe(401);
  expect(await data('nombre', '5215')).toMatchObject({ name: cases.dottedDni.name });
});

test('the door answers an unknown client as set over the control door, until a reset', async () => {
  const bodies = { emptyArray: '[]', null: 'null', empty: '', http404: JSON.stringify(notFound) };
  for (const [unknownClient, body] of Object.entries(bodies)) {
    await set({ unknownClient, somethingElse: 1 });
    const answer = await ask('data', { type: 'dni', q: '1' });
    expect([answer.status, await answer.text()]).toEqual([unknownClient === 'http404' ? 404 : 200, body]);
  }
  await expect(set({ unknownClient: 'nonsense' })).rejects.toThrow();
  wispro.reset();
  expect(await data('dni', '1')).toEqual(notFound);
});

test('the door takes no other verb, and masks what it logs', async () => {
  const url = `${wispro.url}/api/pp?token=${emulator.wisproToken}&q=30111222&codcli=1`;
  const verbs = ['POST', 'PUT', 'DELETE', 'HEAD'];
  for (const method of verbs) expect((await fetch(url, { method })).status).toBe(405);
  expect(wispro.calls.map(({ route }) => route)).toEqual(verbs.map((verb) => `${verb} /api/pp`));
  expect(wispro.calls[0]?.path).toBe('/api/pp?token=***&q=***&codcli=1');
});

test.each([
  ['brThenJson', faults.brThenJson, 200, /^<br><br>\{"a_status"/],
  ['phpWarning', faults.phpWarning, 200, /^<br \/>\n<b>Warning<\/b>.*\n\{"a_status"/],
  ['concatenated', faults.concatenated, 200, /\}\{"a_status"/],
  ['bom', faults.bom, 200, /^\uFEFF\{"a_status"/],
  ['gzip', faults.gzip, 200, /^\{"a_status"/, 'content-encoding', 'gzip'],
  ['textHtml', faults.textHtml, 200, /^\{"a_status"/, 'content-type', 'text/html; charset=UTF-8'],
  ['envelope402', faults.envelope402, 200, /^\{"status":402,"meta":\{\},"message":"Se requiere pago"/],
  ['redirectElsewhere', faults.redirectElsewhere('http://a.test/'), 301, /^$/, 'location', 'http://a.test/'],
  ['rateLimited', faults.rateLimited('1'), 429, /Too Many/, 'retry-after', '1'],
] as const)('an answer may be %s', async (_, fault, status, body, ...[header = 'location', value = '']: string[]) => {
  wispro.fault({ route: 'GET /api/data', fault });
  const answer = await ask('data', { type: 'dni', q: suspended.dni });
  expect([answer.status, answer.headers.get(header) ?? '']).toEqual([status, value]);
  expect(Buffer.from(await answer.arrayBuffer()).toString()).toMatch(body);
});
