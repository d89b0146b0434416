// npm install relay-runtime relay-compiler babel-plugin-relay @babel/core @babel/cli esbuild graphql@16 graphql-ws ws
// In this folder: mkdir -p __generated__ && npx relay-compiler && npx babel relay.js --out-file compiled.mjs
// && npx esbuild compiled.mjs --bundle --packages=external --platform=node --format=esm --outfile=relay.mjs && node relay.mjs
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import relay from 'relay-runtime';
import WebSocket from 'ws';
import { authorization, clientId, fetchAuthorized, forget, run, unknownId, url } from '../session.mjs';

const { commitMutation, createOperationDescriptor, Environment, fetchQuery, graphql } = relay;
const { Network, Observable, RecordSource, requestSubscription, Store } = relay;

/** Code of the first error, where an answer has no data. */
class Refused extends Error {
  constructor([{ message, extensions }]) {
    super(message);
    this.code = extensions.code;
  }
}

// The token is put in by `fetchAuthorized`, which asks for a new one after a 401 and sends the request once more.
async function send({ text, name }, variables) {
  const response = await fetchAuthorized(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, operationName: name, variables }),
  });
  const answer = await response.json();
  // Relay would drop the codes. An answer with data and errors is shown, with null where a back end was away.
  if (answer.errors && (answer.data ?? null) === null) throw new Refused(answer.errors);
  if (answer.errors?.some(({ path }) => path?.length === 1)) throw new Refused(answer.errors);
  return answer;
}

const socket = createClient({
  url: url.replace(/^http/, 'ws'),
  webSocketImpl: WebSocket, // Node before 22 has none
  connectionParams: async () => ({ authorization: await authorization() }),
  on: { closed: (event) => event.code === 4403 && forget() }, // expired: the next connection asks for a new one
});
const watchOver = ({ text, name }, variables) =>
  Observable.create((sink) => socket.subscribe({ query: text, operationName: name, variables }, sink));

const environment = new Environment({
  network: Network.create(send, watchOver),
  store: new Store(new RecordSource()),
});

const PERSON = graphql`
  query relayPersonQuery($id: ID!) {
    client(by: { id: $id }) { id name status plan { id name } }
  }
`;
const PAGE = graphql`
  query relayPageQuery($search: String!, $first: Int!, $after: String) {
    clients(search: $search, first: $first, after: $after) @connection(key: "Page_clients") {
      edges { node { id name } }
    }
  }
`;
const PING = graphql`
  mutation relayPingMutation($input: StartPingInput!) {
    startPing(input: $input) {
      ... on StartPingSuccess { pingTask { id status } }
      ... on Problem { code message }
    }
  }
`;
const PINGED = graphql`
  subscription relayPingedSubscription($id: ID!) {
    pingTaskCompleted(id: $id) { id status connection }
  }
`;

async function ping(id = clientId) {
  const variables = { input: { clientId: id, idempotencyKey: randomUUID() } };
  const { startPing } = await new Promise((onCompleted, onError) =>
    commitMutation(environment, { mutation: PING, variables, onCompleted, onError }),
  );
  return startPing.pingTask ?? startPing;
}

/** What the store has of a query. */
const lookUp = (query, variables) => environment.lookup(createOperationDescriptor(query, variables).fragment).data;

await run({
  query: async () => (await fetchQuery(environment, PERSON, { id: clientId }).toPromise()).client,
  // Read from the store, without a request.
  cached: () => lookUp(PERSON, { id: clientId }).client.name,
  watch: async (id) => {
    const variables = { id: id ?? (await ping()).id };
    return new Promise((resolve, onError) =>
      requestSubscription(environment, {
        subscription: PINGED,
        variables,
        onNext: ({ pingTaskCompleted }) => resolve(pingTaskCompleted),
        onError,
      }),
    );
  },
  // What `usePaginationFragment` does: `@connection` keeps all pages as one list.
  pages: async () => {
    const variables = { search: 'perez', first: 2 };
    environment.retain(createOperationDescriptor(PAGE, variables));
    const { pageInfo } = (await fetchQuery(environment, PAGE, variables).toPromise()).clients;
    await fetchQuery(environment, PAGE, { ...variables, after: pageInfo.endCursor }).toPromise();
    return lookUp(PAGE, variables).clients.edges.map(({ node }) => node.name);
  },
  problem: async () => (await ping(unknownId)).code,
  error: () =>
    fetchQuery(environment, PERSON, { id: 'nobody' })
      .toPromise()
      .catch((error) => error.code),
});
await socket.dispose();
