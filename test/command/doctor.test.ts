import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../src/command/doctor.js';
import type { EmulatedAnswer } from '../../src/emulator/server.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproCases, wisproToken } from '../../src/emulator/wispro/index.js';
import { build, run } from '../command.js';
import { jwt } from '../gateway/gateway.js';
import { findInLog } from '../gateway/secret.js';
import { findRedis } from '../store/redis-server.js';

let wispHub: WispHubEmulator;
let wispro: WisproEmulator;

beforeAll(async () => {
  [wispHub, wispro] = await Promise.all([startWispHub({ subscribers: 50 }), startWispro({ subscribers: 30 })]);
});

afterAll(() => Promise.all([wispHub.close(), wispro.close()]));

beforeEach(() => {
  wispHub.reset();
  wispro.reset();
});

type Environment = Readonly<Record<string, string>>;

const document = wisproCases.paidAndPending.dni;

const healthy = (): Environment => ({
  JWT_SECRET: jwt.secret,
  WISPHUB_URL: wispHub.url,
  WISPHUB_USERNAME: 'gateway',
  WISPHUB_PASSWORD: 'wisphub-planted-password',
  WISPHUB_API_KEY: 'wisphub-planted-api-key',
  WISPRO_URL: wispro.url,
  WISPRO_TOKEN: wisproToken,
});

/** What is not as it should be. That this machine is busy is no trouble of a back end: `latency` is left out. */
async function troubles(environment: Environment = {}): Promise<readonly string[]> {
  const lines = await examine({ ...healthy(), ...environment }, [document]);
  expect(findInLog(JSON.stringify(lines))).toEqual([]);
  expect(JSON.stringify(lines)).not.toMatch(/127\.0\.0\.1|JUAN|30111222/);
  const bad = lines.filter(({ standing }) => standing !== 'ok');
  expect(bad.every(({ remedy }) => remedy !== undefined && remedy !== '')).toBe(true);
  return bad.filter(({ check }) => check !== 'latency').map(toText);
}

const toText = ({ part, standing, check, message }: Awaited<ReturnType<typeof examine>>[number]): string =>
  `${standing} ${part} ${check}: ${message}`;

const rewriteRows = (change: (row: Record<string, unknown>) => void) => ({
  kind: 'rewrite' as const,
  rewrite: (answer: EmulatedAnswer): EmulatedAnswer => {
    const body = JSON.parse(String(answer.body));
    for (const row of body.data) change(row);
    return { ...answer, body: JSON.stringify(body) };
  },
});

const later = (seconds: number) => ({
  kind: 'rewrite' as const,
  rewrite: (answer: EmulatedAnswer): EmulatedAnswer => ({
    ...answer,
    headers: { ...answer.headers, date: new Date(Date.now() + seconds * 1_000).toUTCString() },
  }),
});

const page = { kind: 'answer', when: 'before', status: 200, body: '<html>Sign in</html>' } as const;
const nobodyListens = 'http://127.0.0.1:1';

