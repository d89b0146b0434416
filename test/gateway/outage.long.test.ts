import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  CreateTicketDocument,
  PingTaskCompletedDocument,
  PingTaskDocument,
  StartPingDocument,
  VerifyClientDocument,
} from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { createRedis } from '../../src/store/redis/client.js';
import { startProxy } from '../store/proxy.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { type Instances, insist, startInstances } from './instances.js';
import { isLong } from './process.js';
import { type Attempt, classify, countEffects, ticketJobs, type WriteJob } from './write-job.js';

const idOf = (serviceId: number): string => encodeId('Client', 'WISPHUB', serviceId);
const right = { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB Plus' };

const pingTimings = { firstPoll: 100, maxPause: 300, deadline: 300_000 };

/** Until the back end's clock is moved on. */
const pingSeconds = 600;

/** So that nothing is lost of what was acknowledged. */
const durable = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];

const ticketOf = (serviceId: number, idempotencyKey: string) => ({
  input: { clientId: idOf(serviceId), subject: 'Internet Lento', description: `de ${idempotencyKey}`, idempotencyKey },
});

describeWith(canStartRedis(), 'two instances whose Redis', () => {
  let redis: RedisServer;
  let instances: Instances;

  beforeEach(async () => {
    redis = await startRedis(durable);
    instances = await startInstances(redis, {
      ...{ wispHub: { pingMs: pingSeconds * 1_000 }, lifetimes, pingTimings },
      // A busy machine has time for an answer; whoever waits for one that does not come waits longer than in earnest.
      storeTimeoutMs: 500,
    });
  });

  afterEach(async () => {
    await instances.close();
    await redis.close();
  });

  const nameOf = ({ send }: TestGateway, serviceId: number) =>
    send<{ client: { name: string } }>('query ($id: ID!) { client(by: { id: $id }) { name } }', {
      id: idOf(serviceId),
    });
  const ticketsOf = ({ send }: TestGateway, serviceId: number) =>
    send('query ($id: ID!) { client(by: { id: $id }) { name tickets(first: 1) { totalCount } } }', {
      id: idOf(serviceId),
    });
  const verify = ({ run }: TestGateway, facts: typeof right) =>
    run(VerifyClientDocument, { input: { clientId: idOf(1001), facts } });
  const startPing = async ({ run }: TestGateway): Promise<string> => {
    const input = { clientId: idOf(cases.pingStable.id_servicio), idempotencyKey: 'ping' };
    const { startPing } = dataOf(await insist(() => run(StartPingDocument, { input })));
    if (startPing.__typename !== 'StartPingSuccess') throw new Error(startPing.__typename);
    return startPing.pingTask.id;
  };
  /** @returns what will have come when the stream is over. */
  const follow = async (gateway: TestGateway, id: string): Promise<readonly unknown[]> => {
    const events: unknown[] = [];
    const { text: query, name: operationName } = PingTaskCompletedDocument;
    for await (const event of gateway.socket().iterate({ query, operationName, variables: { id } })) events.push(event);
    return events;
  };

  it.each(['is killed', 'is frozen'])(
    '%s read on, write nothing, and go on with what was under way when it is back',
    { timeout: 60_000 },
    async (how) => {
      const { one, other } = instances;
      for (const gateway of [one, other]) await nameOf(gateway, 1001);
      const ping = await startPing(one);
      const streams = [one, other].map((gateway) => follow(gateway, ping));
      await until(() => [one, other].every(({ logged }) => logged().includes('"PingTaskCompleted"')));
      dataOf(await insist(() => one.run(CreateTicketDocument, ticketOf(1001, 'before'))));

      if (how === 'is frozen') redis.freeze();
      else await redis.kill();
      const start = performance.now();

      for (const gateway of [one, other]) {
        const known = await callsDuring(one, () => nameOf(gateway, 1001));
        expect([dataOf(known.value).client.name, known.calls]).toEqual(['ESPERANZA BENÍTEZ', []]);
      }
      const unknown = await callsDuring(one, () => nameOf(one, 1002));
      expect([codesOf(unknown.value), unknown.calls.length]).toEqual([[], 1]);
      expect(dataOf(await one.run(PingTaskDocument, { id: ping })).pingTask).toMatchObject({ status: 'PENDING' });

      expect(await ticketsOf(one, 1002)).toMatchObject({
        data: { client: { name: expect.any(String), tickets: { totalCount: null } } },
        errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
      });

      const writing = await callsDuring(one, async () => {
        for (let n = 0; n < 10; n += 1) {
          const answer = await (n % 2 === 0 ? one : other).run(CreateTicketDocument, ticketOf(1002, 'during'));
          expect(answer.errors).toMatchObject([
            { path: ['createTicket'], extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } },
          ]);
        }
      });
      expect(writing.calls.filter((route) => route.startsWith('POST'))).toEqual([]);

      // Each by itself: two tries at a client instead of five.
      for (const gateway of [one, other]) {
        expect(dataOf(await verify(gateway, right)).verifyClient).toMatchObject({ verified: true });
        await verify(gateway, { ...right, address: 'Otro Barrio' });
        expect(codesOf(await verify(gateway, right))).toEqual(['RATE_LIMITED']);
      }
      // Three in a row have waited at each connection, and nobody after them.
      expect(performance.now() - start).toBeLessThan(15_000);

      // The ping ends while nobody can be told.
      one.wispHub.advance(pingSeconds);
      if (how === 'is frozen') redis.thaw();
      else await redis.start();
      await until(async () => {
        const answers = await Promise.all([one, other].map((gateway) => ticketsOf(gateway, 1002)));
        return answers.flatMap(codesOf).length === 0;
      });
      const later = async (gateway: TestGateway) =>
        dataOf(await insist(() => gateway.run(CreateTicketDocument, ticketOf(1002, 'during')))).createTicket;
      expect(await later(one)).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: false });
      expect(await later(other)).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: true });
      const reported = { data: { pingTaskCompleted: expect.objectContaining({ id: ping, status: 'COMPLETED' }) } };
      expect(await Promise.all(streams)).toEqual([[reported], [reported]]);
      expect(one.wispHub.effects.tickets.map(({ descripcion }) => descripcion.split('\n')[0])).toEqual([
        'de before',
        'de during',
      ]);
    },
  );
});

