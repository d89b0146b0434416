import { EventEmitter } from 'node:events';
import { LRUCache } from 'lru-cache';
import type { EventBus, Events, LedgerEntry, Reservation, Settlement, Shelf, Store, WriteLedger } from './store.js';

interface Held {
  readonly fingerprint: string;
  readonly owner: string;
  readonly reference: string;
  readonly holdMs: number;
  readonly leaseEnds: number;
  readonly state: 'reserved' | 'sent' | 'done' | 'unknown';
  readonly result?: unknown;
}

/** Most entries of the ledger, and of each shelf. An entry of the ledger is about 300 bytes. */
const maxEntries = 100_000;

/** How long shelves remember. */
const shelfMs = 7 * 24 * 3_600_000;

/** A store of this process alone: a restart forgets it. */
export function createMemoryStore(): Store {
  return {
    ledger: createLedger(),
    pingTasks: createShelf(),
    tickets: createShelf(),
    events: createEvents(),
    close: async () => undefined,
  };
}

function createLedger(): WriteLedger {
  const entries = new LRUCache<string, Held>({ max: maxEntries, ttlAutopurge: false });
  const mine = (key: string, owner: string): Held | undefined => {
    const held = entries.get(key);
    return held?.owner === owner ? held : undefined;
  };
  return {
    reserve: async (entry) => {
      const { verdict, next } = judge(entry, entries.get(entry.key));
      if (next !== undefined) entries.set(entry.key, next, { ttl: entry.leaseMs + entry.holdMs });
      return verdict;
    },
    markSent: async (key, owner) => {
      const held = mine(key, owner);
      if (held === undefined || isOver(held)) return false;
      entries.set(key, { ...held, state: 'sent' }, { ttl: held.holdMs });
      return true;
    },
    settle: async (key, owner, settlement) => {
      const held = mine(key, owner);
      if (held === undefined) return;
      if (settlement.kind === 'not-sent') entries.delete(key);
      else entries.set(key, settled(held, settlement), { ttl: held.holdMs });
    },
  };
}

/** The state machine, whole: what a reservation meets and what it leaves. */
function judge(entry: LedgerEntry, held: Held | undefined): { verdict: Reservation; next?: Held } {
  const reserved: Held = {
    fingerprint: entry.fingerprint,
    owner: entry.owner,
    reference: entry.reference,
    holdMs: entry.holdMs,
    leaseEnds: performance.now() + entry.leaseMs,
    state: 'reserved',
  };
  if (held === undefined) return { verdict: { kind: 'go' }, next: reserved };
  if (held.fingerprint !== entry.fingerprint) return { verdict: { kind: 'reused' } };
  if (held.state === 'reserved' && (held.owner === entry.owner || isOver(held))) {
    return { verdict: { kind: 'go' }, next: reserved };
  }
  const isSettled = held.state === 'done' || held.state === 'unknown' || isOver(held);
  if (!isSettled) return { verdict: { kind: 'busy' } };
  if (entry.force === true) return { verdict: { kind: 'go' }, next: reserved };
  if (held.state === 'done') return { verdict: { kind: 'done', result: held.result } };
  return { verdict: { kind: 'unknown', reference: held.reference } };
}

function isOver(held: Held): boolean {
  return performance.now() > held.leaseEnds;
}

function settled(held: Held, settlement: Exclude<Settlement, { kind: 'not-sent' }>): Held {
  return settlement.kind === 'done'
    ? { ...held, state: 'done', result: structuredClone(settlement.result) }
    : { ...held, state: 'unknown' };
}

function createShelf<Item extends { readonly id: string }>(): Shelf<Item> {
  const items = new LRUCache<string, Item>({ max: maxEntries, ttl: shelfMs });
  const lists = new LRUCache<string, Map<string, true>>({ max: maxEntries, ttl: shelfMs });
  return {
    put: async (item, names) => {
      items.set(item.id, item);
      for (const name of names) {
        const list = lists.get(name) ?? new Map<string, true>();
        list.set(item.id, true);
        lists.set(name, list);
      }
    },
    get: async (id) => items.get(id) ?? null,
    list: async (name) => {
      const list = lists.get(name) ?? new Map<string, true>();
      const found: Item[] = [];
      for (const id of list.keys()) {
        const item = items.get(id);
        if (item === undefined) list.delete(id);
        else found.push(item);
      }
      return found.reverse();
    },
  };
}

function createEvents(): EventBus {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    publish: async (topic, event) => {
      emitter.emit(topic, event);
    },
    subscribe: (topic, listener) => {
      emitter.on(topic, listener as (event: Events[typeof topic]) => void);
      return () => emitter.off(topic, listener);
    },
  };
}
