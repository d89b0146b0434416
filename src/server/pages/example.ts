import { readdirSync, readFileSync } from 'node:fs';
import { concatAST, Kind, parse, print, Source, separateOperations } from 'graphql';

/** An operation that a real client sends, whole, with variables to try it. */
export interface Example {
  /** The client that sends it, for example `front-end`. */
  readonly client: string;
  readonly name: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Variables of the example operations, by operation name. */
export type ExampleVariables = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Initial contents of the pages: only a demo has a token that may be shown. */
export interface Prefill {
  readonly token: string;
  /** Default: `token`. */
  readonly consoleToken?: string;
  readonly variables: ExampleVariables;
}

/** At the top of the package, wherever this file is run from. */
const folder = new URL('../../../schema/operations/', import.meta.url);

/** Example operations for the explorer. */
export interface Examples {
  /** All in one document, as it was written. */
  readonly document: string;
  readonly operations: readonly Example[];
}

/** The operations of `schema/operations`, in the order of their files. */
export function readExamples(variables: ExampleVariables): Examples {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => new Source(readFileSync(new URL(name, folder), 'utf8'), name.replace('.graphql', '')));
  const files = texts.map((text) => parse(text));
  const whole = separateOperations(concatAST(files));
  const operations = files
    .flatMap(({ definitions }) => definitions)
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map(({ name: { value: name } = { value: '' }, loc }) => ({
      client: loc?.source.name ?? '',
      name,
      document: print(whole[name] ?? { kind: Kind.DOCUMENT, definitions: [] }),
      variables: variables[name] ?? {},
    }));
  return { document: texts.map(({ body }) => body).join('\n'), operations };
}
