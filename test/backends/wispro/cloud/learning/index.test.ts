import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../../../src/backends/backend.js';
import { createWispro } from '../../../../../src/backends/wispro/index.js';
import type { EmulatedAnswer } from '../../../../../src/emulator/message.js';
import {
  type CloudSettings,
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../../../../src/emulator/wispro/cloud/index.js';
import type { EmulatedPromise } from '../../../../../src/emulator/wispro/index.js';
import { learnFrom, valuesOf, variantsOf } from '../../../learning.js';
import { locality } from '../../harness.js';

const promises: EmulatedPromise[] = [];
const opened: Backend[] = [];
let cloud: WisproCloudEmulator;

beforeAll(async () => {
  cloud = await startWisproCloud({ subscribers: 120, promises, today: () => new Date('2025-03-10T15:00:00Z') });
});
beforeEach(() => cloud.reset());
afterAll(async () => {
  for (const backend of opened) backend.close();
  await cloud.close();
});

function connect(token = wisproApiToken): Backend {
  const promisePolicy = { maxDays: 15, onlySuspended: true };
  const backend = createWispro({ locality, promisePolicy, api: { baseUrl: cloud.url, token } });
  opened.push(backend);
  return backend;
}

const learn = async (settings: CloudSettings = {}) => {
  cloud.settings(settings);
  return variantsOf(await learnFrom(connect()));
};

describe('what is learnt of the API', () => {
  it('are the defaults of the contract, by GETs alone', async () => {
    const lesson = await learnFrom(connect());
    const { 'A-38': credit, ...variants } = variantsOf(lesson);
    expect(variants).toMatchObject({
      'order of a list': 'oldest first',
      'most rows of a page': '100',
      ...{ 'A-01': 'ignored', 'A-02': 'text with a point', 'A-05': 'credit less open invoices' },
      ...{ 'A-10': '404, a page', 'A-12': 'in the list and in the detail', 'A-13': 'with a description' },
      ...{ 'A-14': 'words of the contract', 'A-19': '404, a page', 'A-21': 'all', 'A-23': 'texts by field' },
      ...{ 'A-24': 'no rows', 'A-25': 'present', 'A-31': 'absent', 'A-32': 'absent', 'A-33': 'nodes' },
      ...{ 'A-36': 'absent', 'A-39': 'words of the contract', 'A-42': 'absent', 'A-43': '404, a page' },
    });
    // Each payment of the seed went to an invoice whole.
    expect(credit).toBe('unknown');
    expect(lesson.requests).toBe(cloud.calls.length);
    expect(lesson.requests).toBeLessThan(50);
    expect(new Set(cloud.calls.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect([cloud.writes, cloud.trips]).toEqual([[], []]);
  });

  it('names each assumed point of the contract once at least', async () => {
    const { points } = await learnFrom(connect());
    const numbers = Array.from({ length: 45 }, (_, index) => `A-${String(index + 1).padStart(2, '0')}`);
    const named = new Set(points.map(({ point }) => point));
    // are those of filters.
    expect(numbers.filter((number) => !named.has(number))).toEqual([]);
    expect(
      points.every(({ variant, reason }) => /^(?:unknown|not asked)$/.test(variant) === (reason !== undefined)),
    ).toBe(true);
  });

  const works = (path: string) => ({ [path]: 'works' });

  it.each<[CloudSettings, Readonly<Record<string, string>>]>([
    [{ perPageCap: 50 }, { 'most rows of a page': '50' }],
    [{ perPageCap: 1000 }, { 'most rows of a page': 'unknown' }],
    [{ order: 'newestFirst' }, { 'order of a list': 'newest first' }],
    [{ sort: 'works' }, { 'A-01': 'sorts' }],
    [{ moneyAs: 'number' }, { 'A-02': 'number', 'A-05': 'credit less open invoices' }],
    [{ moneyAs: 'comma' }, { 'A-02': 'text with a comma', 'A-05': 'credit less open invoices' }],
    [{ moneyAs: 'grouped' }, { 'A-02': 'text with points and a comma', 'A-05': 'credit less open invoices' }],
    [{ moneyAs: 'null' }, { 'A-02': 'null', 'A-05': 'null' }],
    [{ moneyAs: 'blank' }, { 'A-02': 'blank', 'A-05': 'unknown' }],
    [{ phoneFilter: 'exact' }, { ...works('/clients phone_mobile_eq'), '/clients phone_mobile_cont': 'ignored' }],
    [{ phoneFilter: 'contains' }, { ...works('/clients phone_mobile_eq'), ...works('/clients phone_mobile_cont') }],
    [{ balance: 'credit' }, { 'A-05': 'credit alone' }],
    [{ balance: 'null' }, { 'A-05': 'null' }],
    [{ balance: 'missing' }, { 'A-05': 'absent' }],
    [{ balance: 'renamed' }, { 'A-05': 'other names' }],
    [{ contractsByClient: 'works' }, works('/contracts client_id')],
    [{ promiseList: 'empty' }, { 'A-10': 'lists, none here' }],
    [{ promiseList: 'http405' }, { 'A-10': '405, a page' }],
    [{ paymentLinks: 'detail' }, { 'A-12': 'in the detail' }],
    [{ paymentLinks: 'absent' }, { 'A-12': 'absent' }],
    [{ paymentLinks: 'null' }, { 'A-12': 'null' }],
    [{ issueDetail: 'http404' }, { 'A-13': '404, a page' }],
    [{ issueDetail: 'bare' }, { 'A-13': 'without a description' }],
    [{ issueState: 'spanish' }, { 'A-14': 'Spanish' }],
    [{ issueState: 'upper' }, { 'A-14': 'in another case' }],
    [{ issueState: 'unknown' }, { 'A-14': 'other words' }],
    [{ paymentFilter: 'works' }, works('/invoicing/payments client_id_eq')],
    [{ paymentFilter: 'works' }, works('/invoicing/payments transaction_code_eq')],
    [{ unknownPath: 'envelope404' }, { 'A-19': '200, with 404 inside' }],
    [{ closedArea: 'help_desk' }, { 'A-21': 'a part', 'A-14': 'unknown' }],
    [{ updatedAfter: 'works' }, works('/contracts updated_after')],
    [{ reasonsAs: 'list' }, { 'A-23': 'lists by field' }],
    [{ reasonsAs: 'nested' }, { 'A-23': 'nested objects' }],
    [{ reasonsAs: 'sentences' }, { 'A-23': 'list of sentences' }],
    [{ pastEnd: 'lastPage' }, { 'A-24': 'rows of another page' }],
    [{ pastEnd: 'envelope404' }, { 'A-24': '200, with 404 inside' }],
    [{ taxNumber: 'absent' }, { 'A-25': 'absent' }],
    [{ taxFilter: 'ignored' }, { '/clients taxpayer_identification_number_eq': 'ignored' }],
    [{ emailFilter: 'ignored' }, { '/clients email_eq': 'ignored' }],
    [{ contractState: 'ignored' }, { '/contracts state_eq': 'ignored' }],
    [{ invoiceState: 'ignored' }, { '/invoicing/invoices state_eq': 'ignored' }],
    [{ paymentState: 'works' }, works('/invoicing/payments state')],
    [{ issueFilter: 'works' }, works('/help_desk/issues client_id_eq')],
    [{ issueFilter: 'works' }, works('/help_desk/issues created_at_after')],
    [{ documentFilter: 'ignored' }, { '/clients national_identification_number_eq': 'ignored' }],
    [{ nameFilter: 'ignored' }, { '/clients name_unaccent_cont': 'ignored' }],
    [{ idFilter: 'ignored' }, { '/clients custom_id_eq': 'ignored', '/contracts client_id_eq': 'ignored' }],
    [{ clientCoordinates: true }, { 'A-31': 'present' }],
    [{ contractNames: true }, { 'A-32': 'present' }],
    [{ networkList: 'coverages' }, { 'A-33': 'coverages' }],
    [{ invoiceClient: true }, { 'A-36': 'present' }],
    [{ level: 'lower' }, { 'A-39': 'in another case' }],
    [{ level: 'spanish' }, { 'A-39': 'Spanish' }],
    [{ level: 'number' }, { 'A-39': 'number' }],
    [{ level: 'null' }, { 'A-39': 'null' }],
    [{ issueExtras: true }, { 'A-42': 'present' }],
    [{ comments: 'list' }, { 'A-43': 'list' }],
    [{ recordAs: 'list' }, { 'A-05': 'credit less open invoices', 'A-13': 'with a description' }],
  ])('is the variant of %j', async (settings, expected) => {
    expect(await learn(settings)).toMatchObject(expected);
  });

  it.each([
    ['unallocated', 'unallocated part'],
    ['zero', 'always zero'],
    ['null', 'null'],
  ] as const)('is where the rest of a payment is shown: %s (A-38)', async (creditAmount, variant) => {
    const [client] = cloud.clients;
    await fetch(`${cloud.url}/api/v1/invoicing/payments`, {
      method: 'POST',
      headers: { authorization: wisproApiToken, 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: client?.id, amount: 12.5, payment_date: '2025-03-09T12:00:00-03:00' }),
    });
    expect(await learn({ creditAmount })).toMatchObject({ 'A-38': variant });
  });

  it('is a list of promises, where one was made (A-10)', async () => {
    const contracts = cloud.clients.flatMap((client) => client.contracts);
    promises.push(
      ...contracts.map(({ id }) => ({
        id,
        contractId: id,
        validUntil: '2025-03-12',
        createdAt: '2025-03-10T12:00:00Z',
      })),
    );
    expect(await learn({ promiseList: 'lists' })).toMatchObject({ 'A-10': 'lists' });
  });

  it('is asked with a time of day and its offset, but for the one bare day that shows a refusal (T20, T25)', async () => {
    await learn();
    const times = cloud.calls.flatMap(({ path }) =>
      [...path.matchAll(/_(?:after|before)=([^&]*)/g)].map(([, at]) => at),
    );
    const bare = times.filter(
      (at) => !/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9.:%A-F]+(?:Z|%2B[0-9:%A-F]+|-[0-9:%A-F]+)$/.test(at ?? ''),
    );
    expect([times.length > 5, bare]).toEqual([true, ['2999-01-01']]);
  });

  it('is nothing where the key is refused or nothing answers, and few questions are asked then', async () => {
    const refused = await learnFrom(connect('00000000-0000-4000-8000-000000000000'));
    expect(variantsOf(refused)).toMatchObject({ 'A-21': 'nothing', 'A-02': 'unknown' });
    cloud.reset();
    cloud.fault({ fault: { kind: 'reset', when: 'before' } });
    const silent = await learnFrom(connect());
    expect([silent.end, cloud.calls.length <= 6]).toEqual(['it does not answer', true]);
  });

  it('holds nothing of what was answered', async () => {
    const answered: string[] = [];
    const rewrite = (answer: EmulatedAnswer): EmulatedAnswer => {
      const text = String(answer.body);
      // Its words for kinds of records are the API's own.
      const { meta: _, ...body } = text.startsWith('{') ? JSON.parse(text) : {};
      answered.push(...valuesOf(body));
      return answer;
    };
    cloud.settings({
      contractNames: true,
      clientCoordinates: true,
      invoiceClient: true,
      comments: 'list',
      issueExtras: true,
    });
    cloud.fault({ fault: { kind: 'rewrite', rewrite } });
    const report = JSON.stringify(await learnFrom(connect()));
    const values = new Set(answered.filter((value) => value.trim().length > 3));
    expect(values.size).toBeGreaterThan(2_000);
    expect([...values].filter((value) => report.includes(value))).toEqual([]);
  });
});
