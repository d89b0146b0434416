import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { startTestGateway, type TestGateway } from '../gateway/gateway.js';
import { consumerFiles, settingsFor } from './consumer.js';

/** Compilers of users, the oldest that is supported and the newest that there is among them. */
const compilers = { ts50: '5.0', ts54: '5.4', ts59: '5.9', ts6: '6', ts7: '7' } as const;
const npmOptions = ['--no-audit', '--no-fund', '--loglevel', 'error'];

interface Versions {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

let gateway: TestGateway;
let folder: string;
let tarball: string;

/** @returns everything that was printed. @throws with it as well */
async function run(cwd: string, command: string, ...parameters: readonly string[]): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST)/.test(name)));
  const ran = await promisify(execFile)(command, parameters, { cwd, env }).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`${command} ${parameters.join(' ')}: ${error.stdout}${error.stderr}`);
    },
  );
  return ran.stdout;
}

/** Copies what a clone would have: no `dist`, and the packages as `npm ci` installs them. */
async function cloneClean(): Promise<string> {
  const clone = join(folder, 'clone');
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const needed = /^(?:package\.json|tsconfig\.json|packages\/.*|src\/client\/.*)$/;
  for (const path of listed.split('\n').filter((each) => needed.test(each))) await cp(path, join(clone, path));
  await symlink(resolve('node_modules'), join(clone, 'node_modules'));
  return clone;
}

async function writeConsumer(home: string): Promise<void> {
  for (const [path, text] of Object.entries(consumerFiles)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  await cp('schema/schema.graphql', join(home, 'schema.graphql'));
  for (const resolution of ['NodeNext', 'Bundler'] as const)
    await writeFile(join(home, `tsconfig.${resolution}.json`), settingsFor(resolution));
}

beforeAll(async () => {
  [gateway, folder] = await Promise.all([startTestGateway(), mkdtemp(join(tmpdir(), 'isp-gateway-package-'))]);
  await run(await cloneClean(), 'npm', 'pack', '--workspace', 'isp-gateway-client', '--pack-destination', folder);
  tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '');
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

it('is packed from a clean clone with what it runs, its types and its manual, and nothing else', async () => {
  const paths = (await run(folder, 'tar', '-tzf', tarball)).trim().split('\n');
  for (const path of ['dist/index.js', 'dist/index.d.ts', 'dist/documents/codegen.js', 'README.md', 'LICENSE'])
    expect(paths).toContain(`package/${path}`);
  const expected = /^package\/(?:dist\/.*\.(?:js|d\.ts)|package\.json|README\.md|LICENSE)$/;
  expect(paths.filter((path) => !expected.test(path))).toEqual([]);
});

it('brings its two peers and no other package', async () => {
  const home = join(folder, 'alone');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  await run(home, 'npm', 'install', ...npmOptions, tarball);
  const installed = (await readdir(join(home, 'node_modules'))).filter((name) => !name.startsWith('.'));
  expect(installed.sort()).toEqual(['graphql', 'graphql-ws', 'isp-gateway-client']);
});

describe('a project with operations of its own', () => {
  const generators = ['@graphql-codegen/cli', '@graphql-codegen/typescript-operations'];
  let home: string;

  beforeAll(async () => {
    home = join(folder, 'consumer');
    await writeConsumer(home);
    const versions = JSON.parse(await readFile('package.json', 'utf8')) as Versions;
    const packages = [
      ...generators.map((name) => `${name}@${versions.devDependencies[name]}`),
      '@graphql-codegen/client-preset@6',
      `ws@${versions.dependencies.ws}`,
      ...Object.entries(compilers).map(([name, version]) => `${name}@npm:typescript@${version}`),
    ];
    await run(home, 'npm', 'install', ...npmOptions, tarball, 'graphql@16', 'graphql-ws@6', ...packages);
    await run(home, 'npx', 'graphql-codegen', '--config', 'codegen.yml');
  }, 480_000);

  it('has them written by the plug-in, to be run by the package', async () => {
    const written = await readFile(join(home, 'src/operations.ts'), 'utf8');
    expect(written).toContain("import type { OperationDocument } from 'isp-gateway-client';");
    expect(written).toContain("PlanNamesDocument: OperationDocument<'query', PlanNamesQuery, PlanNamesQueryVariables>");
  });

  it.each(Object.entries(compilers))('compiles strictly: %s is TypeScript %s', async (compiler, version) => {
    const tsc = join('node_modules', compiler, 'bin/tsc');
    expect(await run(home, process.execPath, tsc, '--version')).toContain(`Version ${version}.`);
    for (const resolution of ['NodeNext', 'Bundler'])
      expect(await run(home, process.execPath, tsc, '-p', `tsconfig.${resolution}.json`, '--noEmit')).toBe('');
  });

  it('runs them: of the plug-in, typed trees, wrapped text and text, by the same rules', async () => {
    await run(home, process.execPath, 'node_modules/ts50/bin/tsc', '-p', 'tsconfig.NodeNext.json');
    const { typical, pingStable } = wispHubCases;
    const ids = [typical, pingStable].map((row) => encodeId('Client', 'WISPHUB', row.id_servicio));
    const given = ['out/main.js', `${gateway.url}/graphql`, gateway.token(), typical.cedula, ...ids];
    expect((await run(home, process.execPath, ...given)).trim().split('\n')).toEqual([
      typical.nombre,
      '1 true',
      'replayed: true',
      'CreateTicketSuccess',
      ...Array<string>(4).fill('STABLE'),
    ]);
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });
});
