#!/usr/bin/env node
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from './config.js';
import { startGateway, stopOnSignal } from './main.js';
import { type Scope, scopes } from './model/caller.js';
import { createSchema, printSortedSchema } from './schema/index.js';
import { writeManifests } from './transport/manifest-writer.js';
import { mintToken } from './transport/token.js';

const help = `Usage: isp-gateway <command>

  serve    start the gateway with the configuration of the environment
  demo     start it in front of made-up back ends: nothing to configure
  token    print a token: --subject NAME --scope "clients:read ..." --hours N
           needs JWT_SECRET; default: subject "operator", every scope but admin, 12 hours
  schema   print the GraphQL schema
  manifest write the manifests of operations: --into FOLDER FILE.graphql ...
  help     print this
`;

const commands: Readonly<Record<string, (parameters: readonly string[]) => void | Promise<void>>> = {
  serve,
  demo: async () => (await import('./demo.js')).demo(say),
  token,
  schema: () => say(printSortedSchema(createSchema()).trimEnd()),
  manifest,
  help: () => say(help),
};

const [name = 'help', ...parameters] = process.argv.slice(2);
await run(name, parameters);

async function run(name: string, parameters: readonly string[]): Promise<void> {
  const command = commands[name.replace(/^--?/, '')];
  if (command === undefined) return fail(`There is no command "${name}".\n\n${help}`);
  try {
    await command(parameters);
  } catch (error) {
    fail(explain(error));
  }
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const server = await startGateway(config);
  stopOnSignal(server, say);
  say(`isp-gateway listens on ${server.url}/graphql`);
}

function token(parameters: readonly string[]): void {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      subject: { type: 'string', default: 'operator' },
      scope: { type: 'string', default: scopes.filter((scope) => scope !== 'admin').join(' ') },
      hours: { type: 'string', default: '12' },
    },
  });
  const secret = process.env.JWT_SECRET ?? '';
  if (Buffer.byteLength(secret) < 32) throw new Error('JWT_SECRET must have at least 32 bytes, as the gateway has it.');
  const unknown = values.scope.split(' ').filter((given) => !scopes.some((scope) => scope === given));
  if (unknown.length > 0) throw new Error(`There is no scope ${unknown.join(', ')}. There are: ${scopes.join(', ')}.`);
  const hours = Number(values.hours);
  if (!(hours > 0 && hours <= 8_760)) throw new Error('--hours must be more than 0 and at most 8760.');
  const settings = { secret, issuer: process.env.JWT_ISSUER, audience: process.env.JWT_AUDIENCE ?? 'isp-gateway' };
  const granted = values.scope.split(' ') as Scope[];
  say(mintToken(settings, { subject: values.subject, scopes: granted, lifeSeconds: Math.round(hours * 3_600) }));
}

/** For clients: the documents that they will send, as the gateway is told of them beforehand. */
function manifest(parameters: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    options: { into: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.into === undefined || positionals.length === 0) throw new Error('Usage: manifest --into FOLDER FILE ...');
  const files = positionals.map((path) => ({ name: basename(path, '.graphql'), text: readFileSync(path, 'utf8') }));
  mkdirSync(values.into, { recursive: true });
  for (const [name, text] of writeManifests(files)) writeFileSync(join(values.into, name), text);
}

/** What a person at a terminal can do something about. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'The port is taken. Set PORT to another, or to 0 for any free one.';
  if (code === 'EACCES') return 'The port needs more rights. Set PORT to one above 1023.';
  return error instanceof Error ? error.message : 'It did not start.';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
