import type { WebhookDelivery, WebhookDeliveryState } from '../../model/webhook.js';
import type { Clock } from '../store.js';
import { defaultOutboxLimits, maxListed, type Outbox, type OutboxLimits, queueOf, toOverdue } from './outbox.js';

/** A delivery with its place. */
export interface OutboxEntry {
  readonly delivery: WebhookDelivery;
  /** Position among all entries: the later it came into its state, the higher. */
  readonly position: number;
  /** Time at which it came into its state. */
  readonly since: number;
  /** Time from which it may be taken: its next attempt, or the end of the lease of its owner. */
  readonly dueAt: number;
  readonly owner: string | null;
}

/** Keeps what a restart must find again. A null entry is gone. */
export type SaveEntries = (changes: ReadonlyMap<string, OutboxEntry | null>) => Promise<void>;

export interface MemoryOutboxOptions {
  readonly clock: Clock;
  readonly limits?: OutboxLimits | undefined;
  /** Entries of an earlier process, in any order. Default: none. */
  readonly entries?: readonly OutboxEntry[];
  /** @default nothing outlives the process */
  readonly save?: SaveEntries;
}

/** Outbox of this process alone. */
export function createMemoryOutbox(options: MemoryOutboxOptions): Outbox {
  const { clock, limits = defaultOutboxLimits, save = async () => undefined } = options;
  const entries = new OutboxEntries(options.entries ?? []);

  /** Makes room, and keeps what has changed. */
  const commit = async (): Promise<void> => {
    trim(entries, limits, clock());
    await save(entries.takeChanges());
  };
  const enter = (delivery: WebhookDelivery, dueAt: number): void =>
    entries.set({ delivery, position: entries.nextPosition, since: clock(), dueAt, owner: null });

  return {
    add: async (deliveries) => {
      for (const delivery of deliveries) if (entries.get(delivery.id) === undefined) enter(delivery, clock());
      await commit();
    },
    take: async (endpoint, owner, leaseMs) => {
      await commit();
      const now = clock();
      const next = entries.heads(endpoint).filter(({ dueAt }) => dueAt <= now);
      const [first] = next.sort((one, other) => one.dueAt - other.dueAt || one.position - other.position);
      if (first === undefined) return null;
      entries.set({ ...first, owner, dueAt: now + leaseMs });
      await commit();
      return first.delivery;
    },
    settle: async (delivery, owner, delayMs) => {
      const held = entries.get(delivery.id);
      if (held === undefined || held.owner !== owner || held.delivery.state !== 'PENDING') return false;
      if (delivery.state === 'PENDING') entries.set({ ...held, delivery, owner: null, dueAt: clock() + delayMs });
      else enter(delivery, 0);
      await commit();
      return true;
    },
    replay: async (next) => {
      const held = entries.get(next.id);
      if (held === undefined) return false;
      if (held.delivery.state !== 'PENDING') enter(next, clock());
      else if (held.owner === null || held.dueAt <= clock())
        entries.set({ ...held, delivery: next, owner: null, dueAt: clock() });
      await commit();
      return true;
    },
    get: async (id) => entries.get(id)?.delivery ?? null,
    list: async (state) =>
      entries
        .inState(state)
        .reverse()
        .slice(0, maxListed)
        .map(({ delivery }) => delivery),
    erase: async (clientId) => {
      for (const { delivery } of entries.all()) if (delivery.event.clientId === clientId) entries.delete(delivery.id);
      await commit();
    },
  };
}

/** Makes dead letters of what waits too long or has no room, and forgets what ended and has none. */
function trim(entries: OutboxEntries, { maxPending, maxEnded, maxAgeMs }: OutboxLimits, now: number): void {
  for (const { delivery } of entries.surplus('PENDING', maxPending, now - maxAgeMs))
    entries.set({
      ...{ delivery: toOverdue(delivery), position: entries.nextPosition },
      ...{ since: now, dueAt: 0, owner: null },
    });
  for (const state of ['DELIVERED', 'DEAD'] as const) {
    for (const { delivery } of entries.surplus(state, maxEnded, now - maxAgeMs)) entries.delete(delivery.id);
  }
}

/** Entries by id, by state in their order, and by queue. */
class OutboxEntries {
  readonly #byId = new Map<string, OutboxEntry>();
  /** By state, in order: whatever comes into a state is put last. */
  readonly #states = { PENDING: new Set<string>(), DELIVERED: new Set<string>(), DEAD: new Set<string>() };
  readonly #queues = new Map<string, Set<string>>();
  #changes = new Map<string, OutboxEntry | null>();
  #lastPosition = 0;

  constructor(entries: readonly OutboxEntry[]) {
    for (const entry of [...entries].sort((one, other) => one.position - other.position)) this.set(entry);
    this.#changes.clear();
  }

  get nextPosition(): number {
    return this.#lastPosition + 1;
  }

  get(id: string): OutboxEntry | undefined {
    return this.#byId.get(id);
  }

  all(): readonly OutboxEntry[] {
    return [...this.#byId.values()];
  }

  inState(state: WebhookDeliveryState): OutboxEntry[] {
    return [...this.#states[state]].flatMap((id) => this.#byId.get(id) ?? []);
  }

  /** The oldest in a state: those that are too many, and those that came into it at `before` or earlier. */
  surplus(state: WebhookDeliveryState, max: number, before: number): readonly OutboxEntry[] {
    const found: OutboxEntry[] = [];
    const ids = this.#states[state];
    for (const id of ids) {
      const entry = this.#byId.get(id);
      if (entry === undefined || (ids.size - found.length <= max && entry.since > before)) break;
      found.push(entry);
    }
    return found;
  }

  /** The first of each queue of an endpoint. */
  heads(endpoint: string): OutboxEntry[] {
    return [...this.#queues].flatMap(([queue, ids]) => {
      const [id = ''] = queue.startsWith(`${endpoint} `) ? ids : [];
      return this.#byId.get(id) ?? [];
    });
  }

  set(entry: OutboxEntry): void {
    const { delivery, position } = entry;
    const { id, state } = delivery;
    if (this.#byId.get(id)?.position !== position) this.#leave(id);
    this.#byId.set(id, entry);
    this.#states[state].add(id);
    this.#lastPosition = Math.max(this.#lastPosition, position);
    this.#changes.set(id, entry);
    if (state !== 'PENDING') return;
    const queue = queueOf(delivery);
    this.#queues.set(queue, (this.#queues.get(queue) ?? new Set()).add(id));
  }

  delete(id: string): void {
    this.#leave(id);
    this.#byId.delete(id);
    this.#changes.set(id, null);
  }

  takeChanges(): ReadonlyMap<string, OutboxEntry | null> {
    const changes = this.#changes;
    this.#changes = new Map();
    return changes;
  }

  #leave(id: string): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    this.#states[entry.delivery.state].delete(id);
    const queue = queueOf(entry.delivery);
    const waiting = this.#queues.get(queue);
    waiting?.delete(id);
    if (waiting?.size === 0) this.#queues.delete(queue);
  }
}
