import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkOperations, isSchema, type OperationCheck } from '../schema/operation-check.js';
import { type Command, readParameters, UsageError } from './command.js';
import { colour, say } from './terminal.js';

/** Of the package, compiled or not. */
const folder = fileURLToPath(new URL('../../schema/', import.meta.url));

export const command: Command = {
  usage: `Usage: isp-gateway operations check [--schema NEW.graphql] [FILE.graphql ...]

Says which documents a change of the schema would break, and where. The old schema is that of this package; the new one is --schema, or
that of the code as it runs. Without files: the operations of schema/operations.

Ends with 0, or with 1 when a document breaks.

  isp-gateway operations check --schema next.graphql src/**/*.graphql
`,
  run: async (parameters) => {
    const { values, positionals } = readParameters(parameters, { schema: { type: 'string' } }, true);
    const [verb, ...given] = positionals;
    if (verb !== 'check')
      throw new UsageError(verb === undefined ? 'Say what to do: check.' : `There is no "${verb}".`);
    const paths = given.length > 0 ? given : ownOperations();
    const next = values.schema === undefined ? await printOwnSchema() : readSchema(values.schema);
    const files = paths.map((path) => ({ path, text: read(path) }));
    const check = checkOperations(read(`${folder}schema.graphql`), next, files);
    say(describe(check, files.length));
    if (check.uses.length > 0) process.exitCode = 1;
  },
};

/** As the code runs. */
async function printOwnSchema(): Promise<string> {
  const { createSchema, printSortedSchema } = await import('../schema/index.js');
  return printSortedSchema(createSchema());
}

/** @throws {UsageError} it is none. */
function readSchema(path: string): string {
  const text = read(path);
  if (!isSchema(text)) throw new UsageError(`${path} is no GraphQL schema.`);
  return text;
}

function ownOperations(): readonly string[] {
  const names = readdirSync(`${folder}operations`).filter((name) => name.endsWith('.graphql'));
  return names.sort().map((name) => `${folder}operations/${name}`);
}

function describe({ breaking, dangerous, uses }: OperationCheck, fileCount: number): string {
  const broken = new Set(uses.map(({ path }) => path)).size;
  return [
    ...section('Taken away from clients', breaking, 'yellow'),
    ...section('May surprise clients', dangerous, 'yellow'),
    ...uses.map(
      ({ path, line, message, isOld }) =>
        `${colour('red', `${path}:${line}`)} ${message}${isOld ? ' (as before)' : ''}`,
    ),
    broken === 0 ? colour('green', `All ${fileCount} files fit.`) : `${broken} of ${fileCount} files break.`,
  ].join('\n');
}

function section(title: string, lines: readonly string[], style: 'yellow'): readonly string[] {
  return lines.length === 0 ? [] : [colour(style, `${title}:`), ...lines.map((line) => `  - ${line}`), ''];
}

/** @throws {UsageError} it cannot be read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read.`);
  }
}
