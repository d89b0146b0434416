import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  print,
  separateOperations,
} from 'graphql';
import { hashText } from './trusted-document.js';

/** Documents of one client, as its source has them. */
export interface OperationFile {
  readonly name: string;
  readonly text: string;
}

interface Operation {
  readonly id: string;
  readonly body: string;
  readonly name: string;
  readonly type: OperationTypeNode;
}

/**
 * The manifests of files of operations, by their names: in Apollo's format and in Relay's. A fragment may be in another file than the
 * operation that spreads it. The same files give the same text.
 * @throws {Error} an operation without a name, or two of one name.
 */
export function writeManifests(files: readonly OperationFile[]): ReadonlyMap<string, string> {
  const parsed = files.map(({ name, text }) => ({ name, document: parse(text) }));
  const separated = separateOperations({
    kind: Kind.DOCUMENT,
    definitions: parsed.flatMap(({ document }) => document.definitions),
  });
  const seen = new Set<string>();
  const written = parsed.flatMap(({ name, document }) => {
    const operations = document.definitions
      .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
      .map((definition) => toOperation(definition, separated, seen));
    if (operations.length === 0) return [];
    const apollo = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    const relay = Object.fromEntries(operations.map(({ id, body }) => [id, body]));
    return [[`${name}.json`, toText(apollo)] as const, [`${name}.relay.json`, toText(relay)] as const];
  });
  return new Map(written);
}

function toOperation(
  { name, operation: type }: OperationDefinitionNode,
  separated: Readonly<Record<string, DocumentNode>>,
  seen: Set<string>,
): Operation {
  if (name === undefined) throw new Error('Every operation of a manifest needs a name.');
  if (seen.has(name.value)) throw new Error(`There are two operations named ${name.value}.`);
  seen.add(name.value);
  const definitions = separated[name.value]?.definitions ?? [];
  // The operation first, whatever file its fragments are in: so do the generators of typed documents.
  const isOperation = ({ kind }: { readonly kind: Kind }): boolean => kind === Kind.OPERATION_DEFINITION;
  const sorted = [...definitions.filter(isOperation), ...definitions.filter((each) => !isOperation(each))];
  const body = print({ kind: Kind.DOCUMENT, definitions: sorted });
  return { id: hashText(body), body, name: name.value, type };
}

function toText(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
