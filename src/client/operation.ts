import type { DocumentNode } from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** A GraphQL operation as text, with the types of what it answers and takes. */
export interface OperationDocument<Kind extends OperationKind, Data, Variables> {
  readonly kind: Kind;
  /** The name in its text; empty where it has none. */
  readonly name: string;
  /** The document with every fragment that it uses. */
  readonly text: string;
  /** Paths in the variables to the idempotency key of each write, e.g. `input.idempotencyKey`. Absent: a write can have none. */
  readonly keys?: readonly string[];
  /** For the compiler alone: no value has it. */
  readonly types?: { readonly data: Data; readonly variables: Variables };
}

/** Types of an operation as `TypedDocumentNode` and `TypedDocumentString` carry them: for the compiler alone. */
export interface DocumentTypes<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data;
}

/** Text, or an object around it such as a generated `TypedDocumentString`. */
export interface DocumentText {
  readonly length: number;
  toString(): string;
}

/** A document of any generator, with one operation: a `TypedDocumentNode`, a `DocumentNode`, or text. */
export type TypedDocument<Data, Variables> = (DocumentNode | DocumentText) & DocumentTypes<Data, Variables>;

export type Operation = OperationDocument<OperationKind, unknown, unknown>;

/** Tells the documents of this package, which are sent as they are, from those that must be read. */
export function isOperation(document: Operation | DocumentNode | DocumentText): document is Operation {
  return typeof document === 'object' && 'kind' in document && document.kind !== 'Document';
}

/** True: sent twice, it does no more than sent once. With a key a write is done once, however often it is sent. */
export function isRepeatable({ kind, keys = [] }: Operation, variables: unknown): boolean {
  if (kind !== 'mutation') return kind === 'query';
  return keys.length > 0 && keys.every((path) => isKey(readPath(variables, path)));
}

function readPath(variables: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], variables);
}

function isKey(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
