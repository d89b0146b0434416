import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../../src/backends/backend.js';
import { createWispro } from '../../../../src/backends/wispro/index.js';
import {
  type CloudSettings,
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../src/emulator/wispro/index.js';
import { UpstreamError } from '../../../../src/model/errors.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { invoiceOf, locality } from '../harness.js';

const { paidAndPending, suspended, company, paddedCod, threeContracts } = wisproCases;
const opened: Backend[] = [];
let cloud: WisproCloudEmulator;

beforeAll(async () => {
  cloud = await startWisproCloud({ subscribers: 20, today: () => new Date('2025-03-10T15:00:00Z') });
});
beforeEach(() => cloud.reset());
afterAll(async () => {
  for (const backend of opened) backend.close();
  await cloud.close();
});

/** An answer without the time at which it was given, or the code of its error. */
async function outcome(read: Promise<unknown> | undefined): Promise<unknown> {
  const value = await read?.catch((error: unknown) => {
    if (error instanceof UpstreamError) return error.code;
    throw error;
  });
  return JSON.parse(
    JSON.stringify(value ?? null, (key, each) =>
      key === 'fetchedAt' || key === 'readAt' || key === 'lagMs' ? undefined : each,
    ),
  );
}

/** Everything that the adapter reads of a few records. */
async function readAll() {
  const promisePolicy = { maxDays: 15, onlySuspended: true };
  const api = { baseUrl: cloud.url, token: wisproApiToken };
  const backend = createWispro({ locality, promisePolicy, api });
  opened.push(backend);
  const call = backgroundCall();
  const find = (kind: 'DNI' | 'CUIT' | 'COD' | 'CLIENT_ID', value: string) =>
    outcome(backend.clients.find({ kind, value }, call));
  const payer = await backend.clients.find({ kind: 'DNI', value: paidAndPending.dni }, call);
  const invoices = payer === null ? undefined : backend.invoices?.list(payer, call);
  const pending = (await invoices)?.invoices.find(({ state }) => state === 'PENDING');
  return {
    byDni: await find('DNI', suspended.dni),
    byCuit: await find('CUIT', company.cuit),
    byCod: await find('COD', paddedCod.cod),
    byId: await find('CLIENT_ID', threeContracts.clientId),
    noClient: await find('COD', 'no-such'),
    list: await outcome(backend.clients.list?.(call)),
    invoices: await outcome(invoices),
    links: await outcome(backend.paymentLinks?.links(invoiceOf(pending?.invoiceId ?? ''), call)),
  };
}

type Reading = Awaited<ReturnType<typeof readAll>>;

const noBalance = { outstandingBalance: null };
const withoutBalance = { byDni: noBalance, byCuit: noBalance, byCod: noBalance, byId: noBalance };

describe('an assumed point of the API', () => {
  it.each<[point: string, CloudSettings, differing: Partial<Reading>]>([
    ['1.3', { perPageCap: 50 }, {}],
    ['1.3', { perPageCap: 1000 }, {}],
    [
      '1.3',
      { order: 'newestFirst' },
      { byId: expect.anything(), list: expect.anything(), invoices: expect.anything() },
    ],
    ['A-01', { sort: 'works' }, {}],
    ['A-02', { moneyAs: 'number' }, {}],
    ['A-02', { moneyAs: 'comma' }, {}],
    ['A-02', { moneyAs: 'grouped' }, {}],
    ['A-02', { moneyAs: 'null' }, withoutBalance],
    ['A-02', { moneyAs: 'blank' }, withoutBalance],
    ['A-04', { phoneFilter: 'exact' }, {}],
    ['A-04', { phoneFilter: 'contains' }, {}],
    ['A-05', { balance: 'null' }, withoutBalance],
    ['A-05', { balance: 'missing' }, withoutBalance],
    ['A-05', { balance: 'renamed' }, withoutBalance],
    ['A-06', { contractsByClient: 'works' }, {}],
    ['A-12', { paymentLinks: 'detail' }, {}],
    ['A-12', { paymentLinks: 'absent' }, { links: [] }],
    ['A-12', { paymentLinks: 'null' }, { links: [] }],
    ['A-19', { unknownPath: 'envelope404' }, {}],
    ['A-22', { updatedAfter: 'works' }, {}],
    ['A-23', { reasonsAs: 'sentences' }, {}],
    ['A-24', { pastEnd: 'lastPage', perPageCap: 50 }, {}],
    ['A-24', { pastEnd: 'envelope404', perPageCap: 50 }, {}],
    ['A-25', { taxNumber: 'absent' }, { byCuit: 'UPSTREAM_BAD_RESPONSE', list: expect.anything() }],
    ['A-25', { taxFilter: 'ignored' }, {}],
    ['A-25', { taxFilter: 'ignored', perPageCap: 50 }, { byCuit: 'UPSTREAM_BAD_RESPONSE' }],
    ['A-26', { emailFilter: 'ignored' }, {}],
    ['A-26', { emailFilter: 'folded' }, {}],
    ['A-27', { contractState: 'ignored' }, {}],
    ['A-28', { invoiceState: 'ignored' }, {}],
    ['A-29', { paymentState: 'works' }, {}],
    ['A-31', { clientCoordinates: true }, {}],
    ['A-32', { contractNames: true }, {}],
    ['A-33', { networkList: 'coverages' }, {}],
    ['A-36', { invoiceClient: true }, {}],
  ])('%s survives %j', async (_, settings, differing) => {
    const usual: Record<string, unknown> = await readAll();
    cloud.settings(settings);
    const read = await readAll();
    for (const key of Object.keys(differing)) delete usual[key];
    expect(read).toMatchObject(usual);
    expect(read).toMatchObject(differing);
  });
});
