import { afterEach, describe, expect, it } from 'vitest';
import { parseExposition } from './exposition.js';
import { codesOf, metricsToken, startTestGateway, type TestGateway, until } from './gateway.js';
import { request } from './request.js';

let gateway: TestGateway;

afterEach(() => gateway.close());

const native = { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key', HEDGED_READS: 'true' };

const limitMs = 120_000;

async function metric(name: string, labels: Readonly<Record<string, string>>): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const { text } = await request(gateway.url, { method: 'GET', path: '/metrics', headers });
  return parseExposition(text).value(`isp_gateway_${name}`, { backend: 'WISPHUB', ...labels });
}

/** Asks for clients, each once, by a few callers. @returns codes of errors. */
async function ask(from: number, count: number, callers: number): Promise<readonly string[]> {
  const ids = gateway.wispHub.clients.slice(from, from + count).map(({ id_servicio }) => id_servicio);
  const codes: string[] = [];
  const work = async (): Promise<void> => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      const answer = await gateway.send<{ client: unknown }>(`{ client(by: { serviceId: ${id} }) { serviceId } }`);
      codes.push(...codesOf(answer));
      if (answer.errors.length === 0) expect(answer.data).toEqual({ client: { serviceId: id } });
    }
  };
  await Promise.all(Array.from({ length: callers }, work));
  return codes;
}

describe('a back end that stalls each eighth call', () => {
  const stalling = { lineage: 'native', subscribers: 700, latencyMs: 60 } as const;

  it('is asked a second time for what is late, seldom for more, and its breaker stays closed', {
    timeout: limitMs,
  }, async () => {
    gateway = await startTestGateway({ wispHub: stalling, backends: ['wispHub'], environment: native });
    expect(await ask(100, 60, 3)).toEqual([]);
    const before = gateway.wispHub.calls.length;
    gateway.wispHub.settings({ stallEvery: 8 });
    expect(await ask(200, 300, 3)).toEqual([]);
    const calls = gateway.wispHub.calls.length - before;
    expect(calls).toBeGreaterThanOrEqual(Math.floor((300 * 8) / 7));
    expect(calls).toBeLessThanOrEqual(300 * 1.15 + 8);
    expect(await metric('backend_hedges_total', { kind: 'read', by: 'second' })).toBeGreaterThanOrEqual(30);
    expect(await metric('backend_calls_total', { kind: 'read', outcome: 'ok' })).toBeGreaterThanOrEqual(360);
    expect(await metric('breaker_state', { kind: 'read', state: 'closed' })).toBe(1);
  });

  it('is not asked a second time where that is turned off', { timeout: limitMs }, async () => {
    const environment = { ...native, HEDGED_READS: 'false' };
    gateway = await startTestGateway({ wispHub: stalling, backends: ['wispHub'], environment });
    gateway.wispHub.settings({ stallEvery: 8 });
    expect(await ask(100, 40, 3)).toEqual([]);
    expect(await metric('backend_hedges_total', { kind: 'read' })).toBe(0);
  });
});

describe('a back end that answers nothing any more', () => {
  it('opens its breaker, and is not asked twice as often', { timeout: limitMs }, async () => {
    gateway = await startTestGateway({ backends: ['wispHub'] });
    expect(await ask(100, 30, 3)).toEqual([]);
    const before = gateway.wispHub.calls.length;
    gateway.wispHub.fault({ fault: { kind: 'hang', when: 'before' } });
    expect(new Set(await ask(150, 8, 8))).toEqual(new Set(['UPSTREAM_TIMEOUT']));
    expect(gateway.wispHub.calls.length - before).toBeLessThanOrEqual(8 + 4);
    await until(async () => (await metric('breaker_state', { kind: 'read', state: 'open' })) === 1);
    const asked = gateway.wispHub.calls.length;
    expect(new Set(await ask(160, 8, 8))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
    expect(gateway.wispHub.calls.length).toBe(asked);
  });

  it('is never asked a second time for a write', { timeout: limitMs }, async () => {
    gateway = await startTestGateway({ backends: ['wispHub'] });
    expect(await ask(100, 30, 3)).toEqual([]);
    gateway.wispHub.fault({ route: 'PUT ', fault: { kind: 'delay', ms: 3_000 } });
    const clientId = Buffer.from(`Client:WISPHUB:${gateway.wispHub.clients[100]?.id_servicio}`).toString('base64url');
    const update = 'mutation Update($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';
    const { data } = await gateway.send(update, { input: { clientId, document: '52999888' } });
    expect(data).toEqual({ updateClient: { __typename: 'UpdateClientSuccess' } });
    expect(gateway.wispHub.effects.updates).toHaveLength(1);
    expect(gateway.wispHub.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(await metric('backend_hedges_total', { kind: 'write' })).toBe(0);
  });
});
