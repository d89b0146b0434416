import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWispHub, type WispHubEmulator } from '../../../src/emulator/wisphub/index.js';
import { jwt, until } from '../../gateway/gateway.js';
import { jsonHeaders, request } from '../../gateway/request.js';
import { build, killAll, run, start } from '../command.js';

const folder = mkdtempSync(join(tmpdir(), 'isp-tenants-'));
const pidFile = join(folder, 'gateway.pid');
let wispHub: WispHubEmulator;

beforeAll(async () => {
  await build();
  wispHub = await startWispHub({ subscribers: 20 });
  write('norte');
  write('sur');
}, 120_000);
afterEach(killAll);
afterAll(async () => {
  await wispHub.close();
  rmSync(folder, { recursive: true });
});

const environment = {
  ...{ TENANTS: folder, PID_FILE: pidFile, PORT: '0', JWT_SECRET: jwt.secret },
  HUB_PASSWORD: 'wisphub-planted-password',
};

function write(id: string, more = ''): void {
  const hub = `{ url: "${wispHub.url}", username: gateway, password: "env:HUB_PASSWORD" }`;
  writeFileSync(join(folder, `${id}.yaml`), `id: ${id}\nname: ${id}\nbackends: { wisphub: ${hub} }\n${more}`);
}

const body = JSON.stringify({ query: '{ plans { name } }' });

describe('tenants', () => {
  it('check names what there is, or what is wrong by file and line', async () => {
    expect(await run(['tenants', 'check'], environment)).toMatchObject({
      code: 0,
      output: expect.stringContaining('sur: sur'),
    });
    write('este', 'colour: red\n');
    const { code, output } = await run(['tenants', 'check'], environment);
    expect(code).toBe(1);
    expect(output).toContain('este.yaml:4: colour is no setting');
    rmSync(join(folder, 'este.yaml'));
    expect((await run(['tenants', 'check'], { JWT_SECRET: jwt.secret })).output).toContain('TENANTS is not set');
  }, 120_000);

  it('reload has a running gateway take tokens for a new one, which token --tenant makes', async () => {
    const gateway = start(['serve'], { ...environment, LOG_LEVEL: 'info' });
    const url = await gateway.printed(/listens on (http:\S+)\/graphql/);
    expect(readFileSync(pidFile, 'utf8').trim()).toBe(String(gateway.process.pid));
    write('este');
    expect(await run(['tenants', 'reload'], environment)).toMatchObject({ code: 0 });
    const token = (await run(['token', '--tenant', 'este'], environment)).output.trim();
    await until(async () => (await request(url, { headers: jsonHeaders(token), body })).status === 200);
    expect((await run(['token', '--tenant', 'nowhere'], environment)).output).toContain('names no tenant');
    rmSync(join(folder, 'este.yaml'));
  }, 120_000);
});

describe('of several ISPs', () => {
  it('doctor looks at one, or at each', async () => {
    const one = await run(['doctor', '--json', '--tenant', 'sur'], environment);
    const parts = (output: string): readonly string[] =>
      (JSON.parse(output) as { checks: readonly { part: string }[] }).checks.map(({ part }) => part);
    expect(new Set(parts(one.output))).toEqual(new Set(['gateway', 'sur wisphub']));
    const all = await run(['doctor', '--json'], environment);
    expect(new Set(parts(all.output))).toEqual(new Set(['gateway', 'norte wisphub', 'sur wisphub']));
    expect((await run(['doctor', '--tenant', 'nowhere'], environment)).code).toBe(1);
  }, 120_000);

  it('config schema prints what is published', async () => {
    const { output } = await run(['config', 'schema'], {});
    expect(JSON.parse(output)).toEqual(JSON.parse(readFileSync('schema/tenants.schema.json', 'utf8')));
  }, 60_000);
});
