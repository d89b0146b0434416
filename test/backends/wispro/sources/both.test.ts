import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Backend } from '../../../../src/backends/backend.js';
import { createWispro } from '../../../../src/backends/wispro/index.js';
import {
  cloudFaults,
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../../../src/emulator/wispro/cloud/index.js';
import {
  startWispro,
  type WisproEmulator,
  wisproCases,
  wisproFaults,
  wisproToken,
} from '../../../../src/emulator/wispro/index.js';
import type { ClientKeyKind, ClientRecord } from '../../../../src/model/client.js';
import { UpstreamError } from '../../../../src/model/errors.js';
import { decodeId } from '../../../../src/model/id.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { failure, invoiceOf, locality } from '../harness.js';

const { suspended, paidAndPending, threeContracts, withoutContracts } = wisproCases;

let suricata: WisproEmulator;
let cloud: WisproCloudEmulator;
const opened: Backend[] = [];

beforeAll(async () => {
  suricata = await startWispro({ subscribers: 60 });
  cloud = await startWisproCloud({ subscribers: 60 });
});
beforeEach(() => {
  suricata.reset();
  cloud.reset();
  cloud.settings({ paymentFilter: 'works' });
});
afterAll(async () => {
  for (const backend of opened) backend.close();
  await suricata.close();
  await cloud.close();
});

function connect(way: 'both' | 'suricata' = 'both'): Backend {
  const backend = createWispro({
    locality,
    promisePolicy: { maxDays: 15, onlySuspended: true },
    suricata: { baseUrl: suricata.url, token: wisproToken, promiseKey: 'id' },
    ...(way === 'both' ? { api: { baseUrl: cloud.url, token: wisproApiToken } } : {}),
  });
  opened.push(backend);
  return backend;
}

const call = backgroundCall;
const find = (backend: Backend, kind: ClientKeyKind, value: string) => backend.clients.find({ kind, value }, call());

async function get(backend: Backend, dni: string): Promise<ClientRecord> {
  const record = await find(backend, 'DNI', dni);
  if (record === null) throw new Error('no client');
  return record;
}

/** What is asked once a client is known. */
type Question = (backend: Backend, client: ClientRecord) => Promise<unknown> | undefined;

interface Row {
  readonly ask: Question;
  /** Whether the question is answered while the first is down: `null` by a record that lacks it. */
  readonly standsIn: boolean;
  readonly first: 'API' | 'Suricata';
}

const api = (standsIn: boolean, ask: Question): Row => ({ ask, standsIn, first: 'API' });
const integration = (standsIn: boolean, ask: Question): Row => ({ ask, standsIn, first: 'Suricata' });

const rows: Readonly<Record<string, Row>> = {
  'client by id, number, code, document': api(true, (backend) => find(backend, 'DNI', paidAndPending.dni)),
  'client by a sealed key (no contract, found at Suricata)': integration(false, async (backend) =>
    find(backend, 'CLIENT_ID', await sealedKey()),
  ),
  'contracts of a client': api(true, async (backend) => (await get(backend, threeContracts.dni)).contracts.slice(0, 3)),
  'names of access servers': integration(true, async (backend) =>
    (await get(backend, paidAndPending.dni)).contracts.map(({ accessServer }) => accessServer?.name),
  ),
  'client by phone': api(false, (backend) => find(backend, 'PHONE', '+5492262400003')),
  'client by e-mail': api(false, (backend) => find(backend, 'EMAIL', 'cliente3@example.test')),
  'list and search: name, phone, document, address': api(false, (backend) => backend.clients.list?.(call())),
  'balance of one client': api(true, async (backend) => (await get(backend, suspended.dni)).id),
  "plan's name and price of a client": api(true, async (backend) => (await get(backend, suspended.dni)).id),
  'plans with speeds': api(false, (backend) => backend.plans?.list(call())),
  'account of a client': api(false, (backend, client) =>
    backend.accounts?.read({ ...client, outstandingBalance: null }, call()),
  ),
  'payments of a client': api(false, (backend, client) => backend.payments?.list(client, call())),
  'tickets and their subjects': api(false, (backend, client) => backend.tickets?.list?.(client, call())),
  'who a person is': api(false, (backend) => backend.clients.list?.(call())),
  'names of node and fibre box': api(true, async (backend) =>
    (await get(backend, threeContracts.dni)).contracts.map(({ napName }) => napName),
  ),
  invoices: api(true, (backend, client) => backend.invoices?.list(client, call())),
  'invoices of a client without an id': integration(false, async (backend) =>
    backend.invoices?.list(await sealedClient(), call()),
  ),
  'payment links': integration(true, (backend) =>
    backend.paymentLinks?.links(invoiceOf(paidAndPending.invoices.pending), call()),
  ),
  'promise to pay': integration(false, async (backend, client) => {
    const [contract = null] = client.contracts;
    const outcome = await backend.promises?.create({ client, contract }, '2025-03-12', call());
    if (outcome?.kind === 'unknown') throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPRO');
    return outcome;
  }),
};

let sealed: ClientRecord | undefined;

async function sealedClient(): Promise<ClientRecord> {
  sealed ??= await get(connect('suricata'), withoutContracts.dni);
  return sealed;
}

async function sealedKey(): Promise<string> {
  return decodeId((await sealedClient()).id)?.key[0] ?? '';
}

/** The table of contract-cloud.md, 5.1. */
function readTable(): readonly (readonly [question: string, first: string, otherwise: string])[] {
  const text = readFileSync('src/backends/wispro/contract-cloud.md', 'utf8');
  const table = text.split('### 5.1 ')[1]?.split('\n### ')[0] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| question'));
  return lines.map((line) => {
    const [, question = '', first = '', otherwise = ''] = line.split('|').map((cell) => cell.trim());
    return [question, first, otherwise];
  });
}

it('has a row for every question', () => {
  expect(
    readTable()
      .map(([question]) => question)
      .sort(),
  ).toEqual(Object.keys(rows).sort());
});

it.each(readTable())('is asked for %s: first %s, else %s', async (question, first, otherwise) => {
  const row = rows[question];
  if (row === undefined) throw new Error('no such question');
  const isPromise = question === 'promise to pay';
  const backend = connect();
  const client = await get(backend, suspended.dni);
  await sealedClient();
  suricata.reset();
  expect(await row.ask(connect(), client)).not.toBeNull();
  expect(isPromise || first.startsWith(row.first)).toBe(true);
  if (row.first === 'Suricata') expect(suricata.calls.length).toBeGreaterThan(0);
  cloud.fault(row.first === 'API' ? { fault: cloudFaults.html(502) } : { route: 'POST', fault: cloudFaults.html(502) });
  if (row.first === 'Suricata') suricata.fault({ fault: wisproFaults.htmlError });
  const asked = Promise.resolve(row.ask(connect(), client));
  if (row.standsIn) expect(await asked).toBeTruthy();
  else await failure(asked);
  expect(otherwise.startsWith('–')).toBe(!row.standsIn);
});

it.each([
  ['same', 'ok'],
  ['different', 'warning'],
] as const)('tells the doctor whether ids are the same: %s (cloud contract A-44)', async (ids, status) => {
  cloud.settings({ ids });
  const inspection = await connect().inspect?.([paidAndPending.dni]);
  expect(inspection?.diagnostics.filter(({ check }) => check === 'ids')).toMatchObject([{ status }]);
  expect(JSON.stringify(inspection?.diagnostics)).not.toMatch(/-8000-|-9000-|30111/);
});

it('tells the doctor nothing about ids while one of them is down', async () => {
  suricata.fault({ fault: wisproFaults.htmlError });
  const inspection = await connect().inspect?.([paidAndPending.dni]);
  expect(inspection?.diagnostics.filter(({ check }) => check === 'ids')).toEqual([]);
});
