import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { encodeId } from '../../src/model/id.js';
import { createTime } from '../domain/time.js';
import { parseExposition } from './exposition.js';
import { dataOf, metricsToken, startTestGateway, type TestGateway } from './gateway.js';
import { request } from './request.js';

const twoHundred = `query ($one: [ID!]!, $other: [ID!]!) {
  one: nodes(ids: $one) { id }
  other: nodes(ids: $other) { id }
}`;

const callers = 1_000;

let gateway: TestGateway;
const time = createTime();

/** The ids of 200 clients in one operation. @returns how many of them were found. */
async function askFor(ids: readonly string[]): Promise<number> {
  const variables = { one: ids.slice(0, 100), other: ids.slice(100, 200) };
  const { one, other } = dataOf(await gateway.send<Record<string, readonly unknown[]>>(twoHundred, variables));
  return [...(one ?? []), ...(other ?? [])].filter((node) => node !== null).length;
}

/** One client for a thousand callers at once. @returns how many were answered. */
async function crowdFor(id: string): Promise<number> {
  const pool = new Pool(gateway.url, { connections: 20, pipelining: 50, headersTimeout: 60_000 });
  const body = JSON.stringify({ query: 'query ($id: ID!) { client(by: { id: $id }) { id } }', variables: { id } });
  const ask = async (_: unknown, index: number): Promise<boolean> => {
    const authorization = `Bearer ${gateway.token({ subject: `${index}` })}`;
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await pool.request({ method: 'POST', path: '/graphql', idempotent: true, headers, body });
    const { data } = (await answer.body.json()) as {
      readonly data: { readonly client: { readonly id: string } | null };
    };
    return data.client?.id === id;
  };
  const answered = await Promise.all(Array.from({ length: callers }, ask));
  await pool.close();
  return answered.filter((each) => each).length;
}

async function ageOfList(backend: string): Promise<number | undefined> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const { text } = await request(gateway.url, { method: 'GET', path: '/metrics', headers });
  return text.includes('isp_gateway_client_list_age_seconds{')
    ? parseExposition(text).value('isp_gateway_client_list_age_seconds', { backend })
    : undefined;
}

const ageShown = async () =>
  dataOf(
    await gateway.send<{ clients: { freshness: { ageSeconds: number; fetchedAt: string } } }>(
      '{ clients(first: 1) { freshness { ageSeconds fetchedAt } } }',
    ),
  ).clients.freshness;

describe("200 clients of WispHub's own API", () => {
  const calls = () => gateway.wispHub.calls.length;
  const idOf = (row: { id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
  const ids = () => gateway.wispHub.clients.map(idOf);
  beforeEach(async () => {
    gateway = await startTestGateway({
      backends: ['wispHub'],
      wispHub: { lineage: 'native', subscribers: 200 },
      environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native' },
      lifetimes,
      clock: time.clock,
    });
  });
  afterEach(() => gateway.close());

  it('asked for by id cost the pages of the list, and nothing the second time', async () => {
    expect([await askFor(ids()), calls()]).toEqual([200, 1]);
    expect([await askFor(ids()), calls()]).toEqual([200, 1]);
    // Old enough to be asked for again, which the adapter's own list answers.
    time.advance(lifetimes.clientList.revalidate);
    expect([await askFor(ids()), calls()]).toEqual([200, 1]);
  });

  it('are looked up one by one where that is fewer calls than the list may take', async () => {
    await gateway.send('query ($id: ID!) { client(by: { id: $id }) { id } }', { id: ids()[0] });
    const before = calls();
    await gateway.send('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ids().slice(1, 11) });
    expect(calls() - before).toBe(10);
  });

  it('one of whom 1,000 callers ask for at once, cost one call', { timeout: 90_000 }, async () => {
    // The filter is proven, once.
    await gateway.send('query ($id: ID!) { client(by: { id: $id }) { id } }', { id: ids()[0] });
    const before = calls();
    gateway.wispHub.setLatency(500);
    expect([await crowdFor(ids()[7] ?? ''), calls() - before]).toEqual([callers, 1]);
  });

  it('are walked once for the list and for look-ups, and their age is shown', async () => {
    expect(await ageOfList('WISPHUB')).toBeUndefined();
    const find = () => gateway.send('{ client(by: { phone: "+573009999999" }) { id } }');
    await find();
    const [before, readAt] = [calls(), Date.now()];
    const { ageSeconds, fetchedAt } = await ageShown();
    expect(calls()).toBe(before);
    expect(Date.parse(fetchedAt)).toBeLessThanOrEqual(readAt);
    expect(ageSeconds).toBeLessThan(5);
    const age = await ageOfList('WISPHUB');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(5);
  });
});

describe("200 clients of Wispro's own API", () => {
  let cloud: WisproCloudEmulator;
  const ids = () => cloud.clients.map(({ id }) => encodeId('Client', 'WISPRO', id));
  const routes = () => cloud.calls.map(({ path }) => path.replace(/\?.*/, '').replace(/[0-9a-f-]{36}/, '{id}'));
  const countOf = (path: string) => routes().filter((each) => each === path).length;
  beforeEach(async () => {
    cloud = await startWisproCloud({ subscribers: 200 });
    const environment = { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
    gateway = await startTestGateway({ backends: [], environment, lifetimes, clock: time.clock });
  });
  afterEach(async () => {
    await gateway.close();
    await cloud.close();
  });

  it('asked for by id cost the pages of the list, and nothing the second time', async () => {
    expect(await askFor(ids())).toBe(200);
    expect(countOf('/api/v1/clients')).toBe(Math.ceil(cloud.clients.length / 100));
    expect(new Set(routes())).toEqual(new Set(['/api/v1/clients', '/api/v1/contracts', '/api/v1/plans']));
    const before = cloud.calls.length;
    expect([await askFor(ids()), cloud.calls.length]).toEqual([200, before]);
    time.advance(lifetimes.clientList.revalidate);
    expect([await askFor(ids()), cloud.calls.length]).toEqual([200, before]);
  });

  it('one of whom 1,000 callers ask for at once, cost one look-up', { timeout: 90_000 }, async () => {
    cloud.setLatency(500);
    expect(await crowdFor(ids()[7] ?? '')).toBe(callers);
    expect(routes().sort()).toEqual([
      '/api/v1/clients/{id}',
      '/api/v1/clients/{id}/current_account',
      '/api/v1/contracts',
      '/api/v1/plans',
    ]);
  });

  it('are walked once for the list and for look-ups, and their age is shown', async () => {
    await gateway.send('{ client(by: { phone: "+5492262400003" }) { id } }');
    const walked = countOf('/api/v1/clients');
    const { ageSeconds } = await ageShown();
    expect(countOf('/api/v1/clients')).toBe(walked);
    expect(ageSeconds).toBeLessThan(5);
    expect(await ageOfList('WISPRO')).toBeLessThan(5);
  });
});
