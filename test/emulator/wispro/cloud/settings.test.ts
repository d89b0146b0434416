import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, expect, it } from 'vitest';
import {
  type CloudSettings,
  cloudCases,
  cloudSettingValues,
  startWisproCloud,
  wisproApiToken,
} from '../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../src/emulator/wispro/index.js';

const noon = Date.parse('2025-03-25T12:00:00-03:00');
const dayMs = 86_400_000;
let now = noon;
const cloud = await startWisproCloud({ subscribers: 120, today: () => new Date(now) });
const { paidAndPending, suspended } = wisproCases;

beforeEach(() => {
  cloud.reset();
  now = noon;
});
afterAll(() => cloud.close());

type Name = keyof typeof cloudSettingValues;
type Query = Record<string, string>;

async function send(method: string, path: string, query: Query = {}, json?: unknown, key = wisproApiToken) {
  const response = await fetch(`${cloud.url}/api/v1${path}?${new URLSearchParams(query)}`, {
    method,
    headers: { authorization: key },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return `${response.status} ${await response.text()}`;
}

const get = (path: string, query: Query = {}) => send('GET', path, query);
const client = `/clients/${suspended.clientId}`;
const contract = `/contracts/${suspended.contracts.disabled}`;
const ticket = { title: 'x', description: 'y', category_id: '40000000-0000-4000-8000-000000000001' };
const promise = () => send('POST', `${contract}/payment_promises`, {}, { valid_until: '2025-03-27' });
const pay = (more: object = {}) =>
  send(
    'POST',
    '/invoicing/payments',
    {},
    {
      client_id: suspended.clientId,
      amount: 20_000,
      payment_date: '2025-03-25T12:00:00-03:00',
      transaction_code: 'TWICE',
      ...more,
    },
  );

/** States of a service now, six seconds later, two minutes later and on the next day. */
const statesOverTime = async () => {
  const states: string[] = [];
  for (const passed of [0, 6_000, 120_000, dayMs]) {
    now = noon + passed;
    states.push(/"state":"(\w+)"/.exec(await get(contract))?.[1] ?? '');
  }
  now = noon;
  return states.join();
};

/** What is asked to see each reading: for every other value than the default it must come out differently. */
const probes: Readonly<Record<Name, () => Promise<string>>> = {
  badKey: () => send('GET', '/plans', {}, undefined, 'wrong'),
  licence: () => get('/plans'),
  perPageCap: () => get('/clients', { per_page: '1000' }),
  order: () => get('/plans'),
  moving: async () => {
    await get('/plans', { page: '2' });
    await get('/plans', { page: '2' });
    return get('/plans');
  },
  recordAs: () => get(client),
  sort: () => get('/help_desk/issues', { 'q[s]': 'id desc' }),
  moneyAs: () => get(`${client}/current_account`),
  phoneFilter: async () =>
    (await get('/clients', { phone_mobile_cont: '2400001' })) +
    (await get('/clients', { phone_mobile_eq: '+5492262400001' })),
  balance: async () => {
    await pay({ invoice_ids: [], amount: 1 });
    return get(`${client}/current_account`);
  },
  contractsByClient: () => get('/contracts', { client_id: suspended.clientId }),
  surplus: () => pay({ invoice_ids: [suspended.invoices.pending] }),
  repeatedCode: async () => (await pay()) + (await pay()),
  promiseRefusal: async () => (await promise()) + (await promise()),
  promiseList: async () => (await promise()) + (await get(`${contract}/payment_promises`)),
  promiseEffect: async () => (await promise()) + (await statesOverTime()),
  paymentLinks: async () =>
    (await get('/invoicing/invoices', { client_id_eq: suspended.clientId })) +
    (await get(`/invoicing/invoices/${suspended.invoices.pending}`)),
  issueDetail: () => get('/help_desk/issues/50000000-0000-4000-8000-000000000001'),
  issueState: () => get('/help_desk/issues'),
  paymentFilter: () => get('/invoicing/payments', { transaction_code_eq: 'nothing' }),
  paymentEnables: async () => (await pay()) + (await statesOverTime()),
  clientChange: async () => (await send('PUT', client, { name: 'A' }, { email: 'b@c' })) + (await get(client)),
  unknownPath: () => get('/nothing'),
  closedArea: async () => {
    const paths = [
      '/clients',
      '/contracts',
      '/plans',
      '/invoicing/invoices',
      '/help_desk/issues',
      `${client}/current_account`,
    ];
    return (await Promise.all(paths.map(async (path) => (await get(path)).slice(0, 3)))).join();
  },
  updatedAfter: () => get('/contracts', { updated_after: '2030-01-01T00:00:00Z' }),
  reasonsAs: () => send('POST', '/help_desk/issues'),
  pastEnd: () => get('/plans', { page: '9' }),
  taxNumber: () => get(client),
  taxFilter: () => get('/clients', { taxpayer_identification_number_eq: wisproCases.company.cuit }),
  emailFilter: () => get('/clients', { email_eq: 'CLIENTE1@example.test' }),
  contractState: () => get('/contracts', { state_eq: 'disabled' }),
  invoiceState: () => get('/invoicing/invoices', { state_eq: 'void' }),
  paymentState: () => get('/invoicing/payments', { state: 'void' }),
  issueFilter: () => get('/help_desk/issues', { client_id_eq: suspended.clientId }),
  documentFilter: () => get('/clients', { national_identification_number_eq: suspended.dni }),
  nameFilter: () => get('/clients', { name_unaccent_cont: 'suarez' }),
  idFilter: () => get('/clients', { custom_id_eq: cloudCases.plainCode.cod }),
  clientCoordinates: () => get(client),
  contractNames: () => get(contract),
  networkList: async () => (await get('/nodes')) + (await get('/coverages')),
  clearsRest: () => send('PUT', client, { name: 'A' }),
  repeatedDocument: () => send('PUT', client, { national_identification_number: paidAndPending.dni }),
  invoiceClient: () => get(`/invoicing/invoices/${suspended.invoices.pending}`),
  surcharge: () => get(`/invoicing/invoices/${suspended.invoices.pending}`),
  creditAmount: () => pay(),
  level: () => get('/help_desk/categories'),
  issueBody: () => send('POST', '/help_desk/issues', {}, ticket),
  categoryId: () => send('POST', '/help_desk/issues', { title: 'x', description: 'y' }),
  issueExtras: () => get('/help_desk/issues'),
  comments: () => get('/help_desk/issues/50000000-0000-4000-8000-000000000001/comments'),
  ids: async () => (await get('/clients')) + (await get(client.replace('-8000-', '-9000-'))),
};

it.each(Object.keys(cloudSettingValues) as Name[])('%s: each of its values is to be seen', async (name) => {
  const answers: string[] = [];
  for (const value of cloudSettingValues[name]) {
    cloud.reset();
    cloud.settings({ [name]: value } as CloudSettings);
    answers.push(await probes[name]());
  }
  expect(new Set(answers).size).toBe(cloudSettingValues[name].length);
});

it('is unknown when it has no such value', () => {
  expect(() => cloud.settings({ order: 'sideways' } as unknown as CloudSettings)).toThrow(RangeError);
});

/** Assumptions that are no switch: they concern what is sent, or are played by a fault. */
const elsewhere = ['A-03', 'A-15', 'A-20', 'A-45'];

it('are there for every assumption of the contract that changes an answer', () => {
  const contract = readFileSync('src/backends/wispro/contract-cloud.md', 'utf8');
  const assumptions = [...contract.matchAll(/^\| (A-[0-9]+) \|/gm)].flatMap(([, number]) => number ?? []);
  const settings = readFileSync('src/emulator/wispro/cloud/settings.ts', 'utf8');
  expect(assumptions).toHaveLength(45);
  expect(assumptions.filter((number) => !settings.includes(number))).toEqual(elsewhere);
});
