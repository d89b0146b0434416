import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  Client,
  GatewayError,
  OperatorBillingQuery,
  OperatorClientQuery,
  WhoSaysWhatQuery,
} from '../../../client/index.js';
import { onContact } from '../contact.js';
import type { Preferences } from '../preference.js';
import { createSection, fill, type Section } from '../section.js';
import { isCapable, type Session } from '../session.js';
import type { Board } from './board.js';

/** Reason why a ping was not started: the gateway's problem in the operator's language, or an error. */
export type PingError = { readonly message: string } | GatewayError;

/** One client, in three parts, so that a slow back end holds up only its own. */
export interface ClientCard {
  /** Global id of the client who is shown. */
  readonly id: ReadonlySignal<string | null>;
  readonly main: ReadonlySignal<Section<OperatorClientQuery>>;
  readonly sources: ReadonlySignal<Section<WhoSaysWhatQuery>>;
  readonly billing: ReadonlySignal<Section<OperatorBillingQuery>>;
  readonly isStarting: ReadonlySignal<boolean>;
  readonly pingError: ReadonlySignal<PingError | null>;
  open(id: string): Promise<void>;
  refresh(): Promise<void>;
  startPing(): Promise<void>;
  /** Shows no client. */
  close(): void;
  /** Stops all requests, for good. */
  end(): void;
}

export function createClientCard(session: Session, client: Client, board: Board, preferences: Preferences): ClientCard {
  const id = signal<string | null>(null);
  const main = createSection<OperatorClientQuery>();
  const sources = createSection<WhoSaysWhatQuery>();
  const billing = createSection<OperatorBillingQuery>();
  const { isStarting, pingError, startPing } = createPingStart(id, client, board, preferences);
  let running = new AbortController();

  const load = async (keep: boolean): Promise<void> => {
    running.abort();
    running = new AbortController();
    const { signal: aborted } = running;
    const { value } = session.state;
    // An answer to a search may come after the person has gone, and another one has signed in.
    if (id.value === null || value.kind !== 'in' || value.client !== client) return;
    const by = { by: { id: id.value } };
    const options = { signal: aborted };
    const parts = { withAccount: isCapable(value, 'ACCOUNT'), withNetwork: isCapable(value, 'NETWORK') };
    const asked = [
      fill(main, client.operatorClient({ ...by, ...parts }, options), { keep, ...options }),
      fill(sources, client.whoSaysWhat(by, options), { keep, ...options }),
    ];
    if (isCapable(value, 'INVOICES'))
      asked.push(fill(billing, client.operatorBilling(by, options), { keep, ...options }));
    await Promise.all(asked);
    // It may have turned out how a back end is doing.
    void session.refresh();
    const { result } = main.value;
    if (result !== null && result.kind !== 'failed') board.add(result.data.client?.pingTasks.nodes ?? []);
  };

  const stop = onContact(session.contact, { found: () => void load(true) });

  return {
    id,
    main,
    sources,
    billing,
    isStarting,
    pingError,
    open: async (wanted) => {
      const isSame = id.value === wanted;
      id.value = wanted;
      pingError.value = null;
      await load(isSame);
    },
    refresh: () => load(true),
    startPing,
    close: () => {
      running.abort();
      id.value = null;
    },
    end: () => {
      running.abort();
      stop();
    },
  };
}

function createPingStart(id: ReadonlySignal<string | null>, client: Client, board: Board, { language }: Preferences) {
  const isStarting = signal(false);
  const pingError = signal<PingError | null>(null);
  const startPing = async (): Promise<void> => {
    const clientId = id.value;
    if (clientId === null || isStarting.value) return;
    isStarting.value = true;
    pingError.value = null;
    const locale = language.value.toUpperCase() as 'ES' | 'EN' | 'PT';
    const answer = await client.operatorStartPing({ input: { clientId }, locale });
    isStarting.value = false;
    // Another client may be shown by now.
    const isShown = id.value === clientId;
    if (answer.kind === 'failed') {
      if (isShown) [pingError.value] = answer.errors;
      return;
    }
    const { startPing: started } = answer.data;
    if (started.__typename === 'StartPingSuccess') board.watch(started.pingTask);
    else if (isShown) pingError.value = started;
  };
  return { isStarting, pingError, startPing };
}
