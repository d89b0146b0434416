/** Documents that a client was built with. */
export interface Manifest {
  /** Client of the documents: the application or subject of a token. Null: any client. */
  readonly client: string | null;
  /** Name in issues, which quote neither path nor client. */
  readonly entry: string;
  readonly documents: readonly { readonly id: string; readonly text: string }[];
}
