import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type SignIn, startSignIn } from './sign-in.js';

const npmOptions = ['--no-audit', '--no-fund', '--loglevel', 'error'];

/** Global id of a client whose ping is answered. */
export const pingable = encodeId('Client', 'WISPHUB', wispHubCases.pingStable.id_servicio);

/** The first two pages of a search for `perez`, two names each, as the gateway's own test double lists them. */
export const found = [
  'JUAN CARLOS PÉREZ',
  'YULIANA PÉREZ ZÚÑIGA',
  'NÉSTOR ESPERANZA TORRES PÉREZ',
  'NÉSTOR CAÑÓN PÉREZ',
];

/** A request as the program's `fetch` sent it. */
export interface Sent {
  readonly method: string;
  readonly accept: string;
  readonly body: string;
  readonly status: number;
}

export interface Ran {
  /** What each step gave, by its name. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly sent: readonly Sent[];
  /** How often the program asked for a token: the first one that it is given has expired. */
  readonly tokens: number;
}

/** A project of somebody else that has taken a recipe over. */
export interface Recipe {
  readonly folder: string;
  /** Runs the commands below the first line of the recipe's file in this folder, all but those that run the program. */
  build(folder: string): Promise<void>;
  /** Runs a program that prints each step's name and result as JSON. */
  run(path: string, ...parameters: readonly string[]): Promise<Ran>;
  close(): Promise<void>;
}

/** Writes down what `fetch` sends: it stands in front of the program, which knows nothing of it. */
const recorder = `
import { appendFileSync } from 'node:fs';
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init);
  const { method = 'GET', body } = init ?? {};
  const accept = new Headers(init?.headers).get('accept') ?? '';
  const sent = { url: String(input), method, accept, body: typeof body === 'string' ? body : '', status: response.status };
  appendFileSync(new URL('sent.jsonl', import.meta.url), JSON.stringify(sent) + '\\n');
  return response;
};
`;

/** @param file the recipe, whose first line says what to install, if anything */
export async function takeOver(file: string): Promise<Recipe> {
  const demo = inject('demo');
  const folder = await mkdtemp(join(tmpdir(), 'isp-gateway-recipe-'));
  const signIn = await startSignIn(demo.secret);
  const environment = { GATEWAY_URL: demo.url, CLIENT_ID: pingable };
  const command = runIn(folder, environment);
  await cp('examples/clients', folder, { recursive: true });
  await cp('schema/schema.graphql', join(folder, 'schema.graphql'));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await writeFile(join(folder, 'record.mjs'), recorder);
  const firstLines = await firstLinesOf(join(folder, file));
  const packages = packagesOf(firstLines);
  if (packages.length > 0) await command('npm', 'install', ...npmOptions, ...packages);
  return {
    folder,
    build: async (where) => {
      await command('sh', '-ec', [`cd ${where}`, ...stepsOf(firstLines)].join('\n'));
    },
    run: (path, ...parameters) => runRecipe(folder, environment, signIn, path, parameters),
    close: async () => {
      await signIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLinesOf(path: string): Promise<readonly string[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.slice(
    0,
    lines.findIndex((line) => !/^(?:\/\/|#)/.test(line)),
  );
}

/** What a reader copies from the first line is what is installed. */
function packagesOf([line = '']: readonly string[]): readonly string[] {
  const [, packages] = /^\/\/ npm install (.+)$/.exec(line) ?? [];
  return packages?.split(' ') ?? [];
}

function stepsOf([, ...lines]: readonly string[]): readonly string[] {
  const text = lines.map((line) => line.replace(/^\/\/ (?:In this folder: )?/, '')).join(' ');
  return text.split(' && ').filter((step) => !step.startsWith('node '));
}

type Command = (path: string, ...parameters: readonly string[]) => Promise<string>;

/** @returns what runs a command: it gives what was printed, and throws with everything that was printed. */
function runIn(folder: string, given: Readonly<Record<string, string>>): Command {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST)/.test(name));
  const env = { ...Object.fromEntries(inherited), ...given };
  return async (path, ...parameters) => {
    const ran = await promisify(execFile)(path, parameters, { cwd: folder, env }).catch(
      (error: { readonly stdout: string; readonly stderr: string }) => {
        throw new Error(`${path} ${parameters.join(' ')}: ${error.stdout}${error.stderr}`);
      },
    );
    // A recipe is copied: what it prints besides is a warning that every reader would get.
    if (given.SIGN_IN_URL !== undefined && ran.stderr !== '') throw new Error(`${path} warned: ${ran.stderr}`);
    return ran.stdout;
  };
}

async function runRecipe(
  folder: string,
  environment: Readonly<Record<string, string>>,
  signIn: SignIn,
  path: string,
  parameters: readonly string[],
): Promise<Ran> {
  const session = signIn.open();
  const isModule = /\.m?js$/.test(path);
  const log = join(folder, 'sent.jsonl');
  await writeFile(log, '');
  const run = runIn(folder, { ...environment, SIGN_IN_URL: session.url });
  const file = isModule ? [process.execPath, '--import', './record.mjs', path] : path.split(' ');
  const [program = '', ...before] = file;
  const printed = await run(program, ...before, ...parameters);
  const toGateway = ({ url }: { readonly url: string }): boolean => url.startsWith(environment.GATEWAY_URL ?? '');
  return {
    results: Object.fromEntries(readLines<[string, unknown]>(printed)),
    sent: readLines<Sent & { readonly url: string }>(await readFile(log, 'utf8')).filter(toGateway),
    tokens: session.given(),
  };
}

function readLines<Line>(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
