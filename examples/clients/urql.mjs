// npm install @urql/core @urql/exchange-auth @urql/exchange-graphcache graphql@16 graphql-ws ws
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { authorization, clientId, forget, run, unknownId, url } from './session.mjs';

// Every object is kept under its global id, and the pages of a search are one list. What has no id is kept inside its parent.
// The schema tells which types `... on Problem` matches: a copy of schema/schema.graphql, which a browser gets as JSON at build time.
const schema = introspectionFromSchema(buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8')));
const cache = cacheExchange({
  schema,
  resolvers: { Query: { clients: relayPagination() } },
  keys: { ClientConnection: () => null, ClientEdge: () => null, PageInfo: () => null, StartPingSuccess: () => null },
});

let value = await authorization();
const renewal = authExchange(async ({ appendHeaders }) => {
  return {
    addAuthToOperation: (operation) => appendHeaders(operation, { authorization: value }),
    didAuthError: ({ graphQLErrors, response }) =>
      response?.status === 401 || graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'),
    refreshAuth: async () => {
      forget(value);
      value = await authorization();
    },
  };
});

const socket = createClient({
  url: url.replace(/^http/, 'ws'),
  webSocketImpl: WebSocket, // Node before 22 has none
  connectionParams: async () => ({ authorization: await authorization() }),
  on: { closed: (event) => event.code === 4403 && forget() }, // expired: the next connection asks for a new one
});
const overSocket = subscriptionExchange({
  forwardSubscription: ({ query, variables }) => ({
    subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
  }),
});

// Queries go by GET where they are short, as urql has it from the start.
const options = { url, preferGetMethod: 'within-url-limit' };
const client = new Client({ ...options, exchanges: [cache, renewal, overSocket, fetchExchange] });

// The other way to subscribe: events over HTTP, with nothing but urql's own exchange.
const eventClient = new Client({
  ...options,
  fetchSubscriptions: true,
  exchanges: [cache, renewal, fetchExchange],
});

const PERSON = gql`
  query Person($id: ID!) {
    client(by: { id: $id }) { id name status plan { id name } }
  }
`;
const PAGE = gql`
  query Page($search: String!, $first: Int!, $after: String) {
    clients(search: $search, first: $first, after: $after) {
      edges { node { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const PING = gql`
  mutation Ping($input: StartPingInput!) {
    startPing(input: $input) {
      ... on StartPingSuccess { pingTask { id status } }
      ... on Problem { code message }
    }
  }
`;
const PINGED = gql`
  subscription Pinged($id: ID!) {
    pingTaskCompleted(id: $id) { id status connection }
  }
`;

/** @throws the error of a result that has no data */
async function dataOf(operation) {
  const { data, error } = await operation;
  if (error) throw error;
  return data;
}

async function ping(id = clientId) {
  const input = { clientId: id, idempotencyKey: randomUUID() };
  const { startPing } = await dataOf(client.mutation(PING, { input }).toPromise());
  return startPing.pingTask ?? startPing;
}

const watch = async (from, id) =>
  (await dataOf(from.subscription(PINGED, { id: id ?? (await ping()).id }).toPromise())).pingTaskCompleted;

await run({
  query: async () => (await dataOf(client.query(PERSON, { id: clientId }).toPromise())).client,
  // Read by its id, without a request.
  cached: () => client.readQuery(PERSON, { id: clientId }).data.client.name,
  watch: (id) => watch(client, id),
  watchEvents: (id) => watch(eventClient, id),
  pages: async () => {
    const search = 'perez';
    const { pageInfo } = (await dataOf(client.query(PAGE, { search, first: 2 }).toPromise())).clients;
    const { clients } = await dataOf(client.query(PAGE, { search, first: 2, after: pageInfo.endCursor }).toPromise());
    return clients.edges.map(({ node }) => node.name);
  },
  problem: async () => (await ping(unknownId)).code,
  error: async () => {
    const { error } = await client.query(PERSON, { id: 'nobody' }).toPromise();
    return error.graphQLErrors[0].extensions.code;
  },
});
await socket.dispose();
