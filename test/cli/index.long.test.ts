import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emulatedCountries } from '../../src/emulator/country/country.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { type Scope, scopes } from '../../src/model/caller.js';
import { createSchema, printSortedSchema } from '../../src/schema/index.js';
import { mintToken } from '../../src/server/auth/token.js';
import { jwt, until } from '../gateway/gateway.js';
import { openSocket } from '../gateway/raw-socket.js';
import { jsonHeaders, request } from '../gateway/request.js';
import { findInLog } from '../gateway/secret.js';
import { build, killAll, type Running, run, start } from './command.js';

const secrets = { JWT_SECRET: jwt.secret, WISPHUB_PASSWORD: 'wisphub-planted-password' };

beforeAll(build, 60_000);

afterEach(killAll);

describe('serve', () => {
  let wispHub: WispHubEmulator;
  const token = mintToken(jwt, { subject: 'tester', scopes, lifeSeconds: 600 });
  const body = JSON.stringify({ query: '{ plans { name } }' });

  beforeAll(async () => {
    wispHub = await startWispHub({ subscribers: 50 });
  });

  afterAll(() => wispHub.close());

  afterEach(() => wispHub.reset());

  async function serve(): Promise<{ readonly gateway: Running; readonly url: string }> {
    const gateway = start(['serve'], {
      ...secrets,
      PORT: '0',
      WISPHUB_URL: wispHub.url,
      WISPHUB_USERNAME: 'gateway',
      WISPHUB_DIALECT: 'v1',
    });
    return { gateway, url: await gateway.printed(/listens on (http:\S+)\/graphql/) };
  }

  it('stops in order on SIGTERM: not ready first, what is in flight is answered, sockets close 1001, exit 0', async () => {
    const { gateway, url } = await serve();
    const socket = await openSocket(url);
    await socket.init(token);
    const zone = (zoneId: number) =>
      request(url, {
        headers: jsonHeaders(token),
        body: JSON.stringify({ query: `{ zone(zoneId: ${zoneId}) { zoneId isBlocked } }` }),
      });
    // The first logs in; of the others each makes one call.
    await zone(1);
    wispHub.setLatency(1_000);
    const before = wispHub.calls.length;
    const zoneIds = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const inFlight = zoneIds.map(zone);
    await until(() => wispHub.calls.length === before + zoneIds.length);
    const signalled = performance.now();
    gateway.process.kill('SIGTERM');
    await gateway.printed(/SIGTERM: stopping/);
    expect((await request(url, { method: 'GET', path: '/health/ready' })).status).toBe(503);
    expect(await socket.closed()).toEqual({ code: 1001, reason: 'Going away' });
    const answers = await Promise.all(inFlight);
    const found = answers.map(({ text }) => JSON.parse(text).data.zone);
    expect(found).toEqual(zoneIds.map((zoneId) => ({ zoneId, isBlocked: expect.any(Boolean) })));
    expect(await gateway.exit()).toEqual({ code: 0, signal: null });
    expect(performance.now() - signalled).toBeLessThan(20_000);
    expect(findInLog(gateway.output())).toEqual([]);
    expect(gateway.output().match(/"msg":"operation"/g)).toHaveLength(11);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('with nothing to do is gone at once on %s', async (signal) => {
    const { gateway } = await serve();
    gateway.process.kill(signal);
    expect(await gateway.exit()).toEqual({ code: 0, signal: null });
  });

  it('exits at once on a second signal', async () => {
    const { gateway, url } = await serve();
    wispHub.fault({ fault: { kind: 'hang', when: 'before' } });
    const before = wispHub.calls.length;
    const lost = request(url, { headers: jsonHeaders(token), body }).catch((error: Error) => error.message);
    await until(() => wispHub.calls.length > before);
    gateway.process.kill('SIGTERM');
    await gateway.printed(/SIGTERM: stopping/);
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit()).toEqual({ code: 1, signal: null });
    expect(await lost).toMatch(/socket hang up|ECONNRESET/);
  });

  it('without a configuration says everything that is wrong in one message, and names demo', async () => {
    const { code, output } = await run(['serve']);
    expect(code).toBe(1);
    expect(output).toMatch(/^The configuration is not usable:\n( {2}- .+\n){2,}$/);
    expect(output).toContain('isp-gateway demo');
    expect(output).toContain('JWT_SECRET is not set');
  });

  it('with a wrong one names each fault, and tells no value', async () => {
    const { code, output } = await run(['serve'], {
      PORT: '99999',
      LOG_LEVEL: 'loud',
      EXPLORER: 'yes',
      JWT_SECRET: 'planted-short',
      WISPHUB_URL: 'ftp://planted.example',
      WISPHUB_PASSWORD: 'wisphub-planted-password',
    });
    expect(code).toBe(1);
    for (const name of ['PORT', 'LOG_LEVEL', 'EXPLORER', 'JWT_SECRET', 'WISPHUB_URL', 'WISPHUB_USERNAME']) {
      expect(output).toContain(`  - ${name} `);
    }
    expect(output).not.toContain('planted');
  });

  it('on a port that is taken says so', async () => {
    const { url } = await serve();
    const environment = { ...secrets, WISPHUB_URL: wispHub.url, WISPHUB_USERNAME: 'gateway', PORT: new URL(url).port };
    expect(await run(['serve'], environment)).toEqual({ code: 1, output: expect.stringMatching(/^The port is taken/) });
  });
});

describe('demo', () => {
  it.each([
    [['demo']],
    [['demo', '--native']],
    ...['AR', 'BR', 'MX'].map((country) => [['demo', '--country', country]]),
  ])(
    '%j answers the operations that it prints, with the tokens that it prints',
    async (parameters) => {
      const gateway = start(parameters, { PORT: '0' });
      const url = await gateway.printed(/WebSocket {3}(http:\S+)\/graphql/);
      await gateway.printed(/Stop with Ctrl-C/);
      const tokens = [...gateway.output().matchAll(/^ {2}(eyJ\S+)$/gm)].map(([, token = '']) => token);
      const documents = [...gateway.output().matchAll(/^ {2}((?:\{|query|mutation|subscription).*\})$/gm)].map(
        ([, text = '']) => text,
      );
      expect([tokens.length, documents.length >= 3]).toEqual([3, true]);
      let last = 'ID';
      for (const [index, document] of documents.entries()) {
        const token = tokens[Math.min(index, 2)] ?? '';
        const query = document.replaceAll('"ID"', JSON.stringify(last));
        if (query.startsWith('subscription')) {
          const socket = await openSocket(url);
          await socket.init(token);
          socket.send({ id: '1', type: 'subscribe', payload: { query } });
          expect((await socket.about('1'))[0]).toMatchObject({ type: 'next', payload: { data: expect.anything() } });
          await socket.close();
          continue;
        }
        const send = () => request(url, { headers: jsonHeaders(token), body: JSON.stringify({ query }) });
        let reply = await send();
        // On a busy machine a back end may be too slow for once, which is an error that may be repeated.
        for (let tries = 0; tries < 5 && reply.text.includes('"retryable":true'); tries += 1) reply = await send();
        const answer = JSON.parse(reply.text);
        expect(answer).toEqual({ data: expect.anything() });
        expect(reply.text).not.toMatch(/:null|\[\]|Problem/);
        last = /"id":"([^"]+)"/.exec(reply.text)?.[1] ?? last;
      }
      const page = await request(url, { method: 'GET', headers: { accept: 'text/html' } });
      expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
      gateway.process.kill('SIGINT');
      expect(await gateway.exit()).toEqual({ code: 0, signal: null });
    },
    60_000,
  );
});

