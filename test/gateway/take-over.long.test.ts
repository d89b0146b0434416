import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StartPingDocument } from '../../src/client/generated/operations.js';
import { startWispHub, type WispHubEmulator, wispHubCases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { join, type Member, openCrowd } from './crowd.js';
import { runAt, tokenOf } from './fleet.js';
import { type GatewayProcess, isLong, startProcess } from './process.js';

/** In each round one of two gateways is killed while it polls. */
const run = isLong ? { rounds: 10, pingsEach: 50 } : { rounds: 1, pingsEach: 40 };

const pollRoute = 'GET /api/v1/ping';

const document = 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { id status connection } }';

describeWith(canStartRedis(), 'a gateway that is killed while it polls', () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let wispHub: WispHubEmulator;
  let queue: Queue;
  let gateways: GatewayProcess[];
  const token = tokenOf();

  const start = (deadline = 20_000): Promise<GatewayProcess> =>
    startProcess(
      compiled.directory,
      {
        REDIS_URL: redis.url,
        WISPHUB_URL: wispHub.url,
        WISPHUB_USERNAME: 'gateway',
        WISPHUB_PASSWORD: 'wisphub-planted-password',
        SOCKETS_PER_SUBJECT: '10000',
        COST_PER_MINUTE: '10000000',
      },
      { pingTimings: { firstPoll: 100, maxPause: 1_000, deadline } },
    );

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    redis = await startRedis();
    wispHub = await startWispHub({ subscribers: 2 * run.pingsEach, pingMs: 500 });
    const connection = { host: '127.0.0.1', port: redis.port };
    queue = new Queue('pings', { connection, prefix: '{isp-gateway}:jobs' });
    gateways = await Promise.all([start(), start()]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await queue.close();
    await redis.close();
    await wispHub.close();
    compiled.remove();
  });

  const polls = (): number => wispHub.calls.filter(({ route }) => route.startsWith(pollRoute)).length;

  const startPing = async (gateway: GatewayProcess, serviceId: number): Promise<string> => {
    const input = { clientId: encodeId('Client', 'WISPHUB', serviceId), pings: 4 };
    for (;;) {
      const { data, errors } = await runAt(gateway, token)(StartPingDocument, { input });
      const started = (data as { startPing?: { pingTask?: { id: string } } } | null)?.startPing?.pingTask;
      if (started !== undefined) return started.id;
      if (errors[0]?.extensions.retryable !== true) throw new Error(JSON.stringify({ data, errors }));
    }
  };

  /** As many at a time as a gateway writes. */
  const startPings = async (gateway: GatewayProcess, serviceIds: readonly number[]): Promise<readonly string[]> => {
    const ids: string[] = [];
    const next = serviceIds.entries();
    const work = async (): Promise<void> => {
      for (const [index, serviceId] of next) ids[index] = await startPing(gateway, serviceId);
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return ids;
  };

  /** Nothing is planned any more, anywhere. */
  const isIdle = async (): Promise<boolean> =>
    Object.values(await queue.getJobCounts()).reduce((sum, count) => sum + count, 0) === 0;

  const reported = ({ events, completions }: Member) => ({ events, completions: completions() });

  it(`is replaced by the other: each of ${run.rounds * run.pingsEach} results is told once`, {
    timeout: 400_000,
  }, async () => {
    const able = wispHub.clients.filter(({ pingOutcome }) => pingOutcome === 'stable').slice(0, run.pingsEach);
    expect(able).toHaveLength(run.pingsEach);
    const waits: number[] = [];
    let inFlight = 0;
    for (let round = 0; round < run.rounds; round += 1) {
      const [doomed, survivor] = gateways as [GatewayProcess, GatewayProcess];
      // So long that the kill comes in the middle of them.
      wispHub.fault({ route: pollRoute, fault: { kind: 'delay', ms: 4_000 } });
      const before = polls();
      const ids = await startPings(
        doomed,
        able.map(({ id_servicio }) => id_servicio),
      );
      const order = {
        token: () => token,
        count: ids.length,
        subscribe: (index: number) => ({ query: document, variables: { id: ids[index] } }),
      };
      const members = await openCrowd({ ...order, url: survivor.url });
      await until(() => polls() - before >= ids.length, 30_000);
      const locked = await queue.getActiveCount();
      await doomed.kill();
      const killedAt = performance.now();
      wispHub.clearFaults();
      const replaced = start();
      for (const member of members) {
        await until(() => member.completions() > 0, 40_000);
        waits.push(performance.now() - killedAt);
      }
      inFlight += locked;
      const event = (index: number) => ({
        data: { pingTaskCompleted: { id: ids[index], status: 'COMPLETED', connection: 'STABLE' } },
      });
      expect(members.map(reported)).toEqual(ids.map((_, index) => ({ events: [event(index)], completions: 1 })));
      gateways = [survivor, await replaced];
      // Who comes later, to one that never heard of it, is told what is stored.
      const late = await join({ ...order, url: gateways[1]?.url ?? '' }, 0);
      await until(() => late.completions() > 0, 30_000);
      expect(reported(late)).toEqual({ events: [event(0)], completions: 1 });
      for (const { socket } of [late, ...members]) socket.terminate();
      await until(isIdle, 30_000);
    }
    process.stdout.write(
      `${JSON.stringify({ ...run, pollsInFlight: inFlight, longestMs: Math.round(Math.max(...waits)) })}\n`,
    );
  });

  it('and whose subscribers are gone leaves nobody who polls for ever', { timeout: 60_000 }, async () => {
    const [doomed, other] = gateways as [GatewayProcess, GatewayProcess];
    const [id = ''] = await startPings(doomed, [wispHubCases.pingHangs.id_servicio]);
    const order = { token: () => token, count: 1, subscribe: () => ({ query: document, variables: { id } }) };
    const member = await join({ ...order, url: doomed.url }, 0);
    const heir = await start(1_000);
    gateways = [heir];
    await Promise.all([doomed.kill(), other.kill()]);
    expect(await member.closed).toBe(1006);
    await until(isIdle, 40_000);
    const late = await join({ ...order, url: heir.url }, 0);
    await until(() => late.completions() === 1);
    expect(late.events).toMatchObject([{ data: { pingTaskCompleted: { status: 'TIMED_OUT' } } }]);
    late.socket.terminate();
  });
});
