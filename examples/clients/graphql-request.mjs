// npm install graphql-request graphql@16
import { randomUUID } from 'node:crypto';
import { ClientError, GraphQLClient, gql } from 'graphql-request';
import { clientId, fetchAuthorized, run, unknownId, url } from './session.mjs';

// The token is put in by `fetchAuthorized`, which asks for a new one after a 401 and sends the request once more.
const client = new GraphQLClient(url, { fetch: fetchAuthorized });

const PERSON = gql`
  query Person($id: ID!) {
    client(by: { id: $id }) { id name status plan { id name } }
  }
`;
const PAGE = gql`
  query Page($search: String!, $first: Int!, $after: String) {
    clients(search: $search, first: $first, after: $after) {
      nodes { id name }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const TICKET = gql`
  mutation Report($input: CreateTicketInput!) {
    createTicket(input: $input) {
      __typename
      ... on CreateTicketSuccess { replayed ticket { ticketId } }
      ... on Problem { code message }
    }
  }
`;

/** Every page of a search, one after the other. */
async function* pages(search, first) {
  let after = null;
  do {
    const { clients } = await client.request(PAGE, { search, first, after });
    yield clients.nodes;
    after = clients.pageInfo.hasNextPage ? clients.pageInfo.endCursor : null;
  } while (after !== null);
}

const ticketFor = (id) => ({
  clientId: id,
  subject: 'Internet Lento',
  description: 'Desde ayer',
  force: true,
  idempotencyKey: randomUUID(),
});

await run({
  query: async () => (await client.request(PERSON, { id: clientId })).client,
  // The key makes it safe to send again: the second answer is the first one's ticket.
  ticket: async () => {
    const input = ticketFor(clientId);
    const first = (await client.request(TICKET, { input })).createTicket;
    const again = (await client.request(TICKET, { input })).createTicket;
    return [first, again];
  },
  pages: async () => {
    const names = [];
    for await (const page of pages('perez', 2)) {
      names.push(...page.map(({ name }) => name));
      if (names.length >= 4) return names;
    }
    return names;
  },
  problem: async () => (await client.request(TICKET, { input: ticketFor(unknownId) })).createTicket.code,
  error: () =>
    client.request(PERSON, { id: 'nobody' }).catch((error) => {
      if (!(error instanceof ClientError)) throw error;
      return error.response.errors[0].extensions.code;
    }),
});
