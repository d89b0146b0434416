import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** A GraphQL operation as text, with the types of what it answers and takes. */
export interface OperationDocument<Kind extends OperationKind, Data, Variables> {
  readonly kind: Kind;
  /** The name in its text; empty where it has none. */
  readonly name: string;
  /** The document with every fragment that it uses. */
  readonly text: string;
  /** For the compiler alone: no value has it. */
  readonly types?: { readonly data: Data; readonly variables: Variables };
}

/** Types of an operation as `TypedDocumentNode` and `TypedDocumentString` carry them: for the compiler alone. */
export interface DocumentTypes<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data;
}

/** Text, or an object around it such as a generated `TypedDocumentString`. */
interface Text {
  readonly length: number;
  toString(): string;
}

/** A document of any generator, with one operation: a `TypedDocumentNode`, a `DocumentNode`, or text. */
export type TypedDocument<Data, Variables> = (DocumentNode | Text) & DocumentTypes<Data, Variables>;

/** An operation as it is sent. */
export interface Operation {
  readonly kind: OperationKind;
  readonly name: string;
  readonly text: string;
  /** True: sent twice, it does no more than sent once. */
  isRepeatable(variables: unknown): boolean;
}

type AnyDocument = OperationDocument<OperationKind, unknown, unknown> | DocumentNode | Text | string;

/** Operations by their documents, which generators make once for a program. */
const operationsRead = new WeakMap<object, Operation>();

/** @throws {Error} the document has no operation, or several, or is not GraphQL. */
export function toOperation(document: AnyDocument): Operation {
  if (typeof document === 'string') return readText(document);
  const known = operationsRead.get(document);
  if (known !== undefined) return known;
  const operation = readDocument(document);
  operationsRead.set(document, operation);
  return operation;
}

/** The text of an operation with its fragments behind it: the same for every generator. */
export function printOperation(
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): string {
  return print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] });
}

function readDocument(document: Exclude<AnyDocument, string>): Operation {
  if (!('kind' in document)) return readText(document.toString());
  if (document.kind === Kind.DOCUMENT) {
    const operation = findOperation(document);
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    return toSent(operation.operation, operation.name?.value, printOperation(operation, fragments), () => operation);
  }
  const { kind, name, text } = document;
  return toSent(kind, name, text, () => findOperation(parse(text)));
}

function readText(text: string): Operation {
  const operation = findOperation(parse(text));
  return toSent(operation.operation, operation.name?.value, text, () => operation);
}

function findOperation({ definitions }: DocumentNode): OperationDefinitionNode {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1)
    throw new TypeError(`The document has ${operations.length} operations instead of one.`);
  return operation;
}

function toSent(
  kind: OperationKind,
  name: string | undefined,
  text: string,
  read: () => OperationDefinitionNode,
): Operation {
  return {
    kind,
    name: name ?? '',
    text,
    isRepeatable: (variables) => {
      if (kind !== 'mutation') return kind === 'query';
      const values = { ...(variables as Record<string, unknown> | undefined) };
      return read().selectionSet.selections.every((write) => hasIdempotencyKey(write, values));
    },
  };
}

/** With a key a write is done once, however often it is sent. */
function hasIdempotencyKey(write: SelectionNode, variables: Record<string, unknown>): boolean {
  if (write.kind !== Kind.FIELD) return false;
  const input = write.arguments?.find(({ name }) => name.value === 'input')?.value;
  const given = input === undefined ? undefined : valueFromASTUntyped(input, variables);
  const { idempotencyKey } = (given ?? {}) as { readonly idempotencyKey?: unknown };
  return typeof idempotencyKey === 'string' && idempotencyKey !== '';
}
