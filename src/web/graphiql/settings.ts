/** An operation of a real client, ready to run. */
export interface Example {
  /** Client of the example, such as `front-end`. */
  readonly client: string;
  readonly name: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Settings {
  /** Of a demo, whose people are made up. Null: paste one. */
  readonly token: string | null;
  readonly examples: readonly Example[];
}

export async function readSettings(): Promise<Settings> {
  const response = await fetch('/graphiql/settings.json');
  return (await response.json()) as Settings;
}
