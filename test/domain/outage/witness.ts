import type { ClientRecord } from '../../../src/model/client.js';
import type { Outage } from '../../../src/model/outage.js';
import { type Day, type Echo, elementsOf, hits, isAt, minute } from './day.js';

export const windowMs = 10 * minute;
/** A ping shows the line up to a minute and a half before it ends. */
const usualSlowestMs = 90_000;

interface Seen {
  readonly at: number;
  readonly isUp: boolean;
}

/** Judges by the day itself, and by the documented rule, in other words than the gateway's. */
export class Witness {
  readonly #day: Day;
  readonly #active: ReadonlyMap<string, readonly ClientRecord[]>;
  readonly #parts = new Map<string, readonly (readonly ClientRecord[])[]>();
  readonly #seen = new Map<string, Seen>();
  readonly #changed = new Map<string, number>();

  /** @param slowestMs how long before its end a ping may have seen the line. */
  constructor(
    day: Day,
    readonly slowestMs = usualSlowestMs,
  ) {
    this.#day = day;
    const active = new Map<string, ClientRecord[]>();
    for (const record of day.records) {
      if (record.status !== 'ACTIVE') continue;
      for (const element of elementsOf(record)) active.set(element, [...(active.get(element) ?? []), record]);
    }
    this.#active = active;
  }

  see({ clientId, connection, at }: Pick<Echo, 'clientId' | 'connection' | 'at'>): void {
    if (connection === null || connection === 'UNKNOWN') return;
    this.#seen.set(clientId, { at, isUp: connection !== 'NO_INTERNET' });
  }

  /** An outage was raised or has ended, and so of every element with the same clients. */
  change(outage: Outage, at: number): void {
    const clients = this.#namesOf(`${outage.scope}:${outage.elementId}`);
    for (const element of this.#active.keys()) if (this.#namesOf(element) === clients) this.#changed.set(element, at);
  }

  /** @param forMs how long a result counts. @param afterMs until when it may not be known everywhere. */
  isUp(clientId: string, now: number, forMs: number, afterMs = 0): boolean {
    const seen = this.#seen.get(clientId);
    return seen?.isUp === true && now - seen.at < forMs && now - seen.at >= afterMs;
  }

  clientsOf(element: string): readonly ClientRecord[] {
    return this.#active.get(element) ?? [];
  }

  /** Whether all of an element was out at one moment that pings of the window can have shown. */
  wasOut(element: string, now: number): boolean {
    const from = now - windowMs - this.slowestMs;
    const moments = [from, ...this.#day.failures.map((failure) => failure.from)].filter(
      (at) => at >= from && at <= now,
    );
    const isOut = (record: ClientRecord, at: number): boolean =>
      this.#day.failures.some((failure) => isAt(failure, at) && hits(failure, record));
    return moments.some((at) => this.#areMost(element, (part) => part.every((record) => isOut(record, at))));
  }

  /** Whether what is known suffices to say that an element is out. */
  suffices(element: string, now: number): boolean {
    const since = Math.max(now - windowMs, this.#changed.get(element) ?? Number.NEGATIVE_INFINITY);
    const clients = this.clientsOf(element);
    const seen = this.#seenOf(clients, since);
    const needed = Math.min(30, Math.max(5, Math.ceil(clients.length / 20)));
    return (
      seen.length >= needed &&
      isMostlyDown(seen) &&
      this.#areMost(element, (part) => isMostlyDown(this.#seenOf(part, since), 3)) &&
      this.#areAtOnce(element, since)
    );
  }

  /** Whether what is known since an outage was raised suffices to say that it is over. */
  isOver(element: string, now: number): boolean {
    const since = Math.max(now - windowMs, this.#changed.get(element) ?? Number.NEGATIVE_INFINITY);
    const seen = this.#seenOf(this.clientsOf(element), since);
    const up = seen.filter(({ isUp }) => isUp).length;
    return up >= 3 && 2 * up >= seen.length;
  }

  /** What is known of an element's parts, for the message of a failing day. */
  describe(element: string, now: number): string {
    const parts = this.#partsOf(element).map((part) => {
      const seen = this.#seenOf(part, now - windowMs);
      return `${part.length} clients, ${seen.length} tested, ${seen.filter(({ isUp }) => isUp).length} up`;
    });
    const failures = this.#day.failures
      .filter(({ from, until }) => until > now - 2 * windowMs && from <= now)
      .map(
        ({ element: failed, from, until }) => `${failed} ${Math.floor(from / minute)}-${Math.floor(until / minute)}`,
      );
    return `${element} (parts: ${parts.join('; ')}. out: ${failures.join(', ') || 'nothing'})`;
  }

  elementsOfDown(): ReadonlySet<string> {
    const down = this.#day.records.filter(({ id }) => this.#seen.get(id)?.isUp === false);
    return new Set(down.flatMap(elementsOf));
  }

  /** Whether something holds of every part of five clients, and of those that four fifths of all clients are in. */
  #areMost(element: string, holds: (part: readonly ClientRecord[]) => boolean): boolean {
    const parts = this.#partsOf(element);
    const size = parts.filter(holds).reduce((sum, { length }) => sum + length, 0);
    return size >= 0.8 * this.clientsOf(element).length && parts.every((part) => part.length < 5 || holds(part));
  }

  #seenOf(clients: readonly ClientRecord[], since: number): readonly Seen[] {
    return clients.flatMap(({ id }) => this.#seen.get(id) ?? []).filter(({ at }) => at > since);
  }

  /** Whether the parts that are down were so at one time, as far as their pings show. */
  #areAtOnce(element: string, since: number): boolean {
    const parts = this.#partsOf(element).map((part) => this.#seenOf(part, since));
    const times = parts
      .filter((seen) => isMostlyDown(seen, 3))
      .map((seen) => seen.filter(({ isUp }) => !isUp).map(({ at }) => at));
    return times.every((one) => times.every((other) => Math.min(...one) <= Math.max(...other)));
  }

  #namesOf(element: string): string {
    return this.clientsOf(element)
      .map(({ id }) => id)
      .join();
  }

  #partsOf(element: string): readonly (readonly ClientRecord[])[] {
    const known = this.#parts.get(element);
    if (known !== undefined) return known;
    const parts = new Map<string, ClientRecord[]>();
    for (const record of this.clientsOf(element)) {
      const name = elementsOf(record).join();
      parts.set(name, [...(parts.get(name) ?? []), record]);
    }
    const found = [...parts.values()];
    this.#parts.set(element, found);
    return found;
  }
}

function isMostlyDown(seen: readonly Seen[], least = 1): boolean {
  const down = seen.filter(({ isUp }) => !isUp).length;
  return down >= least && down >= 0.8 * seen.length;
}
