import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutagesDocument, StartZonePingDocument, ZonePingDocument } from '../../src/client/generated/operations.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { runAt, tokenOf } from './fleet.js';
import { type GatewayProcess, startProcess } from './process.js';

const zoneId = 7;

describeWith(canStartRedis(), 'two gateways over one Redis', () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let wispHub: WispHubEmulator;
  let gateways: GatewayProcess[];
  const token = tokenOf();

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    redis = await startRedis();
    wispHub = await startWispHub({ subscribers: 300, pingMs: 1_000 });
    for (const row of wispHub.clients) Object.assign(row, { pingOutcome: 'none' });
    const start = () =>
      startProcess(compiled.directory, {
        REDIS_URL: redis.url,
        WISPHUB_URL: wispHub.url,
        WISPHUB_USERNAME: 'gateway',
        WISPHUB_PASSWORD: 'wisphub-planted-password',
        ZONE_PING_CLIENTS: '20',
        ZONE_PINGS_AT_ONCE: '4',
        ZONE_PINGS_PER_MINUTE: '600',
      });
    gateways = await Promise.all([start(), start()]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await redis.close();
    await wispHub.close();
    compiled.remove();
  });

  it('go on with the run of one that is killed, ping nobody twice, and raise one outage', {
    timeout: 200_000,
  }, async () => {
    const [doomed, survivor] = gateways as [GatewayProcess, GatewayProcess];
    const input = { zoneId };
    let id = '';
    await until(async () => {
      const { data } = await runAt(doomed, token)(StartZonePingDocument, { input });
      id = (data as { startZonePing?: { zonePing?: { id: string } } } | null)?.startZonePing?.zonePing?.id ?? '';
      return id !== '';
    }, 20_000);
    await until(() => wispHub.effects.pings.length >= 6, 60_000);
    await doomed.kill();
    expect(wispHub.effects.pings.length).toBeLessThan(20);
    const read = async () =>
      ((await runAt(survivor, token)(ZonePingDocument, { id })).data as { zonePing?: { state: string } } | null)
        ?.zonePing;
    await until(async () => (await read())?.state === 'COMPLETED', 120_000);
    const pinged = wispHub.effects.pings.map(({ serviceId }) => serviceId);
    expect(new Set(pinged).size).toBe(pinged.length);
    expect(pinged).toHaveLength(20);
    expect(await read()).toMatchObject({ total: 20, done: 20, outage: { scope: 'ZONE', zone: { zoneId } } });
    const { data } = await runAt(survivor, token)(OutagesDocument, { first: 10 });
    expect((data as { outages: { nodes: object[] } }).outages.nodes).toMatchObject([
      { state: 'OPEN', source: 'PINGS' },
    ]);
  });
});
