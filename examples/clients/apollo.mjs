// npm install @apollo/client graphql@16 rxjs graphql-ws graphql-sse ws
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
  Observable,
  ServerError,
} from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { buildSchema, isAbstractType, OperationTypeNode, print } from 'graphql';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import { authorization, clientId, fetchAuthorized, forget, run, unknownId, url } from './session.mjs';

// Which types `... on Problem` matches: from a copy of schema/schema.graphql, which a browser gets as JSON at build time.
const schema = buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
const namesOf = (type) => schema.getPossibleTypes(type).map(({ name }) => name);
const possibleTypes = Object.fromEntries(abstract.map((type) => [type.name, namesOf(type)]));

// Every object is kept under its global id, and the pages of a search are one list.
const cache = new InMemoryCache({
  possibleTypes,
  typePolicies: { Query: { fields: { clients: relayStylePagination(['search', 'filter']) } } },
});

const authorize = new SetContextLink(async ({ headers }) => ({
  headers: { ...headers, authorization: await authorization() },
}));

const isRefused = (error) =>
  CombinedGraphQLErrors.is(error)
    ? error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')
    : ServerError.is(error) && error.statusCode === 401;

const renew = new ErrorLink(({ error, operation, forward }) => {
  const { headers, isRenewed } = operation.getContext();
  if (isRenewed || !isRefused(error)) return;
  forget(headers.authorization);
  operation.setContext({ isRenewed: true });
  return forward(operation);
});

// The gateway keeps no persisted queries and says so: the link sends the text, and no more hashes.
const persisted = new PersistedQueryLink({
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
});

// Node before 22 has none, and `GraphQLWsLink` names it as well.
globalThis.WebSocket ??= WebSocket;
const socket = createSocketClient({
  url: url.replace(/^http/, 'ws'),
  connectionParams: async () => ({ authorization: await authorization() }),
  on: { closed: (event) => event.code === 4403 && forget() }, // expired: the next connection asks for a new one
});

const events = createEventClient({ url, fetchFn: fetchAuthorized });
const eventLink = new ApolloLink(
  ({ query, variables, operationName }) =>
    new Observable((sink) => events.subscribe({ query: print(query), variables, operationName }, sink)),
);

const isSubscription = ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION;
const client = new ApolloClient({
  cache,
  link: ApolloLink.split(
    isSubscription,
    // Either of them will do. Events go wherever HTTP goes; a socket carries many subscriptions.
    ApolloLink.split((operation) => operation.getContext().overEvents, eventLink, new GraphQLWsLink(socket)),
    ApolloLink.from([renew, authorize, persisted, new HttpLink({ uri: url })]),
  ),
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

async function ping(id = clientId) {
  const input = { clientId: id, idempotencyKey: randomUUID() };
  const { data } = await client.mutate({ mutation: PING, variables: { input } });
  return data.startPing.pingTask ?? data.startPing;
}

function watch(id, overEvents) {
  const results = client.subscribe({ query: PINGED, variables: { id }, context: { overEvents } });
  return new Promise((resolve, reject) =>
    results.subscribe({ next: ({ data, error }) => (error ? reject(error) : resolve(data.pingTaskCompleted)) }),
  );
}

await run({
  query: async () => (await client.query({ query: PERSON, variables: { id: clientId } })).data.client,
  // Read by its id, without a request.
  cached: () => cache.readFragment({ id: `Client:${clientId}`, fragment: gql`fragment Name on Client { name }` }),
  watch: async (id) => watch(id ?? (await ping()).id, false),
  watchEvents: async (id) => watch(id ?? (await ping()).id, true),
  pages: async () => {
    const list = client.watchQuery({ query: PAGE, variables: { search: 'perez', first: 2 } });
    const view = list.subscribe(() => undefined); // what a component does
    const { data } = await list.refetch();
    await list.fetchMore({ variables: { after: data.clients.pageInfo.endCursor } });
    view.unsubscribe();
    return list.getCurrentResult().data.clients.edges.map(({ node }) => node.name);
  },
  problem: async () => (await ping(unknownId)).code,
  error: () =>
    client.query({ query: PERSON, variables: { id: 'nobody' } }).catch((error) => {
      if (!CombinedGraphQLErrors.is(error)) throw error;
      return error.errors[0].extensions.code;
    }),
});
socket.dispose();
client.stop();
