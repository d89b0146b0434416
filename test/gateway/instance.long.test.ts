import { Pool } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ClientCardDocument,
  ClientsDocument,
  StartPingDocument,
  UpdateClientDocument,
  WhoWritesDocument,
} from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { encodeId } from '../../src/model/id.js';
import { createTime } from '../domain/time.js';
import { startProxy, type TcpProxy } from '../proxy.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { type BackendName, callsDuring, codesOf, dataOf, type TestGateway } from './gateway.js';
import { type Instances, startInstances } from './instances.js';

const id = encodeId('Client', 'WISPHUB', 1001);
const before = { phone: '+573001234567', document: '1098765432' };
const after = { phone: '+573118889900', document: '1098765499' };

/** Seconds after the write at which some cache has just become old, or not yet. */
const moments = [0, 6, 31, 119, 122, 298, 425, 590];

const phonesOf = 'query ($id: ID!) { client(by: { id: $id }) { name phones { e164 } } }';

async function phonesById({ send }: TestGateway): Promise<readonly (string | null)[] | undefined> {
  const { client } = dataOf(await send<{ client: { phones: { e164: string }[] } | null }>(phonesOf, { id }));
  return client?.phones.map(({ e164 }) => e164);
}

async function update({ run }: TestGateway, change: Partial<typeof after>): Promise<void> {
  const input = { clientId: id, ...change };
  const { updateClient } = dataOf(await run(UpdateClientDocument, { input }));
  expect(updateClient.__typename).toBe('UpdateClientSuccess');
}