describe('doctor names', () => {
  it.each(['oldest', 'v1', 'early-v2', 'mid-v2', 'v2'] as const)(
    'nothing of healthy back ends, %s, by a few reads',
    async (lineage) => {
      wispHub.settings({ lineage });
      expect(await troubles()).toEqual([]);
      expect(wispHub.calls.length).toBeLessThan(14);
      expect(wispro.calls.length).toBeLessThan(8);
      expect(wispHub.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/auth/token'))).toEqual([]);
      expect([wispHub.effects.tickets, wispHub.effects.pings, wispro.promises]).toEqual([[], [], []]);
    },
  );

  it('credentials that are refused', async () => {
    expect(await troubles({ WISPHUB_PASSWORD: 'wrong' })).toEqual([
      'fault wisphub credentials: refuses the credentials',
    ]);
    wispHub.settings({ lineage: 'v2' });
    expect(await troubles({ WISPHUB_API_KEY: 'wrong' })).toEqual([
      'fault wisphub credentials: refuses the credentials',
    ]);
    for (const badToken of ['error-token', 'envelope401', 'http401'] as const) {
      wispro.settings({ badToken });
      const [trouble, ...more] = await troubles({ WISPRO_TOKEN: 'wrong', WISPHUB_API_KEY: 'wisphub-planted-api-key' });
      expect([trouble, more]).toEqual([
        expect.stringMatching(/^fault wispro credentials: refuses the credentials/),
        [],
      ]);
    }
  });

  it('a back end that is down', async () => {
    expect(await troubles({ WISPHUB_URL: nobodyListens })).toEqual([
      'fault wisphub reachable: cannot be reached (connection: ECONNREFUSED)',
    ]);
    expect(await troubles({ WISPRO_URL: nobodyListens })).toEqual([
      'fault wispro reachable: cannot be reached (connection: ECONNREFUSED)',
    ]);
  });

  it('a page of somebody else in its place', async () => {
    wispHub.fault({ fault: page });
    wispro.fault({ fault: page });
    expect(await troubles()).toEqual([
      expect.stringMatching(/^fault wisphub reachable: answers, but not as its API does/),
      expect.stringMatching(/^fault wispro reachable: answers, but not as its API does/),
    ]);
  });

  it('a slow one', async () => {
    wispro.setLatency(1_050);
    const lines = (await examine(healthy(), [document])).map(toText);
    expect(lines).toContainEqual(expect.stringMatching(/^warning wispro latency: slow: half of 5 reads took/));
  });

  it('a clock that is wrong, and tokens that are too old when they come', async () => {
    wispHub.fault({ fault: later(600) });
    wispro.fault({ fault: later(-90) });
    const [first, second] = await troubles();
    expect(first).toMatch(/^warning wisphub clock: its clock is (59\d|600) s ahead of ours$/);
    expect(second).toMatch(/^warning wispro clock: its clock is 9\d s behind ours$/);
    wispHub.reset();
    wispro.reset();
    wispHub.settings({ tokenLifeSeconds: -60 });
    expect(await troubles()).toContain(
      'fault wisphub token: its tokens have expired by our clock when they are given out',
    );
  });

  it('a dialect that is forced and not spoken', async () => {
    expect(await troubles({ WISPHUB_DIALECT: 'v2' })).toEqual([
      'fault wisphub dialect: WISPHUB_DIALECT is v2, but v1 is spoken',
    ]);
    wispHub.settings({ lineage: 'v2' });
    expect(await troubles({ WISPHUB_DIALECT: 'v1' })).toEqual([
      'fault wisphub dialect: WISPHUB_DIALECT is v1, but v2 is spoken',
    ]);
  });

  it('fields that are gone, that cannot be read any more and that are new, without a value', async () => {
    const spoil = rewriteRows((row) => {
      delete row.outstanding_balance;
      row.zone_id = 'seven';
      row.fiscal_data = 'secret';
      row['JUAN 30111222'] = 1;
    });
    wispHub.fault({ route: 'GET /api/v1/clients/', times: 1, fault: spoil });
    const rename = (body: string) => body.replaceAll('"invoice_number"', '"numero_factura"');
    wispro.fault({
      route: 'GET /api/invoicing',
      fault: { kind: 'rewrite', rewrite: (answer) => ({ ...answer, body: rename(String(answer.body)) }) },
    });
    expect(await troubles()).toEqual([
      'fault wisphub shape of GET /clients/: missing: outstanding_balance; no longer readable: zone_id; new: fiscal_data, ?',
      'fault wispro shape of GET /api/invoicing: missing: invoice_number; new: numero_factura',
    ]);
  });

  it('every fault of a configuration', async () => {
    expect(await troubles({ PORT: 'many', WISPRO_TOKEN: '' })).toEqual([
      expect.stringMatching(/^fault gateway configuration: WISPRO_TOKEN/),
      expect.stringMatching(/^fault gateway configuration: PORT/),
    ]);
  });

  it('a store that cannot be used', async () => {
    expect(await troubles({ DATA_DIR: '/dev/null/data' })).toEqual(['fault gateway store: DATA_DIR cannot be written']);
    expect(await troubles({ REDIS_URL: 'redis://127.0.0.1:1' })).toEqual(['fault gateway redis: cannot be reached']);
  });

  it('a Redis that forgets', async ({ skip }) => {
    const redis = await findRedis();
    if (redis === null) return skip();
    const found = await troubles({ REDIS_URL: redis.url });
    await redis.close();
    expect(found.every((line) => /^warning gateway redis: (appendonly|maxmemory-policy) is not /.test(line))).toBe(
      true,
    );
  });

  it('an issuer without keys', async () => {
    let body = '{"keys":[{"kty":"oct"}]}';
    const issuer = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
    await new Promise((resolve) => issuer.once('listening', resolve));
    const { port } = issuer.address() as AddressInfo;
    const environment = { JWT_SECRET: '', GATEWAY_SECRET: jwt.secret, JWT_JWKS_URL: `http://127.0.0.1:${port}/` };
    expect(await troubles(environment)).toEqual(['fault gateway keys of tokens: there is none of RS256 or ES256']);
    body = '<html>';
    expect(await troubles(environment)).toEqual([
      'fault gateway keys of tokens: JWT_JWKS_URL answers something that is no key set',
    ]);
    body = '{"keys":[{"kty":"RSA"}]}';
    expect(await troubles(environment)).toEqual([]);
    await new Promise((resolve) => issuer.close(resolve));
    expect(await troubles(environment)).toEqual(['fault gateway keys of tokens: JWT_JWKS_URL cannot be reached']);
  });
});

describe('the command', () => {
  beforeAll(build, 60_000);

  it('prints a line for each check without colours, and ends with 0', async () => {
    const { code, output } = await run(['doctor', '--document', document], healthy());
    expect(code).toBe(0);
    const lines = output.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(12);
    expect(lines.filter((line) => !/^(ok|warning) +(gateway|wisphub|wispro) +\S.*: .+\.$/.test(line))).toEqual([]);
  });

  it('says what to do about a fault, and ends with 1; for programs in JSON', async () => {
    const environment = { ...healthy(), WISPHUB_PASSWORD: 'wrong' };
    const { code, output } = await run(['doctor'], environment);
    expect([code, output]).toEqual([
      1,
      expect.stringContaining('refuses the credentials. Set WISPHUB_USERNAME and WISPHUB_PASSWORD'),
    ]);
    const inJson = await run(['doctor', '--json'], environment);
    expect(inJson.code).toBe(1);
    expect(JSON.parse(inJson.output)).toMatchObject({ ok: false, checks: expect.any(Array) });
  });
});