describe('token', () => {
  it('prints one that opens what it was asked for', async () => {
    const granted: readonly Scope[] = ['clients:read', 'admin'];
    const parameters = ['token', '--subject', 'screen-1', '--scope', granted.join(' '), '--hours', '2'];
    const { code, output } = await run(parameters, { JWT_SECRET: jwt.secret });
    expect(code).toBe(0);
    const claims = jsonwebtoken.verify(output.trim(), jwt.secret, { audience: 'isp-gateway' });
    expect(claims).toMatchObject({ sub: 'screen-1', scope: 'clients:read admin', exp: expect.any(Number) });
  });

  it.each([
    ['a short secret', [], { JWT_SECRET: 'planted-short' }, 1, /at least 32 bytes/],
    ['an unknown scope', ['--scope', 'root'], secrets, 1, /no scope root/],
    ['no hours', ['--hours', '0'], secrets, 1, /--hours/],
    ['an unknown option', ['--days', '1'], secrets, 2, /--days/],
  ])('with %s is refused', async (_, parameters, environment, exitCode, why) => {
    const { code, output } = await run(['token', ...parameters], environment);
    expect([code, output]).toEqual([exitCode, expect.stringMatching(why)]);
    expect(output).not.toContain('planted');
  });
});

describe('manifest', () => {
  it('writes what is committed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    const files = readdirSync('schema/operations').map((name) => `schema/operations/${name}`);
    expect(await run(['manifest', '--into', `${folder}/new`, ...files])).toEqual({ code: 0, output: '' });
    const contents = (from: string) => readdirSync(from).map((name) => [name, readFileSync(join(from, name), 'utf8')]);
    expect(contents(`${folder}/new`)).toEqual(contents('schema/manifest'));
    rmSync(folder, { recursive: true });
  });

  it('says how it is used', async () => {
    const answer = await run(['manifest', 'schema/operations/chatbot.graphql']);
    expect(answer).toEqual({ code: 2, output: expect.stringContaining('--into FOLDER') });
  });
});

