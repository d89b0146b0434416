import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Backend, Client, ClientBy, ClientRowFragment, GatewayError } from '../../../client/index.js';
import type { Session } from '../session.js';
import { errorOf } from './scope.js';

export const searchKinds = ['auto', 'serviceId', 'document', 'phone', 'name'] as const;
export type SearchKind = (typeof searchKinds)[number];

export type FoundRow = ClientRowFragment & {
  /** In whose list they were found, where more than one is searched. */
  readonly backend?: Backend;
};

export type SearchResult =
  | { readonly kind: 'nothing-asked' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'too-short' }
  | {
      readonly kind: 'found';
      readonly rows: readonly FoundRow[];
      readonly total: number | null;
      /** Of a back end that could not be searched beside those that were. */
      readonly missing?: GatewayError | null;
    }
  | { readonly kind: 'failed'; readonly error: GatewayError };

export interface Search {
  readonly text: Signal<string>;
  readonly searchKind: Signal<SearchKind>;
  readonly found: ReadonlySignal<SearchResult>;
  /** @returns the one client who was found, if it is one. */
  search(): Promise<ClientRowFragment | null>;
}

export function createSearch(session: Session, client: Client): Search {
  const text = signal('');
  const searchKind = signal<SearchKind>('auto');
  const found = signal<SearchResult>({ kind: 'nothing-asked' });
  let latest = 0;
  return {
    text,
    searchKind,
    found,
    search: async () => {
      const asked = text.value.trim();
      if (asked === '') return null;
      latest += 1;
      const turn = latest;
      found.value = { kind: 'looking' };
      const { value } = session.state;
      const backends = value.kind === 'in' ? value.overview.backends : [];
      const listing = backends.filter(({ capabilities }) => capabilities.includes('CLIENT_LIST'));
      const names = listing.map(({ backend }) => backend);
      const answer = await find(client, searchKind.value, asked, names);
      if (turn !== latest) return null;
      found.value = answer;
      return answer.kind === 'found' && answer.rows.length === 1 ? (answer.rows[0] ?? null) : null;
    },
  };
}

/** Kind of a search text by its form: a service number is short, a document is long, and a long number is also tried as a phone. */
function detect(text: string): Exclude<SearchKind, 'auto'> {
  if (/^\+/.test(text)) return 'phone';
  if (/^\d{1,6}$/.test(text)) return 'serviceId';
  return /^\d[\d.\s-]*$/.test(text) ? 'document' : 'name';
}

async function find(
  client: Client,
  kind: SearchKind,
  text: string,
  listing: readonly Backend[],
): Promise<SearchResult> {
  const known = kind === 'auto' ? detect(text) : kind;
  if (known === 'name') return findByNameInAll(client, text, listing);
  const first = await findOne(client, known, text);
  const isUnknown = first.kind === 'found' && first.rows.length === 0;
  return isUnknown && kind === 'auto' && known === 'document' ? findOne(client, 'phone', text) : first;
}

async function findOne(client: Client, kind: 'serviceId' | 'document' | 'phone', text: string): Promise<SearchResult> {
  const answer = await client.findClient({ by: toKey(kind, text) });
  if (answer.kind === 'ok' || (answer.kind === 'partial' && answer.data.client !== null)) {
    const rows = answer.data.client === null ? [] : [answer.data.client];
    return { kind: 'found', rows, total: rows.length };
  }
  return { kind: 'failed', error: answer.errors[0] };
}

function toKey(kind: 'serviceId' | 'document' | 'phone', text: string): ClientBy {
  if (kind === 'serviceId') return { serviceId: Number(text) };
  return kind === 'document' ? { document: text } : { phone: text };
}

/** In the list of each back end that has one. */
async function findByNameInAll(client: Client, search: string, listing: readonly Backend[]): Promise<SearchResult> {
  if (listing.length < 2) return findByName(client, search);
  const answers = await Promise.all(listing.map((backend) => findByName(client, search, backend)));
  const found = answers.flatMap((answer) => (answer.kind === 'found' ? [answer] : []));
  const [failed] = answers.flatMap((answer) => (answer.kind === 'failed' ? [answer] : []));
  const [first] = answers;
  if (found.length === 0 && first !== undefined) return failed ?? first;
  const total = found.reduce((sum, { rows, total: each }) => sum + (each ?? rows.length), 0);
  return { kind: 'found', rows: found.flatMap(({ rows }) => rows), total, missing: failed?.error ?? null };
}

async function findByName(client: Client, search: string, backend?: Backend): Promise<SearchResult> {
  if (search.length < 3) return { kind: 'too-short' };
  const answer = await client.findClients({ search, ...(backend === undefined ? {} : { backend }) });
  if (answer.kind === 'failed') return { kind: 'failed', error: answer.errors[0] };
  const missing = answer.kind === 'partial' ? errorOf(answer.errors, 'clients') : null;
  if (missing !== null) return { kind: 'failed', error: missing };
  const { nodes, foundCount } = answer.data.clients;
  const rows = backend === undefined ? nodes : nodes.map((row) => ({ ...row, backend }));
  return { kind: 'found', rows, total: foundCount };
}