describeWith(canStartRedis(), 'a gateway over a Redis with a replica', () => {
  const closers: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const closing = <Thing extends { close(): Promise<void> }>(thing: Thing): Thing => {
    closers.push(() => thing.close());
    return thing;
  };
  const start = async (...options: readonly string[]): Promise<RedisServer> =>
    closing(await startRedis(['--save', '', '--repl-diskless-sync-delay', '0', ...options]));
  const replicaOf = ({ port }: RedisServer) => start('--replicaof', '127.0.0.1', `${port}`);

  const writes = isLong ? 2_000 : 80;
  const patienceMs = 60_000;

  it(`does none of ${writes} writes twice that are sent again after a failover`, { timeout: 600_000 }, async () => {
    const primary = await start();
    const replica = await replicaOf(primary);
    await replicaOf(replica);
    const proxy = closing(await startProxy(primary.port));
    const gateway = closing(
      await startTestGateway({
        wispHub: { subscribers: writes * 2, maxTicketsPerZone: 100_000 },
        environment: { REDIS_URL: proxy.url, REDIS_REPLICAS: '1', COST_PER_MINUTE: '1000000' },
        storeTimeoutMs: 1_000,
      }),
    );
    const jobs = ticketJobs(gateway, writes);
    const attempts = new Map<string, Attempt[]>(jobs.map(({ name }) => [name, []]));
    const send = async ({ name, send }: WriteJob): Promise<Attempt> => {
      const attempt = await send(gateway.run);
      attempts.get(name)?.push(attempt);
      return attempt;
    };
    const refused = (): number => [...attempts.values()].flat().filter(isRefused).length;

    const sendAll = async (each: (job: WriteJob) => Promise<unknown>): Promise<void> => {
      const next = jobs.values();
      const work = async (): Promise<void> => {
        for (const job of next) await each(job);
      };
      await Promise.all(Array.from({ length: 6 }, work));
    };
    const writing = sendAll(send);
    await until(() => countEffects(gateway).size > writes / 4, patienceMs);
    // The old primary goes on alone for a while, then it is gone, and the address leads to the new one.
    await withRedis(replica, (client) => client.replicaof('NO', 'ONE'));
    await until(() => refused() > 5, patienceMs);
    proxy.leadTo(replica.port);
    await primary.kill();
    await writing;

    // Nobody knows any more how it went, and everybody asks again.
    await sendAll((job) => until(async () => !isRefused(await send(job)), patienceMs));
    const effects = countEffects(gateway);
    const violations = [...attempts].flatMap(([name, made]) => classify(name, made, effects.get(name) ?? 0));
    expect(violations).toEqual([]);
    expect(effects.size).toBeGreaterThan(writes * 0.9);
  });
});

describeWith(canStartRedis(), 'a gateway that loses answers of Redis', () => {
  it('does nothing twice, and counts no try of an identity twice', { timeout: 60_000 }, async () => {
    const redis = await startRedis();
    const proxy = await startProxy(redis.port);
    const gateway = await startTestGateway({ environment: { REDIS_URL: proxy.url } });
    for (const { name, send } of ticketJobs(gateway, 20)) {
      const attempts: Attempt[] = [];
      proxy.loseAnswers(1);
      await until(async () => {
        attempts.push(await send(gateway.run));
        return !isRefused(attempts.at(-1));
      });
      expect(classify(name, attempts, countEffects(gateway).get(name) ?? 0)).toEqual([]);
    }
    for (let n = 0; n < 4; n += 1) {
      proxy.loseAnswers(1);
      const input = { clientId: idOf(1001), facts: right };
      await gateway.run(VerifyClientDocument, { input }, { subject: `bot ${n}` });
    }
    const counts = await withRedis(redis, async (client) => {
      const keys = await client.keys('*:limit:target:*');
      return Promise.all(keys.map(async (key) => Number(await client.get(key))));
    });
    expect(counts.length).toBeLessThanOrEqual(1);
    expect(Math.max(0, ...counts)).toBeLessThanOrEqual(4);
    for (const open of [gateway, proxy, redis]) await open.close();
  });
});

function isRefused(attempt: Attempt | undefined): boolean {
  return attempt?.typename === 'retryable SERVICE_UNAVAILABLE';
}

async function withRedis<Value>({ url }: RedisServer, run: (redis: Redis) => Promise<Value>): Promise<Value> {
  const redis = createRedis(url, { kind: 'requests', timeoutMs: 5_000 }, () => undefined);
  await redis.connect();
  try {
    return await run(redis);
  } finally {
    redis.disconnect();
  }
}
