import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print, type SelectionNode } from 'graphql';
import type { DocumentText, Operation } from '../operation.js';

/** Operations by their trees, which a generator makes once for a program. */
const operationsRead = new WeakMap<object, Operation>();

/** Reads a document of another generator. @throws {Error} it does not have one operation, or is not GraphQL. */
export function readDocument(document: DocumentNode | DocumentText): Operation {
  // Text is sent as it was written.
  if (!('kind' in Object(document))) return { ...readTree(parse(document.toString())), text: document.toString() };
  const tree = document as DocumentNode;
  const known = operationsRead.get(tree);
  if (known !== undefined) return known;
  const operation = readTree(tree);
  operationsRead.set(tree, operation);
  return operation;
}

/** Reads the tree of one operation. Its text has the fragments behind the operation, letter for letter as a manifest has it. */
export function readTree({ definitions }: DocumentNode): Operation {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1)
    throw new TypeError(`The document has ${operations.length} operations instead of one.`);
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const keys = findKeys(operation);
  return {
    kind: operation.operation,
    name: operation.name?.value ?? '',
    text: print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }),
    ...(keys === null ? {} : { keys }),
  };
}

/** Paths to the keys of all writes; null where one has none. */
function findKeys({ operation, selectionSet }: OperationDefinitionNode): readonly string[] | null {
  if (operation !== 'mutation') return null;
  const paths = selectionSet.selections.map(findKey);
  return paths.every((path) => path !== null) ? paths : null;
}

function findKey(write: SelectionNode): string | null {
  if (write.kind !== Kind.FIELD) return null;
  const input = write.arguments?.find(({ name }) => name.value === 'input')?.value;
  if (input?.kind === Kind.VARIABLE) return `${input.name.value}.idempotencyKey`;
  if (input?.kind !== Kind.OBJECT) return null;
  const key = input.fields.find(({ name }) => name.value === 'idempotencyKey')?.value;
  return key?.kind === Kind.VARIABLE ? key.name.value : null;
}
