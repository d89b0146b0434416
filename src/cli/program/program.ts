import { readFileSync } from 'node:fs';
import { type Command, UsageError } from '../command.js';
import { fail, onBrokenPipe, say } from '../terminal.js';
import { explain } from './explanation.js';

const help = `Usage: isp-gateway <command>

  serve               start the gateway with the configuration of the environment
  demo                start it in front of made-up back ends: nothing to configure
  doctor              look at the installation and say what is wrong with it
  token               print a token
  schema              print the GraphQL schema
  tenants check       say what is wrong with the files of TENANTS
  tenants reload      have a running gateway read them anew
  config schema       print the JSON Schema of these files
  operations check    say which documents a change of the schema would break
  manifest            write the manifests of operations
  help                print this
  --version           print the version

isp-gateway <command> --help says more of each. To begin with:

  isp-gateway demo
`;

/** Loaded when they are asked for: help is there at once. */
const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('../serve.js'),
  demo: () => import('../demo.js'),
  doctor: () => import('../doctor.js'),
  token: () => import('../token.js'),
  schema: () => import('../schema.js'),
  config: () => import('../tenant/config.js'),
  tenants: () => import('../tenant/tenants.js'),
  operations: () => import('../operations.js'),
  manifest: () => import('../manifest.js'),
};

/** Exit code of a command that was not written as its usage says. */
const misused = 2;

export async function run([name = 'help', ...parameters]: readonly string[]): Promise<void> {
  // A gateway serves on without its log's reader; every other command has nothing left to do.
  onBrokenPipe(() => {
    if (name !== 'serve') process.exit();
  });
  if (/^(--?h(elp)?|help)$/.test(name)) return say(help);
  if (/^(--?v(ersion)?|version)$/i.test(name)) return say(readVersion());
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const kind = name.startsWith('-') ? 'option' : 'command';
  if (load === undefined) return fail(`There is no ${kind} "${name}".\n\n${help}`, misused);
  const { command } = await load();
  if (parameters.includes('--help') || parameters.includes('-h')) return say(command.usage);
  try {
    await command.run(parameters);
  } catch (error) {
    if (error instanceof UsageError) return fail(`${error.message}\n\n${command.usage}`, misused);
    fail(explain(error));
  }
}

/** Version of the package, compiled or not. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  return String(version);
}
