import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeConfiguration, readConfig } from '../src/config/config.js';
import { stopLimitMs } from '../src/main.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const known = new Set(describeConfiguration().map(({ name }) => name));
const served = ['/health/live', '/health/ready'];

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly stop_grace_period?: string;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

type Labels = Readonly<Record<string, string>>;

describe('deploy/compose.yaml', () => {
  const { services } = parse(read('deploy/compose.yaml'), { merge: true }) as Compose;
  const gateways = Object.entries(services).filter(([name]) => name.startsWith('gateway-'));

  it('runs two gateways, which are given variables that there are', () => {
    expect(gateways).toHaveLength(2);
    const named: string[] = [];
    for (const [, { environment = {} }] of gateways) named.push(...Object.keys(environment));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('gives them longer to stop than they take', () => {
    for (const [, service] of gateways) {
      expect(Number.parseInt(service.stop_grace_period ?? '', 10) * 1_000).toBeGreaterThan(stopLimitMs);
    }
  });

  it('has Redis keep what it is given before it answers, and drop nothing', () => {
    const command = services.redis?.command?.join(' ');
    for (const option of ['--appendonly yes', '--appendfsync always', '--maxmemory-policy noeviction']) {
      expect(command).toContain(option);
    }
    expect(services.redis?.volumes).toEqual([expect.stringMatching(/:\/data$/)]);
  });

  it('has a proxy that knows each gateway, asks whether it is ready, and shows operations alone', () => {
    const proxy = read('deploy/Caddyfile');
    const upstreams = [...proxy.matchAll(/\b(gateway-\d):(\d+)/g)].map(([, name, port]) => `${name} ${port}`);
    expect(upstreams).toEqual(gateways.map(([name]) => `${name} ${portOfImage()}`));
    expect(served).toContain(/health_uri (\S+)/.exec(proxy)?.[1]);
    expect([...proxy.matchAll(/^\thandle (\S+) \{/gm)].map(([, path]) => path).filter((path) => path !== '{')).toEqual([
      '/graphql',
    ]);
  });
});

describe('deploy/compose.single.yaml', () => {
  const { services, volumes } = parse(read('deploy/compose.single.yaml')) as Compose & { readonly volumes: object };
  const { gateway, proxy } = services;

  it('keeps the state of one gateway on a volume that its user may write', () => {
    const directory = gateway?.environment?.DATA_DIR;
    expect(gateway?.volumes).toEqual([`data:${directory}`]);
    expect(volumes).toHaveProperty('data');
    expect(read('Dockerfile')).toContain(`install -d -o node -g node -m 700 ${directory}\nUSER node\n`);
    expect(Object.keys(gateway?.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
  });

  it('gives it longer to stop than it takes, and a proxy that knows it', () => {
    expect(Number.parseInt(gateway?.stop_grace_period ?? '', 10) * 1_000).toBeGreaterThan(stopLimitMs);
    expect(proxy?.environment).toEqual({ GATEWAYS: `gateway:${portOfImage()}` });
    expect(read('deploy/Caddyfile')).toContain('{$GATEWAYS:');
  });
});

describe('deploy/gateway.env.example', () => {
  const lines = read('deploy/gateway.env.example').split('\n');
  const variables = lines.flatMap((line) => {
    const [, name, value] = /^#?([A-Z][A-Z_0-9]*)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });

  it('names variables that there are, and is no secret', () => {
    expect(variables.map(([name]) => name).filter((name) => !known.has(name))).toEqual([]);
    const secrets = variables.filter(([name]) => /SECRET|PASSWORD|TOKEN|KEY/.test(name));
    expect([secrets.length > 4, secrets.filter(([, value]) => value !== '')]).toEqual([true, []]);
  });

  it('makes a gateway once the secret and a credential are filled in', () => {
    const given = Object.fromEntries(variables.filter(([name]) => lines.some((line) => line.startsWith(`${name}=`))));
    const filled = { ...given, JWT_SECRET: 'a'.repeat(64), WISPHUB_API_KEY: 'key' };
    expect(readConfig(filled).backends).toHaveLength(1);
  });

  it('is filled in under a name that git leaves alone', () => {
    expect(read('.gitignore').split('\n')).toContain('gateway.env');
  });
});

describe('deploy/systemd/isp-gateway.service', () => {
  const lines = read('deploy/systemd/isp-gateway.service').split('\n');
  const settingOf = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);

  it('runs the command, with the state in the folder that it is given', () => {
    const { bin } = JSON.parse(read('package.json')) as { readonly bin: Labels };
    expect(settingOf('ExecStart')).toBe(
      `/usr/bin/node --enable-source-maps ${settingOf('WorkingDirectory')}/${bin['isp-gateway']} serve`,
    );
    expect(lines).toContain(`Environment=DATA_DIR=/var/lib/${settingOf('StateDirectory')}`);
    const given = lines.flatMap((line) => /^Environment=([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(given.filter((name) => !known.has(name))).toEqual(['NODE_ENV']);
  });

  it('gives it longer to stop than it takes, and the sockets it needs', () => {
    expect(Number(settingOf('TimeoutStopSec')) * 1_000).toBeGreaterThan(stopLimitMs);
    expect(settingOf('RestrictAddressFamilies')?.split(' ')).toEqual(['AF_INET', 'AF_INET6', 'AF_UNIX']);
    // A machine-code compiler needs pages that it writes and runs.
    expect(settingOf('MemoryDenyWriteExecute')).toBeUndefined();
  });
});

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isp-gateway-npm-start-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const npmStart = (): Promise<{ readonly code: unknown; readonly output: string }> =>
    new Promise((resolve) => {
      const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } };
      execFile('npm', ['start', '--silent'], options, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: `${stdout}${stderr}` }),
      );
    });

  it('says what is missing where nothing is built, and else serves that, and compiles nothing', async () => {
    copyFileSync('package.json', join(folder, 'package.json'));
    expect(await npmStart()).toEqual({ code: 1, output: 'The gateway is not built: run npm run build first.\n' });
    const built = join(folder, 'dist/cli/index.js');
    mkdirSync(dirname(built), { recursive: true });
    writeFileSync(built, 'console.log(...process.argv.slice(2))');
    expect(await npmStart()).toEqual({ code: 0, output: 'serve\n' });
  });
});

describe('the pages', () => {
  const pages = [...readdirSync('docs').map((name) => `docs/${name}`), 'SECURITY.md', '.github/CONTRIBUTING.md'];

  it.each(pages.filter((path) => path.endsWith('.md')))('%s asks no registry for the command', (path) => {
    expect(read(path)).not.toMatch(/\bnpx (?:--?\S+ )*isp-gateway\b/);
  });

  it.each(['docs/deploy.md', 'docs/configuration.md', 'SECURITY.md'])('%s says how a secret is made', (path) => {
    expect(read(path)).toContain('JWT_SECRET=$(openssl rand -hex 32)');
  });

  it('docs/deploy.md names files that there are', () => {
    const targets = [...read('docs/deploy.md').matchAll(/\]\((\.\.\/)?([^)#]+)\)/g)];
    const paths = targets.map(([, up, target = '']) => (up === undefined ? `docs/${target}` : target));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('copies what its context holds, runs what the command is, and not as root', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const copied = lines.flatMap((line) => /^COPY (?!--from)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(copied).toContain('package-lock.json');
    const isAllowed = (path: string): boolean => allowed.some((line) => `${path}/`.startsWith(`${line.slice(1)}/`));
    expect(copied.filter((path) => !isAllowed(path))).toEqual([]);
    const { bin } = JSON.parse(read('package.json')) as { readonly bin: Labels };
    expect(lines.at(-2)).toBe(`CMD ["node", "--enable-source-maps", "${bin['isp-gateway']}", "serve"]`);
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lines).toContain(`EXPOSE ${portOfImage()}`);
  });

  it('says how long a stop may take, and to give it longer', () => {
    const [, atMost, given] = /A stop may take (\d+) s.*--time (\d+)`/.exec(lines.join(' ')) ?? [];
    expect(Number(atMost) * 1_000).toBe(stopLimitMs);
    expect(Number(given)).toBeGreaterThan(Number(atMost));
  });
});

function portOfImage(): number {
  return Number(/^ENV .*\bPORT=(\d+)/m.exec(read('Dockerfile'))?.[1]);
}