describeWith(canStartRedis(), 'two instances over one Redis', () => {
  let redis: RedisServer;
  let instances: Instances;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.close());

  afterEach(() => instances.close());

  describe('asked at once to ping one client', () => {
    it('start one ping, which both answer', async () => {
      instances = await startInstances(redis, { backends: ['wispHub'] });
      const { one, other } = instances;
      one.wispHub.setLatency(300);
      const start = async ({ run }: TestGateway): Promise<string> => {
        const { startPing } = dataOf(await run(StartPingDocument, { input: { clientId: id } }));
        return startPing.__typename === 'StartPingSuccess' ? startPing.pingTask.id : startPing.__typename;
      };
      const [first, second] = await Promise.all([start(one), start(other)]);
      expect(second).toBe(first);
      expect(one.wispHub.effects.pings).toHaveLength(1);
    });
  });

  describe('with one client whom everybody wants', () => {
    it('ask the back end twice at most for 1,000 callers at once', async () => {
      instances = await startInstances(redis, { backends: ['wispHub'], lifetimes });
      const { one, other } = instances;
      // Logged in, so that nothing else is asked for.
      for (const { send } of [one, other]) dataOf(await send('{ client(by: { serviceId: 1002 }) { name } }'));
      one.wispHub.setLatency(500);
      const pools = [one, other].map(
        ({ url }) => new Pool(url, { connections: 10, pipelining: 50, headersTimeout: 60_000 }),
      );
      const body = JSON.stringify({ query: phonesOf, variables: { id } });
      const ask = async (pool: Pool, subject: string): Promise<unknown> => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${one.token({ subject })}` };
        const answer = await pool.request({ method: 'POST', path: '/graphql', idempotent: true, headers, body });
        return answer.body.json();
      };
      const { value: answers, calls } = await callsDuring(one, () =>
        Promise.all(
          pools.flatMap((pool, n) => Array.from({ length: 500 }, (_, caller) => ask(pool, `${n} ${caller}`))),
        ),
      );
      for (const pool of pools) await pool.close();
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ data: { client: { name: 'ESPERANZA BENÍTEZ' } } });
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.length).toBeLessThanOrEqual(2);
    }, 60_000);
  });

  describe.each([
    ['v1', 4],
    ['v2', 1],
  ] as const)('of which one changes a client, over %s with %i workers', (dialect, workers) => {
    const time = createTime();
    const isV2 = dialect === 'v2';
    let proxy: TcpProxy;

    beforeEach(async () => {
      const options = {
        ...{ wispHub: { dialect, workers }, lifetimes, clock: time.clock },
        ...(isV2 ? { environment: { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' } } : {}),
      };
      const reachOther = async (url: string, backend: BackendName) => {
        if (backend !== 'wispHub') return url;
        proxy = await startProxy(url);
        return proxy.url;
      };
      instances = await startInstances(redis, { ...options, backends: ['wispHub'] }, reachOther);
    });

    afterEach(() => proxy.close());

    const advance = (seconds: number): void => {
      time.advance(seconds * 1_000);
      instances.one.wispHub.advance(seconds);
    };
    const byPhone = async ({ run }: TestGateway, phone: string) =>
      dataOf(await run(WhoWritesDocument, { phone })).client?.id;
    const byDocument = async ({ run }: TestGateway, document: string) =>
      dataOf(await run(ClientCardDocument, { document })).client?.id;
    const bySearch = async ({ run }: TestGateway, search: string) =>
      dataOf(await run(ClientsDocument, { first: 10, search })).clients.edges.map(({ node }) => node.id);
    /** Of an instance, and of every worker of the back end. */
    const fillCaches = async (gateway: TestGateway): Promise<void> => {
      for (let count = 0; count < workers; count += 1) {
        await byPhone(gateway, before.phone);
        await byDocument(gateway, before.document);
        await phonesById(gateway);
        await bySearch(gateway, 'ESPERANZA');
        advance(31);
      }
    };
    const expectNew = async (gateway: TestGateway, moment: number): Promise<void> => {
      expect(await phonesById(gateway), `by id after ${moment} s`).toEqual([after.phone]);
      expect(await byPhone(gateway, after.phone), `by the new phone after ${moment} s`).toBe(id);
      expect(await byPhone(gateway, before.phone), `by the old phone after ${moment} s`).toBeUndefined();
      expect(await byDocument(gateway, after.document), `by the new document after ${moment} s`).toBe(id);
      expect(await byDocument(gateway, before.document), `by the old document after ${moment} s`).toBeUndefined();
      expect(await bySearch(gateway, '8889900'), `in the list after ${moment} s`).toEqual([id]);
    };

    it('both show what was written, at once and for ten minutes, and so does one that begins meanwhile', async () => {
      const { one, other } = instances;
      for (const gateway of [one, other]) await fillCaches(gateway);
      await update(one, after);
      await until(async () => (await phonesById(other))?.[0] === after.phone);
      const late = await instances.start();
      let passed = 0;
      for (const moment of moments) {
        advance(moment - passed);
        passed = moment;
        for (const gateway of [one, other, late]) await expectNew(gateway, moment);
      }
    }, 60_000);

    it('the other shows what was written although its own answer, older than that, comes afterwards', async () => {
      const { one, other } = instances;
      await fillCaches(other);
      advance(600);
      const { calls } = one.wispHub;
      const asked = calls.length;
      await proxy.toxic({ kind: 'latency', ms: 2_000 });
      const reading = phonesById(other);
      await until(() => calls.slice(asked).some(({ route }) => route.includes('by-service-id')));
      await update(one, after);
      expect(await reading).toEqual([after.phone]);
      await proxy.clear();
      await expectNew(other, 0);
    }, 60_000);
  });

  describe('that limit their callers', () => {
    it('count tries of an identity together', async () => {
      instances = await startInstances(redis);
      const { one, other } = instances;
      const facts = { name: 'Esperanza Benítez', address: 'Otro Barrio', planName: '7MB Plus' };
      const verify = ({ send }: TestGateway, subject: string) =>
        send(
          'mutation ($input: VerifyClientInput!) { verifyClient(input: $input) { __typename } }',
          { input: { clientId: id, facts } },
          { subject },
        );
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) => verify(n % 2 === 0 ? one : other, `bot ${n}`)),
      );
      expect(answers.filter((answer) => codesOf(answer).length === 0)).toHaveLength(5);
      expect(answers.flatMap(codesOf)).toEqual(Array(7).fill('RATE_LIMITED'));
    });

    it('count what a subject spends together, and each subject for itself', async () => {
      instances = await startInstances(redis, { environment: { COST_PER_MINUTE: '300' } });
      const { one, other } = instances;
      const spend = async ({ send }: TestGateway, subject: string) =>
        (await send('{ viewer { subject } }', {}, { subject })).status;
      for (let n = 0; n < 300; n += 1) expect(await spend(one, 'busy')).toBe(200);
      await until(async () => (await spend(other, 'busy')) === 429);
      expect([await spend(one, 'busy'), await spend(other, 'quiet')]).toEqual([429, 200]);
    });
  });
});