describe('the rest', () => {
  it('schema prints the schema', async () => {
    expect(await run(['schema'])).toEqual({ code: 0, output: printSortedSchema(createSchema()) });
  });

  it.each([[[]], [['help']], [['--help']]])('%j prints what there is', async (parameters) => {
    expect(await run(parameters)).toEqual({ code: 0, output: expect.stringMatching(/^Usage: isp-gateway/) });
  });

  it.each(['serve', 'demo', 'doctor', 'token', 'schema', 'operations', 'manifest'])(
    '%s --help says more, with an example',
    async (name) => {
      const { code, output } = await run([name, '--help']);
      expect([code, output]).toEqual([0, expect.stringMatching(new RegExp(`^Usage: isp-gateway ${name}`))]);
      expect(output).toMatch(new RegExp(`^  .*isp-gateway ${name}`, 'm'));
    },
  );

  it.each([
    [['serve', '--loud'], 'There is no option --loud.'],
    [['schema', 'now'], '"now" is one word too many.'],
    [['demo', '--country', 'FR'], `There is no demo of "FR". There are: ${emulatedCountries.join(', ')}.`],
    [['demo', '--country', 'CR'], `There is no demo of "CR". There are: ${emulatedCountries.join(', ')}.`],
    [['demo', '--country', ''], `There is no demo of "". There are: ${emulatedCountries.join(', ')}.`],
    [['demo', '--country', 'MX', '--native'], '--country, --native and --tenants exclude each other.'],
    [['demo', '--country'], 'The option --country is not given as it must be.'],
    [['token', '--hours'], 'The option --hours is not given as it must be.'],
  ])('%j is refused in a sentence', async (parameters, sentence) => {
    const { code, output } = await run(parameters);
    expect([code, output.split('\n')[0]]).toEqual([2, sentence]);
    expect(output).toContain(`\n\nUsage: isp-gateway ${parameters[0]}`);
  });

  it.each([
    ['start', /^There is no command "start"\.[\s\S]*serve/],
    ['--loud', /^There is no option "--loud"\.[\s\S]*serve/],
  ])('an unknown %s is refused with what there is', async (name, sentence) => {
    expect(await run([name])).toEqual({ code: 2, output: expect.stringMatching(sentence) });
  });

  it.each(['--version', '-v', 'version'])('%s prints the version of the package', async (name) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await run([name])).toEqual({ code: 0, output: `${version}\n` });
  });
});
