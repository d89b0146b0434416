import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jwt } from '../gateway/gateway.js';
import { build, killAll, run, start } from './command.js';

const configured = { JWT_SECRET: jwt.secret, WISPHUB_URL: 'http://127.0.0.1:1', WISPHUB_API_KEY: 'planted', PORT: '0' };

let folder: string;

beforeAll(build, 60_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isp-gateway-start-'));
});

afterEach(() => {
  killAll();
  rmSync(folder, { recursive: true });
});

describe('a start on an old Node', () => {
  const asNode = (version: string): Record<string, string> => {
    const code = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
  };

  it.each(['14.21.3', '18.20.8', '20.18.3', '21.7.3', '22.11.0'])('%s is refused in one sentence', async (version) => {
    expect(await run(['help'], asNode(version))).toEqual({
      code: 1,
      output: `isp-gateway needs Node 24 (20.19 works), and this is Node ${version}.\n`,
    });
  });

  it.each(['20.19.0', '22.12.0', '23.0.0', '24.0.0'])('%s is not', async (version) => {
    expect(await run(['help'], asNode(version))).toMatchObject({ code: 0 });
  });

  it('is refused from the version on that the package names', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(engines.node).toBe('^20.19.0 || >=22.12.0');
    // Nothing may be imported before the check.
    expect(readFileSync('dist/cli/index.js', 'utf8')).not.toMatch(/^import /m);
  });
});

describe('an address that cannot be listened on', () => {
  it('is named where it is another machine’s', async () => {
    const answer = await run(['serve'], { ...configured, HOST: '203.0.113.1' });
    expect(answer).toEqual({ code: 1, output: expect.stringMatching(/^HOST is no address of this machine\./) });
  });

  // A container may give its ports to everybody.
  const ports = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
  const isGuarded = process.getuid?.() === 0 && existsSync(ports) && Number(readFileSync(ports, 'utf8')) > 80;

  it.runIf(isGuarded)('is named where its port needs more rights', async () => {
    const answer = await run(['serve'], { ...configured, PORT: '80' }, { uid: 65_534, gid: 65_534 });
    expect(answer).toEqual({ code: 1, output: expect.stringMatching(/^The port needs more rights\./) });
  });
});

describe('a variable that is misspelt', () => {
  const misspelt = { ...configured, JWT_SECRET: '', JWT_SECRETS: 'planted-misspelt', SOME_OTHER: 'planted' };
  const warning = 'JWT_SECRETS is no variable of the gateway and is not read: JWT_SECRET may be meant.';

  it('is named by serve, beside what is wrong', async () => {
    const { code, output } = await run(['serve'], misspelt);
    expect([code, output.split('\n')[0]]).toEqual([1, `Warning: ${warning}`]);
    expect(output).toContain('JWT_SECRET is not set');
    expect(output).not.toMatch(/planted|SOME_OTHER/);
  });

  it('is named by doctor', async () => {
    const { output } = await run(['doctor'], misspelt);
    expect(output.split('\n')[0]).toMatch(/^warning +gateway +configuration: /);
    expect(output).toContain(warning);
    expect(output).not.toMatch(/planted|SOME_OTHER/);
  });
});

describe('demo', () => {
  it('on a port that is taken ends with 1, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, output } = await run(['demo'], { PORT: String(port), LOG_LEVEL: 'error' });
    expect([code, output]).toEqual([1, expect.stringMatching(/^The port is taken/)]);
    other.close();
  });

  it.runIf(process.platform === 'linux')('ends quietly once its reader has gone, as head does', async () => {
    const line = `"$0" dist/cli/index.js demo | head -n 2; echo "demo ended with \${PIPESTATUS[0]}"`;
    const shell = spawn('bash', ['--norc', '-c', line, process.execPath], {
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [output, errors] = ['', ''];
    shell.stdout.on('data', (text) => {
      output += text;
    });
    shell.stderr.on('data', (text) => {
      errors += text;
    });
    await once(shell, 'close');
    expect([output, errors]).toEqual([
      '\nisp-gateway demo: made-up subscribers, nothing real is called.\ndemo ended with 0\n',
      '',
    ]);
  });
});

describe('a command whose reader has gone', () => {
  it('ends quietly at what it cannot print', async () => {
    const command = start(['demo'], { PORT: '0', LOG_LEVEL: 'error' });
    command.process.stdout?.destroy();
    expect(await command.exit()).toEqual({ code: 0, signal: null });
    expect(command.output()).toBe('');
  });

  it('goes on where it is a gateway, and stops in order', async () => {
    const gateway = start(['serve'], configured);
    await gateway.printed(/listens on (http:\S+)\/graphql/);
    gateway.process.stdout?.destroy();
    gateway.process.kill('SIGTERM');
    expect(await gateway.exit()).toEqual({ code: 0, signal: null });
  });
});

// Each starts several processes.
describe('a folder of DATA_DIR', { timeout: 60_000 }, () => {
  /** Output of both commands over the same folder. */
  const refusals = async (dataDir: string, options = {}) => {
    const environment = { ...configured, DATA_DIR: dataDir };
    const serve = await run(['serve'], environment, options);
    const doctor = await run(['doctor'], environment, options);
    return { serve, store: doctor.output.split('\n').find((line) => / store: /.test(line)) };
  };

  it('that is held by a second process is refused by serve, and named by doctor', async () => {
    const first = start(['serve'], { ...configured, DATA_DIR: folder });
    await first.printed(/listens on/);
    const message = 'DATA_DIR is held by another process: each gateway needs a folder of its own';
    const { serve, store } = await refusals(folder);
    expect(serve).toEqual({ code: 1, output: `${message}\n` });
    expect(store).toContain(`store: ${message}.`);
    first.process.kill('SIGKILL');
    await first.exit();
    const next = start(['serve'], { ...configured, DATA_DIR: folder });
    await next.printed(/listens on/);
  });

  it('in whose place a file stands is refused, the same by doctor', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const message = 'a file stands in the place of DATA_DIR, which must be a folder';
    const { serve, store } = await refusals(file);
    expect(serve).toEqual({ code: 1, output: `${message}\n` });
    expect(store).toMatch(/^fault +gateway +store: /);
    expect(store).toContain(message);
  });

  it('that cannot be written is refused, the same by doctor', async () => {
    chmodSync(folder, 0o500);
    const message = 'DATA_DIR cannot be written by the user of this process';
    // To root everything can be written.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    for (const path of [folder, join(folder, 'new')]) {
      if ('uid' in nobody) chmodSync(folder, 0o555);
      const { serve, store } = await refusals(path, nobody);
      expect(serve).toEqual({ code: 1, output: `${message}\n` });
      expect(store).toMatch(/^fault +gateway +store: /);
      expect(store).toContain(message);
    }
    chmodSync(folder, 0o700);
  });
});
