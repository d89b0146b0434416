import { afterAll, beforeAll, expect, it } from 'vitest';
import { StartPingDocument } from '../../src/client/generated/operations.js';
import { startWispHub, type WispHubEmulator, wispHubCases } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { join, type Order, openCrowd } from './crowd.js';
import { runAt } from './fleet.js';
import { type Issuer, startIssuer } from './issuer.js';
import { type GatewayProcess, isLong, startProcess } from './process.js';
import { jsonHeaders, refusalOf, request } from './request.js';
import { countEffects, promiseJobs, ticketJobs } from './write-job.js';

const count = isLong ? 10_000 : 1_000;

/** Of those that come back all at once: they and the back ends are one process here. */
const returning = isLong ? 4_000 : 1_000;

/** Writes in flight at the moment of the stop, of which each back end is sent eight at a time. */
const writes = 50;
const writesAtOnce = 16;

const mostBytesPerSocket = 15 * 1_024;

const document = 'subscription { pingTaskChanged { id status } }';

describeWith(canStartRedis(), `${count} sockets`, () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let issuer: Issuer;
  let wispHub: WispHubEmulator;
  let wispro: WisproEmulator;
  let first: GatewayProcess;
  let second: GatewayProcess;
  let tokens: readonly string[];

  const start = (): Promise<GatewayProcess> =>
    startProcess(compiled.directory, {
      REDIS_URL: redis.url,
      JWT_SECRET: '',
      JWT_JWKS_URL: issuer.jwksUrl,
      GATEWAY_SECRET: 'planted-gateway-secret-of-32-bytes-or-more',
      WISPHUB_URL: wispHub.url,
      WISPHUB_USERNAME: 'gateway',
      WISPHUB_PASSWORD: 'wisphub-planted-password',
      WISPRO_URL: wispro.url,
      WISPRO_TOKEN: wisproToken,
      WISPRO_PROMISE_ONLY_SUSPENDED: 'false',
      COST_PER_MINUTE: '10000000',
      SOCKETS_PER_SUBJECT: '1000',
      // Few enough that some are told to come back.
      PENDING_SOCKETS_PER_ADDRESS: `${returning / 20}`,
    });

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    redis = await startRedis();
    issuer = await startIssuer();
    tokens = Array.from({ length: 100 }, (_, index) => issuer.sign(`screen-${index}`));
    wispHub = await startWispHub({ subscribers: 100, maxTicketsPerZone: 1_000 });
    wispro = await startWispro({ subscribers: 60 });
    [first, second] = await Promise.all([start(), start()]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([first, second].map((gateway) => gateway.kill()));
    await redis.close();
    await wispHub.close();
    await wispro.close();
    issuer.close();
    compiled.remove();
  });

  const token = (index: number): string => tokens[index % tokens.length] ?? '';

  const ask = (query: string) =>
    request(first.url, { headers: jsonHeaders(token(0)), body: JSON.stringify({ query }) });

  it('cost little while nothing happens, hold up nobody, and give back what they took', {
    timeout: 120_000,
  }, async () => {
    const order = { url: first.url, token, count };
    // What the first of all sockets needs is no other's.
    for (const { socket, closed } of await openCrowd({ ...order, count: 100 })) {
      socket.terminate();
      await closed;
    }
    const before = await first.usage();
    const members = await openCrowd(order);
    const open = await first.usage();
    const times: number[] = [];
    for (let turn = 0; turn < 100; turn += 1) {
      const from = performance.now();
      expect((await ask('{ viewer { subject } }')).status).toBe(200);
      times.push(performance.now() - from);
    }
    for (const { socket } of members) socket.terminate();
    await Promise.all(members.map(({ closed }) => closed));
    const each = (open.liveBytes - before.liveBytes) / count;
    let after = await first.usage();
    await until(async () => {
      after = await first.usage();
      return after.liveBytes < before.liveBytes * 1.1;
    });
    const resident = (open.residentBytes - before.residentBytes) / count;
    const p99 = times.sort((left, right) => left - right).at(-2) ?? 0;
    process.stdout.write(
      `${JSON.stringify({ sockets: count, liveKbEach: each / 1_024, residentKbEach: resident / 1_024, httpP99Ms: p99 })}\n`,
    );
    expect(each).toBeGreaterThan(1_000);
    expect(each).toBeLessThan(mostBytesPerSocket);
  });

  it('are let go by a stop that answers what is in flight, and are all back at the other', {
    timeout: 120_000,
  }, async () => {
    const input = { clientId: encodeId('Client', 'WISPHUB', wispHubCases.pingHangs.id_servicio), pings: 4 };
    const { data } = await runAt(first, token(0))(StartPingDocument, { input });
    const { id } = (data as { startPing: { pingTask: { id: string } } }).startPing.pingTask;
    const state = { data: { pingTaskChanged: { id, status: 'PENDING' } } };
    const refused: (string | undefined)[] = [];
    const order: Order = {
      url: first.url,
      token,
      count: returning,
      subscribe: () => ({ query: document }),
      onRefused: (_, retryAfter) => refused.push(retryAfter),
    };
    const members = await openCrowd(order);
    await until(() => members.every(({ events }) => events.length > 0), 30_000);
    expect(members[0]?.events).toEqual([state]);

    const isWrite = (route: string): boolean => /^POST \/api\/v1\/tickets|^GET \/api\/pp/.test(route);
    const sent = (): number => [...wispHub.calls, ...wispro.calls].filter(({ route }) => isWrite(route)).length;
    for (const emulator of [wispHub, wispro])
      for (const route of ['POST /api/v1/tickets', 'GET /api/pp'])
        emulator.fault({ route, fault: { kind: 'delay', ms: 2_000 } });
    const jobs = [...ticketJobs({ wispHub, wispro }, writes / 2), ...promiseJobs({ wispHub, wispro }, writes / 2)];
    const answers = Promise.all(jobs.map((job) => job.send(runAt(first, token(0)))));
    await until(() => sent() >= writesAtOnce, 30_000);

    // With so many clients in this process its key set would come too late: the other has had callers before, as in real life.
    if (isLong) await runAt(second, token(0))(StartPingDocument, { input: { ...input, idempotencyKey: 'warm' } });
    const fetches = issuer.fetches();
    await first.stop();
    const from = performance.now();
    expect((await request(first.url, { method: 'GET', path: '/health/ready' })).status).toBe(503);
    const late = await ask('{ viewer { subject } }');
    expect([late.status, refusalOf(late).extensions.code]).toEqual([503, 'SHUTTING_DOWN']);
    const back = Promise.all(
      members.map(async ({ closed }, index) => ({
        code: await closed,
        member: await join({ ...order, url: second.url }, index),
        at: performance.now() - from,
      })),
    );
    // Whatever fails here fails below.
    back.catch(() => undefined);

    const typenames = (await answers).map(({ typename }) => typename);
    const done = typenames.filter((typename) => typename.endsWith('Success'));
    const refusals = typenames.filter((typename) => /^retryable|SHUTTING_DOWN$/.test(typename));
    expect([done.length + refusals.length, [...countEffects({ wispHub, wispro }).values()]]).toEqual([
      writes,
      done.map(() => 1),
    ]);
    expect(done.length).toBeGreaterThanOrEqual(writesAtOnce);

    const returned = await back;
    expect(new Set(returned.map(({ code }) => code))).toEqual(new Set([1001]));
    await until(() => returned.every(({ member }) => member.events.length > 0), 30_000);
    expect(returned.filter(({ member }) => JSON.stringify(member.events[0]) !== JSON.stringify(state))).toEqual([]);
    expect(await first.exit).toEqual({ code: 0, signal: null });
    expect(issuer.fetches() - fetches).toBeLessThanOrEqual(1);
    const last = Math.max(...returned.map(({ at }) => at));
    const closing = { sockets: returning, lastBackMs: Math.round(last), upgradesRefused: refused.length };
    process.stdout.write(`${JSON.stringify({ ...closing, done: done.length, refused: refusals.length })}\n`);
    expect(last).toBeLessThan(30_000);
    for (const { member } of returned) member.socket.terminate();
  });
});
