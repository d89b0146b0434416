// npm install @graphql-codegen/cli @graphql-codegen/client-preset graphql@16 graphql-sse typescript @types/node@20
// In this folder: npx graphql-codegen --config codegen.ts && npx tsc && node out/client-preset/src/main.js
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-sse';
import { clientId, fetchAuthorized, run, unknownId, url } from '../../session.mjs';
import type { PageQuery, PingedSubscription, TypedDocumentString } from './gql/graphql.js';
import { graphql } from './gql/index.js';

const PERSON = graphql(`
  query Person($id: ID!) {
    client(by: { id: $id }) { id name status plan { id name } }
  }
`);
const PAGE = graphql(`
  query Page($search: String!, $first: Int!, $after: String) {
    clients(search: $search, first: $first, after: $after) {
      nodes { id name }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const PING = graphql(`
  mutation Ping($input: StartPingInput!) {
    startPing(input: $input) {
      __typename
      ... on StartPingSuccess { pingTask { id status } }
      ... on Problem { code message }
    }
  }
`);
const PINGED = graphql(`
  subscription Pinged($id: ID!) {
    pingTaskCompleted(id: $id) { id status connection }
  }
`);

interface GatewayError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GatewayError[];
}

/** Sends a document, and gets data and variables of its types. Data can stand beside errors: a back end was away. */
async function execute<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const response = await fetchAuthorized(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  return (await response.json()) as Answer<Data>;
}

async function dataOf<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, errors } = await answer;
  if (data === undefined || data === null) throw new Error(errors?.[0]?.extensions.code ?? 'no data');
  return data;
}

async function* pages(search: string, first: number): AsyncGenerator<PageQuery['clients']['nodes']> {
  let after: string | null = null;
  do {
    const { clients }: PageQuery = await dataOf(execute(PAGE, { search, first, after }));
    yield clients.nodes;
    after = clients.pageInfo.hasNextPage ? (clients.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
}

async function ping(id: string) {
  const { startPing } = await dataOf(execute(PING, { input: { clientId: id, idempotencyKey: randomUUID() } }));
  return startPing;
}

const events = createClient({ url, fetchFn: fetchAuthorized });

async function watch(id: string): Promise<PingedSubscription['pingTaskCompleted'] | undefined> {
  const results = events.iterate<PingedSubscription>({ query: PINGED.toString(), variables: { id } });
  for await (const { data } of results) return data?.pingTaskCompleted;
  return undefined;
}

await run({
  query: async () => (await dataOf(execute(PERSON, { id: clientId }))).client,
  watch: async () => {
    const started = await ping(clientId);
    return started.__typename === 'StartPingSuccess' ? watch(started.pingTask.id) : started.code;
  },
  pages: async () => {
    const names = [];
    for await (const page of pages('perez', 2)) {
      names.push(...page.map(({ name }) => name));
      if (names.length >= 4) break;
    }
    return names;
  },
  problem: async () => {
    const refused = await ping(unknownId);
    return refused.__typename === 'StartPingSuccess' ? null : refused.code;
  },
  error: async () => (await execute(PERSON, { id: 'nobody' })).errors?.[0]?.extensions.code,
});
events.dispose();
