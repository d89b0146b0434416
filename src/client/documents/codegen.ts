import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, separateOperations } from 'graphql';
import { readTree } from './document.js';

/** A file of documents as GraphQL Code Generator gives it. */
export interface DocumentFile {
  readonly location?: string;
  readonly document?: DocumentNode;
}

export interface CodegenConfig {
  /** Module of the type `OperationDocument`. Default: `isp-gateway-client`. */
  readonly importFrom?: string;
}

/**
 * Plug-in of GraphQL Code Generator, behind `typescript-operations`: writes each operation as text with its types, so that running
 * it needs no GraphQL library.
 */
export function plugin(
  _schema: GraphQLSchema,
  documents: readonly DocumentFile[],
  { importFrom = 'isp-gateway-client' }: CodegenConfig = {},
): { readonly prepend: string[]; readonly content: string } {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const separated = separateOperations({ kind: Kind.DOCUMENT, definitions });
  const content = definitions
    .filter((each) => each.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => ({ operation, name: nameOf(operation) }))
    .sort((left, right) => left.name.localeCompare(right.name, 'en'))
    .map(({ operation, name }) => {
      const tree = separated[name];
      if (tree === undefined) throw new Error(`${name} is there twice.`);
      return declare(name, operation, tree);
    });
  return {
    prepend: [`import type { OperationDocument } from '${importFrom}';`],
    content: content.join('\n'),
  };
}

function nameOf({ operation, name }: OperationDefinitionNode): string {
  if (name === undefined) throw new Error(`A ${operation} has no name, from which its types would get theirs.`);
  return name.value;
}

function declare(name: string, { operation }: OperationDefinitionNode, tree: DocumentNode): string {
  const type = `${name}${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  const { text, keys } = readTree(tree);
  return [
    `export const ${name}Document: OperationDocument<'${operation}', ${type}, ${type}Variables> = {`,
    `  kind: '${operation}',`,
    `  name: '${name}',`,
    `  text: ${JSON.stringify(text)},`,
    ...(keys === undefined ? [] : [`  keys: ${JSON.stringify(keys)},`]),
    '};',
    '',
  ].join('\n');
}
