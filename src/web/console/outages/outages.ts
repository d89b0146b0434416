import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Client, OutagesQuery } from '../../../client/index.js';
import { onContact } from '../contact.js';
import { createSection, dataIn, fill, type Section } from '../section.js';
import { type Session, scopesOf } from '../session.js';

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
  const reload = isAllowed ? oneAtATime(load) : async () => undefined;

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

/** A burst of changes is asked about twice at most: what changes while it is being asked is asked about once more. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const begin = async (): Promise<void> => {
    do {
      isWanted = false;
      await run();
    } while (isWanted);
    running = null;
  };
  return () => {
    isWanted = true;
    running ??= begin();
    return running;
  };
}
