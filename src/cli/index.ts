#!/usr/bin/env node
import { ConfigError } from '../config/config.js';
import { type Command, UsageError } from './command.js';
import { fail, say } from './terminal.js';

const help = `Usage: isp-gateway <command>

  serve               start the gateway with the configuration of the environment
  demo                start it in front of made-up back ends: nothing to configure
  doctor              look at the installation and say what is wrong with it
  token               print a token
  schema              print the GraphQL schema
  operations check    say which documents a change of the schema would break
  manifest            write the manifests of operations
  help                print this

isp-gateway <command> --help says more of each. To begin with:

  isp-gateway demo
`;

/** Loaded when they are asked for: help is there at once. */
const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./serve.js'),
  demo: () => import('./demo.js'),
  doctor: () => import('./doctor.js'),
  token: () => import('./token.js'),
  schema: () => import('./schema.js'),
  operations: () => import('./operations.js'),
  manifest: () => import('./manifest.js'),
};

const [name = 'help', ...parameters] = process.argv.slice(2);
await run(name, parameters);

async function run(name: string, parameters: readonly string[]): Promise<void> {
  if (/^(--?h(elp)?|help)$/.test(name)) return say(help);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) return fail(`There is no command "${name}".\n\n${help}`);
  const { command } = await load();
  if (parameters.includes('--help') || parameters.includes('-h')) return say(command.usage);
  try {
    await command.run(parameters);
  } catch (error) {
    fail(error instanceof UsageError ? `${error.message}\n\n${command.usage}` : explain(error));
  }
}

/** Errors that a person at a terminal can act on. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'The port is taken. Set PORT to another, or to 0 for any free one.';
  if (code === 'EACCES') return 'The port needs more rights. Set PORT to one above 1023.';
  return error instanceof Error ? error.message : 'It did not start.';
}
