import {
  type Client,
  type ClientCardQuery,
  type ClientsQuery,
  createClient,
  type DebtQuery,
  dataOf,
  errorAt,
  type GatewayError,
} from 'isp-gateway-client';

/** What a page about one subscriber has to show. */
export type Page =
  | { readonly kind: 'subscriber'; readonly card: Card; readonly bills: Bills }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'unavailable'; readonly error: GatewayError };

type Card = NonNullable<ClientCardQuery['client']>;

/** Bills come from another system than the card: either may be away while the other is there. */
export type Bills =
  | { readonly kind: 'known'; readonly invoices: readonly Invoice[] }
  | { readonly kind: 'unknown'; readonly error: GatewayError };

type Invoice = NonNullable<DebtQuery['client']>['invoices']['nodes'][number];

/** One client for the whole page, for the signed-in user. */
export function createGatewayClient(session: { readonly accessToken: string }): Client {
  return createClient({ url: 'https://gateway.example/graphql', token: () => session.accessToken });
}

/** Asks for all that the page shows, at once, and for no field more. */
export async function loadPage(client: Client, document: string, signal?: AbortSignal): Promise<Page> {
  const [card, debt] = await Promise.all([
    client.clientCard({ document }, { signal }),
    client.debt({ document }, { signal }),
  ]);
  if (card.kind === 'failed') {
    const [error] = card.errors;
    return error.code === 'UNAUTHENTICATED' ? { kind: 'sign-in' } : { kind: 'unavailable', error };
  }
  // A null is an answer, unless an error stands at its place.
  const missing = errorAt(card, 'client');
  if (card.data.client === null)
    return missing === null ? { kind: 'not-found' } : { kind: 'unavailable', error: missing };
  return { kind: 'subscriber', card: card.data.client, bills: toBills(debt) };
}

function toBills(debt: Awaited<ReturnType<Client['debt']>>): Bills {
  const error = errorAt(debt, 'client', 'invoices');
  if (error !== null) return { kind: 'unknown', error };
  return { kind: 'known', invoices: dataOf(debt).client?.invoices.nodes ?? [] };
}

/** Every client whose name or number fits, page after page, as the person scrolls. */
export async function* searchClients(client: Client, search: string) {
  let after: string | null = null;
  do {
    const { clients }: ClientsQuery = dataOf(await client.clients({ first: 20, search, after }));
    yield clients.edges.map(({ node }) => node);
    after = clients.pageInfo.hasNextPage ? clients.pageInfo.endCursor : null;
  } while (after !== null);
}

/** Shows pings as they change. What changed while the connection was lost is asked for once it is back. */
export async function watchPings(client: Client, show: (line: string) => void, signal: AbortSignal): Promise<void> {
  const reload = async (): Promise<void> => {
    const listed = await client.pingTasks({ first: 20 }, { signal });
    if (listed.kind !== 'failed')
      for (const task of listed.data.pingTasks.nodes) show(`${task.serviceId} ${task.status}`);
  };
  const stop = client.watchConnection((state) => {
    if (state === 'connected') void reload();
    if (state === 'lost') show('Connection lost: this may be out of date.');
  });
  for await (const event of client.pingTaskChanged({}, { signal })) {
    if (event.kind === 'failed') show(`No more changes: ${event.errors[0].code}`);
    else show(`${event.data.pingTaskChanged.serviceId} ${event.data.pingTaskChanged.status}`);
  }
  stop();
}
