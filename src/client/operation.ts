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
