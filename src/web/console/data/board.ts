import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { BoardRowFragment, Client, ConnectionState, GatewayError } from '../../../client/index.js';
import { onContact } from '../contact.js';
import type { Session } from '../session.js';
import { createHistory, type History } from './history.js';
import { errorOf } from './scope.js';

export type Task = BoardRowFragment;

/** The pings of this installation as they run. */
export interface Board {
  /** Newest first. */
  readonly tasks: ReadonlySignal<readonly Task[]>;
  /** The last hour's results. */
  readonly history: History;
  /** Only of clients in this zone. Null: of all. */
  readonly zone: Signal<number | null>;
  readonly connection: ReadonlySignal<ConnectionState>;
  /** Time until which the shown tasks were current, in milliseconds. Null: they are current. */
  readonly staleSince: ReadonlySignal<number | null>;
  readonly isLoaded: ReadonlySignal<boolean>;
  readonly error: ReadonlySignal<GatewayError | null>;
  /** Begins anew after an error. */
  retry(): void;
  /** Calls the listener for each watched ping that ends. */
  onEnd(listener: (task: Task) => void): void;
  /** Shows tasks received elsewhere. */
  add(tasks: readonly Task[]): void;
  /** Shows a task that was just started, and follows it to its end whatever the filter is. */
  watch(task: Task): void;
  /** Stops all requests. */
  close(): void;
}

const rows = 50;

export function createBoard(session: Session, client: Client): Board {
  const zone = signal<number | null>(null);
  const history = createHistory();
  const tasks = createTasks(history);
  const { known, add, onEnd } = tasks;
  const feed = createFeed(session, client, zone, { ...tasks, history });
  const { connection, staleSince, isLoaded, error, reset, load, follow, watchConnection } = feed;
  const attempt = signal(0);
  const closing = new AbortController();
  const stop = effect(() => {
    zone.value;
    attempt.value;
    const controller = new AbortController();
    const { signal: aborted } = controller;
    known.value = new Map();
    history.clear();
    reset();
    const stopWatching = watchConnection(aborted);
    void load(aborted);
    void follow(aborted);
    return () => {
      stopWatching();
      controller.abort();
    };
  });

  return {
    tasks: computed(() => [...known.value.values()].sort(newestFirst)),
    history,
    zone,
    connection,
    staleSince,
    isLoaded,
    error,
    retry: () => {
      attempt.value += 1;
    },
    onEnd,
    add,
    watch: (task) => {
      add([task]);
      if (task.status === 'PENDING') void untilEnd(task.id);
    },
    close: () => {
      closing.abort();
      stop();
    },
  };

  async function untilEnd(id: string): Promise<void> {
    for await (const event of client.pingResult({ id }, { signal: closing.signal })) {
      session.check(event, client);
      if (event.kind !== 'failed') add([event.data.pingTaskCompleted]);
    }
  }
}

/** Loads the tasks of a zone, follows their changes, and knows how current they are. */
function createFeed(
  session: Session,
  client: Client,
  zone: Signal<number | null>,
  { known, add, history }: Pick<ReturnType<typeof createTasks>, 'known' | 'add'> & { readonly history: History },
) {
  const connection = signal<ConnectionState>('idle');
  const staleSince = signal<number | null>(null);
  const isLoaded = signal(false);
  // The list may be shown where its changes are not: the success of one never hides the error of the other.
  const loadError = signal<GatewayError | null>(null);
  const followError = signal<GatewayError | null>(null);
  const error = computed(() => followError.value ?? loadError.value);

  const reset = (): void => {
    isLoaded.value = false;
    loadError.value = null;
    followError.value = null;
  };

  /** Loads all tasks again, since events were missed while the connection was lost. */
  const load = async (aborted: AbortSignal): Promise<void> => {
    const filter = { zoneId: zone.peek() };
    const before = new Set(known.peek().keys());
    const answer = await client.pingBoard({ first: rows, filter }, { signal: aborted });
    if (aborted.aborted) return;
    // An empty list with an error in its place is none.
    loadError.value =
      answer.kind === 'failed'
        ? answer.errors[0]
        : answer.kind === 'partial'
          ? errorOf(answer.errors, 'pingTasks')
          : null;
    if (answer.kind === 'failed' || loadError.value !== null) return;
    const { nodes } = answer.data.pingTasks;
    const current = new Set(nodes.map(({ id }) => id));
    known.value = new Map([...known.peek()].filter(([id]) => current.has(id) || !before.has(id)));
    add(nodes);
    isLoaded.value = true;
    staleSince.value = null;
    await history.load(client, filter, aborted);
  };

  const follow = async (aborted: AbortSignal): Promise<void> => {
    for await (const event of client.pingBoardChanged({ filter: { zoneId: zone.peek() } }, { signal: aborted })) {
      session.check(event, client);
      if (event.kind === 'failed') {
        [followError.value] = event.errors;
      } else {
        followError.value = null;
        add([event.data.pingTaskChanged]);
      }
    }
  };
  const watchConnection = (aborted: AbortSignal): (() => void) => {
    const stopWatching = client.watchConnection((state) => {
      const wasLost = connection.peek() === 'lost';
      connection.value = state;
      if (state === 'lost' && !wasLost) staleSince.value ??= Date.now();
      if (state === 'connected' && wasLost) void load(aborted);
      if (wasLost !== (state === 'lost')) void session.refresh();
    });
    connection.value = client.connection;
    const stopContact = onContact(session.contact, {
      lost: () => {
        staleSince.value ??= Date.now();
      },
      // A lost socket loads them itself, once it is back.
      found: () => void (connection.peek() === 'lost' || load(aborted)),
    });
    return () => {
      stopWatching();
      stopContact();
    };
  };

  return { connection, staleSince, isLoaded, error, reset, load, follow, watchConnection };
}

/** Tasks by id, merged from lists and events. */
function createTasks(history: History) {
  const known = signal<ReadonlyMap<string, Task>>(new Map());
  const listeners: ((task: Task) => void)[] = [];
  return {
    known,
    onEnd: (listener: (task: Task) => void) => void listeners.push(listener),
    add: (tasks: readonly Task[]): void => {
      const merged = new Map(known.peek());
      for (const task of tasks) {
        const before = merged.get(task.id);
        // A task never returns to PENDING: such an answer was overtaken.
        if (before !== undefined && before.status !== 'PENDING' && task.status === 'PENDING') continue;
        merged.set(task.id, task);
        if (before?.status === 'PENDING' && task.status !== 'PENDING') for (const notify of listeners) notify(task);
      }
      known.value = merged;
      history.add(tasks);
    },
  };
}

function newestFirst(left: Task, right: Task): number {
  return left.requestedAt < right.requestedAt ? 1 : left.requestedAt > right.requestedAt ? -1 : 0;
}
