import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Client, OutagesQuery } from '../../../client/index.js';
import { onContact } from '../contact.js';
import { createSection, dataIn, fill, type Section } from '../section.js';
import { type Session, scopesOf } from '../session.js';
import { oneAtATime } from './one-at-a-time.js';

export type Outage = OutagesQuery['outages']['nodes'][number];

/** Outages of the network, as the gateway knows them. */
export interface Outages {
  readonly list: ReadonlySignal<Section<OutagesQuery>>;
  /** Those that go on, the newest first. */
  readonly open: ReadonlySignal<readonly Outage[]>;
  reload(): Promise<void>;
  /** Calls the listener for each outage that is raised while the page is open. */
  onRaised(listener: (outage: Outage) => void): void;
  close(): void;
}

const rows = 20;

/** Milliseconds between two looks: each costs about 60 points of the 6,000 that a subject has for a minute. */
const restMs = 3_000;

/** Asks for nothing where the token does not show them. */
export function createOutages(session: Session, client: Client): Outages {
  const list = createSection<OutagesQuery>();
  const known = signal<ReadonlySet<string> | null>(null);
  const listeners: ((outage: Outage) => void)[] = [];
  const closing = new AbortController();
  const scopes = scopesOf(session.state.peek());
  const isAllowed = scopes.includes('network:read');
  const withAffected = scopes.includes('clients:read');
  const open = computed(() => (dataIn(list.value)?.outages.nodes ?? []).filter(({ state }) => state === 'OPEN'));

  const load = async (): Promise<void> => {
    const options = { signal: closing.signal };
    await fill(list, client.outages({ first: rows, withAffected }, options), { keep: true, ...options });
    if (closing.signal.aborted || dataIn(list.value) === null) return;
    const before = known.value;
    const raised = before === null ? [] : open.value.filter(({ id }) => !before.has(id));
    known.value = new Set([...(before ?? []), ...open.value.map(({ id }) => id)]);
    for (const outage of raised) for (const notify of listeners) notify(outage);
  };
  const reload = isAllowed ? oneAtATime(load, rest) : async () => undefined;

  const follow = async (): Promise<void> => {
    for await (const event of client.outageChanged({}, { signal: closing.signal })) {
      session.check(event, client);
      if (event.kind !== 'failed') void reload();
    }
  };
  const stop = onContact(session.contact, { found: () => void reload() });
  if (isAllowed) {
    void reload();
    void follow();
  }
  return {
    list,
    open,
    reload,
    onRaised: (listener) => void listeners.push(listener),
    close: () => {
      stop();
      closing.abort();
    },
  };
}

function rest(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, restMs);
  });
}
