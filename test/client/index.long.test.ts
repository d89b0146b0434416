import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build as bundle } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { startTestGateway, type TestGateway } from '../gateway/gateway.js';

const run = promisify(execFile);
const compiler = resolve('node_modules/typescript/bin/tsc');

const settings = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'ES2022',
    module: 'NodeNext',
    lib: ['ES2022', 'DOM'],
    types: [],
    skipLibCheck: false,
  },
};

/** A front end of somebody else. It compiles only if unions are told apart by `kind`, `code` and `__typename`. */
const consumer = `
import { type Client, createClient, type CreateTicketMutation, errorAt, type GatewayError } from 'isp-gateway-client';

declare const process: { readonly argv: readonly string[]; exitCode?: number };

const [, , url = '', token = '', document = ''] = process.argv;
const client: Client = createClient({ url, token });
const result = await client.clientCard({ document });
if (result.kind === 'failed') throw new Error(describe(result.errors[0]));
console.log(result.data.client?.name, errorAt(result, 'client'));
const refused = await createClient({ url, token: 'none', retries: 0 }).plans();
if (refused.kind === 'failed') console.log(describe(refused.errors[0]));

export function describe(error: GatewayError): string {
  switch (error.code) {
    case 'UPSTREAM_TIMEOUT':
    case 'UPSTREAM_UNAVAILABLE':
      return error.backend === 'WISPHUB' ? 'WispHub is away' : 'Wispro is away';
    case 'BAD_USER_INPUT':
      return error.argument ?? 'the variables';
    default:
      return error.code;
  }
}

export function tell({ createTicket }: CreateTicketMutation): string {
  switch (createTicket.__typename) {
    case 'CreateTicketSuccess':
      return String(createTicket.ticket.ticketId);
    case 'ZoneFull':
      return String(createTicket.maxTickets);
    case 'OutcomeUnknown':
      return createTicket.reference;
    default:
      return createTicket.message;
  }
}

// @ts-expect-error an operation has the variables of its document
await client.clientCard({ phone: '1' }).catch(() => undefined);
`;

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  [gateway, folder] = await Promise.all([startTestGateway(), mkdtemp(join(tmpdir(), 'consumer-'))]);
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

it('packed and installed, it compiles strictly for its users and runs', async () => {
  await run('npm', ['pack', '--workspace', 'isp-gateway-client', '--pack-destination', folder]);
  const filename = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  const home = join(folder, 'node_modules', 'isp-gateway-client');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '-C', home, '--strip-components', '1']);
  for (const peer of ['graphql', 'graphql-ws'])
    await symlink(resolve('node_modules', peer), join(folder, 'node_modules', peer));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  await writeFile(join(folder, 'consumer.ts'), consumer);
  const compiled = await run(process.execPath, [compiler, '-p', folder]).catch((error: { stdout: string }) => error);
  expect(compiled.stdout).toBe('');
  const { typical } = wispHubCases;
  const given = ['consumer.js', `${gateway.url}/graphql`, gateway.token(), typical.cedula];
  const { stdout } = await run(process.execPath, given, { cwd: folder });
  expect(stdout).toBe(`${typical.nombre} null\nUNAUTHENTICATED\n`);
}, 60_000);

it('runs in a browser: no module of Node is in its bundle, and GraphQL’s parser in a chunk of its own, for documents of others', async () => {
  const home = 'packages/client/dist';
  const built = await bundle({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: resolve(home, 'index.js'), formats: ['es'] } },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const chunks = outputs.flatMap((each) => (each.type === 'chunk' ? [each] : []));
  const modules = (isEntry: boolean): readonly string[] =>
    chunks
      .filter((each) => each.isEntry === isEntry)
      .flatMap(({ moduleIds }) => moduleIds.map((id) => relative('.', id)))
      .filter((id) => !id.startsWith('\0'));
  const expected = /^(packages\/client\/dist\/(?!documents)|node_modules\/graphql-ws\/dist\/(?!index|server-)).*\.js$/;
  expect(modules(true).length).toBeGreaterThan(5);
  expect(modules(true).filter((id) => !expected.test(id))).toEqual([]);
  const lazy = /^(packages\/client\/dist\/documents\/document\.js|node_modules\/graphql\/.*\.mjs)$/;
  expect(modules(false).length).toBeGreaterThan(5);
  expect(modules(false).filter((id) => !lazy.test(id))).toEqual([]);
}, 60_000);
