import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examine, learn } from '../../src/cli/doctor.js';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWisproCloud, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { startWispro, type WisproEmulator, wisproCases, wisproToken } from '../../src/emulator/wispro/index.js';
import { jwt } from '../gateway/gateway.js';
import { findInLog } from '../gateway/secret.js';
import { findRedis } from '../store/redis-server.js';
import { build, run } from './command.js';

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
  const bad = lines.filter(({ status }) => status !== 'ok');
  expect(bad.every(({ hint }) => hint !== undefined && hint !== '')).toBe(true);
  return bad.filter(({ check }) => check !== 'latency').map(toText);
}

const toText = ({ part, status, check, message }: Awaited<ReturnType<typeof examine>>[number]): string =>
  `${status} ${part} ${check}: ${message}`;

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
const refusesConnections = 'http://127.0.0.1:1';

describe('doctor names', () => {
  it.each(['oldest', 'v1', 'early-v2', 'mid-v2', 'v2'] as const)(
    'nothing of healthy back ends, %s, by a few reads',
    async (lineage) => {
      wispHub.settings({ lineage });
      expect(await troubles()).toEqual([]);
      expect(wispHub.calls.length).toBeLessThan(20);
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
    expect(await troubles({ WISPHUB_URL: refusesConnections })).toEqual([
      'fault wisphub reachable: cannot be reached (connection: ECONNREFUSED)',
    ]);
    expect(await troubles({ WISPRO_URL: refusesConnections })).toEqual([
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

  it.each(['oldest', 'v1', 'early-v2', 'mid-v2', 'v2'] as const)(
    'that nothing came from the native system, which is down or refuses the key, over %s',
    async (lineage) => {
      wispHub.settings({ lineage, nativeDown: true });
      wispHub.expireCaches();
      wispHub.advance(1_000);
      const found = await troubles();
      expect(found).toContain(
        'fault wisphub native system: no client and no plan came from it: it is out of reach, refuses the key, or is empty',
      );
      expect(found.filter((line) => /: (a|\d+) records? /.test(line))).toEqual([]);
    },
  );

  it('a native system that has died since the middleware listed its clients', async () => {
    expect(await troubles()).toEqual([]);
    wispHub.settings({ nativeDown: true });
    expect(await troubles()).toContain(
      'fault wisphub native system: a client of the list is not found by service id: it is out of reach, or refuses the key',
    );
  });

  it.each([
    ['repeated', { pagingBug: true }, '150 rows are 50 clients: pages of it are repeated'],
    [
      'lost by a row on it',
      { badRowNumber: 60 },
      expect.stringMatching(/ids that are not in it are clients: pages of it are lost$/),
    ],
    [
      'lost at the end',
      { nativeFailsFromPage: 3 },
      expect.stringMatching(/ids that are not in it are clients: pages of it are lost$/),
    ],
  ])('a list whose pages are %s', async (_, changes, message) => {
    const large = await startWispHub({ subscribers: 120, lineage: 'v2' });
    large.settings(changes);
    large.advance(1_000);
    const lines = await examine({ ...healthy(), WISPHUB_URL: large.url }, [document]);
    await large.close();
    expect(lines.filter(({ check }) => check === 'list of clients')).toEqual([
      { part: 'wisphub', check: 'list of clients', status: 'fault', message, hint: expect.any(String) },
    ]);
  });

  it('no fault in a back end that closes its connection after a 500', async () => {
    // The oldest answers the first question with one.
    wispHub.settings({ lineage: 'oldest' });
    expect(await troubles()).toEqual([]);
    const [first, ...others] = wispHub.calls.map(({ socket }) => socket);
    expect(others).not.toContain(first);
  });

  it.each(['<html>Not Found</html>', '', '"x"'])('an address at which somebody answers 404 with %j', async (body) => {
    const nothing = { kind: 'answer', when: 'before', status: 404, body } as const;
    wispHub.fault({ fault: nothing });
    wispro.fault({ fault: nothing });
    for (const login of [{}, { WISPHUB_USERNAME: '', WISPHUB_PASSWORD: '' }, { WISPHUB_API_KEY: '' }]) {
      expect(await troubles(login)).toEqual([
        expect.stringMatching(/^fault wisphub reachable: answers, but not as its API does/),
        expect.stringMatching(/^fault wispro reachable: answers, but not as its API does/),
      ]);
    }
  });

  it.each([
    [200, '[]'],
    [200, '{}'],
    [200, 'null'],
    [200, '{"data":[]}'],
    [200, '{"status":404,"error":"Not Found","path":"/api/data"}'],
    [404, '{"status":404,"error":"Not Found","path":"/api/data"}'],
  ])('credentials that are not proven by status %i and %s, which any server could say', async (status, body) => {
    wispro.fault({ fault: { kind: 'answer', when: 'before', status, body } });
    const lines = (await examine(healthy(), [document])).map(toText);
    expect(lines.filter((line) => line.includes('wispro credentials'))).toEqual([
      'warning wispro credentials: not proven: nothing was found, and not in words that only the integration has',
    ]);
  });

  it('credentials that are proven by a record, where nothing is said in no words of its own', async () => {
    wispro.settings({ unknownClient: 'emptyArray' });
    const lines = (await examine(healthy(), [document])).map(toText);
    expect(lines).toContain('ok wispro credentials: a record was given for them');
    wispro.settings({ unknownClient: 'suricata404' });
    const others = (await examine(healthy(), ['99999999'])).map(toText);
    expect(others).toContain(
      'ok wispro credentials: a search that must find nothing was answered with its own "not found"',
    );
  });

  it('what was not seen: a record of Wispro', async () => {
    const lines = await examine({ ...healthy(), WISPHUB_URL: '' }, ['99999999']);
    expect(lines.filter(({ status }) => status === 'warning').map(toText)).toEqual([
      "warning wispro shape: not proven: none of 1 documents is a client's there",
    ]);
  });

  it('an integration that answers somebody else than was asked for', async () => {
    const other = await fetch(
      `${wispro.url}/api/data?token=${wisproToken}&type=dni&q=${wisproCases.threeContracts.dni}`,
    );
    const body = await other.text();
    wispro.fault({ route: 'GET /api/data', skip: 3, fault: { kind: 'answer', when: 'before', status: 200, body } });
    expect(await troubles()).toEqual(['fault wispro shape: GET /api/data answers somebody else than was asked for']);
    wispro.clearFaults();
    wispro.fault({ route: 'GET /api/data', fault: { kind: 'answer', when: 'before', status: 200, body } });
    expect(await troubles()).toEqual(['fault wispro shape: GET /api/data answers somebody else than was asked for']);
  });

  it('nothing without the proof of it', async () => {
    const lines = await examine(healthy(), [document]);
    const proofs = lines
      .filter(({ status, check }) => status === 'ok' && check !== 'latency')
      .map(({ part, check, message }) => `${part} ${check}: ${message}`);
    expect(proofs).toEqual([
      'gateway configuration: it is whole',
      'gateway store: in this process: a restart forgets it (set DATA_DIR or REDIS_URL)',
      'wisphub reachable: GET /health was answered with status 200',
      'wisphub dialect: v1',
      'wisphub credentials: GET /tickets/subjects was answered with them',
      expect.stringMatching(/^wisphub shape of GET \/internet-plans\/: \d+ records that it gave are as expected$/),
      'wisphub shape of GET /internet-plans/{planId}: a record that it gave is as expected',
      'wisphub shape of GET /clients/: 20 records that it gave are as expected',
      'wisphub shape of GET /clients/by-service-id/{serviceId}: a record that it gave is as expected',
      'wisphub native system: a client of the list was found by service id',
      expect.stringMatching(
        /^wisphub list of clients: 50 rows, each another client, and \d ids that are not in it are unknown$/,
      ),
      'wisphub shape of GET /tickets/zone-blocked/{zoneId}: a record that it gave is as expected',
      'wisphub clock: the Date of its answers is ours',
      'wispro reachable: GET /api/data was answered with status 200',
      'wispro credentials: a search that must find nothing was answered with its own "not found"',
      'wispro shape of GET /api/data: a record that it gave is as expected',
      expect.stringMatching(
        /^wispro shape of contracts in GET \/api\/data: (a|\d+) records? that it gave (is|are) as expected$/,
      ),
      expect.stringMatching(
        /^wispro shape of GET \/api\/invoicing: (a|\d+) records? that it gave (is|are) as expected$/,
      ),
      'wispro clock: the Date of its answers is ours',
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
      'fault wisphub list of clients: 50 of 50 rows cannot be read',
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
    for (const directory of ['/dev/null/data', process.execPath]) {
      expect(await troubles({ DATA_DIR: directory })).toEqual([
        'fault gateway store: a file stands in the place of DATA_DIR, which must be a folder',
      ]);
    }
    expect(await troubles({ REDIS_URL: 'redis://127.0.0.1:1' })).toEqual(['fault gateway redis: cannot be reached']);
  });

  it('a Redis that forgets', async ({ skip }) => {
    const redis = await findRedis();
    if (redis === null) return skip();
    const found = await troubles({ REDIS_URL: redis.url });
    await redis.close();
    expect(
      found.every((line) => /^warning gateway redis: (appendonly|appendfsync|maxmemory-policy) is not /.test(line)),
    ).toBe(true);
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
    const { publicKey: short } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const { publicKey: long } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const { publicKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const bad of [
      { kty: 'RSA' },
      { kty: 'EC', crv: 'P-256' },
      short.export({ format: 'jwk' }),
      { ...long.export({ format: 'jwk' }), use: 'enc' },
    ]) {
      body = JSON.stringify({ keys: [bad] });
      expect(await troubles(environment)).toEqual(['fault gateway keys of tokens: there is none of RS256 or ES256']);
    }
    for (const good of [long, curve]) {
      body = JSON.stringify({ keys: [good.export({ format: 'jwk' })] });
      expect(await troubles(environment)).toEqual([]);
    }
    await new Promise((resolve) => issuer.close(resolve));
    expect(await troubles(environment)).toEqual(['fault gateway keys of tokens: JWT_JWKS_URL cannot be reached']);
  });
});

describe('doctor --learn', () => {
  const secret = { JWT_SECRET: jwt.secret };

  it('has nothing to learn of the middleware and the integration', async () => {
    const nothing = { contract: null, requests: 0, end: null, points: [] };
    const { lessons } = await learn(healthy());
    expect(lessons).toEqual([
      { part: 'wisphub', ...nothing },
      { part: 'wispro', ...nothing },
    ]);
    expect(wispro.calls).toEqual([]);
  });

  it('learns from both own APIs', async () => {
    const [native, cloud] = await Promise.all([startWispHub({ lineage: 'native' }), startWisproCloud()]);
    const { lessons } = await learn({
      ...{ ...secret, WISPHUB_URL: native.url, WISPHUB_API_KEY: 'wisphub-planted-api-key' },
      ...{ WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken },
    });
    await Promise.all([native.close(), cloud.close()]);
    expect(lessons.map(({ part, contract, end }) => [part, contract, end])).toEqual([
      ['wisphub', 'src/backends/wisphub/contract-native.md', null],
      ['wispro', 'src/backends/wispro/contract-cloud.md', null],
    ]);
    expect(lessons.every(({ points }) => points.length > 60)).toBe(true);
  });

  it('says what is in the way of learning', async () => {
    const { lessons } = await learn({ ...healthy(), WISPHUB_URL: refusesConnections });
    expect(lessons[0]).toMatchObject({ part: 'wisphub', fault: 'UPSTREAM_UNAVAILABLE', points: [] });
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

  it('writes what it learns for its owner alone, and prints it without a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'learnt-')), 'learnt.json');
    writeFileSync(file, 'older', { mode: 0o644 });
    const { code, output } = await run(['doctor', '--learn', '--out', file], healthy());
    expect([code, output, statSync(file).mode & 0o777]).toEqual([0, '', 0o600]);
    const printed = await run(['doctor', '--learn'], healthy());
    expect(JSON.parse(printed.output)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    const failed = await run(['doctor', '--learn'], { ...healthy(), WISPHUB_URL: refusesConnections });
    expect([failed.code, failed.output]).toEqual([1, expect.stringContaining('Not everything could be asked.')]);
    const alone = await run(['doctor', '--out', file], healthy());
    expect([alone.code === 0, alone.output]).toEqual([false, expect.stringContaining('--out goes with --learn')]);
  });
});
