import type { Clock } from '../../src/store/store.js';

interface Entry {
  readonly value: string;
  readonly at: number;
  readonly isOwn: boolean;
}

/** How long an own write is laid over what the back end's caches say. */
const ownMs = 600_000;

/** How old a value may be that is not flagged: five minutes in the back end's list, and five in ours while it is read again. */
const oldestMs = 600_000;

/** What a field of a client was, and who made it so. */
export class History {
  readonly #entries: Entry[];
  readonly #clock: Clock;

  constructor(value: string, clock: Clock) {
    this.#clock = clock;
    this.#entries = [{ value, at: Number.NEGATIVE_INFINITY, isOwn: false }];
  }

  set(value: string, isOwn: boolean): void {
    this.#entries.push({ value, at: this.#clock(), isOwn });
  }

  get current(): Entry {
    const last = this.#entries.at(-1);
    if (last === undefined) throw new Error('no history');
    return last;
  }

  /** What may be shown now: the last own value and what others have made of it since; without one, what it was of late. */
  allowed({ isBounded }: { readonly isBounded: boolean }): ReadonlySet<string> {
    const now = this.#clock();
    const own = this.#entries.findLastIndex(({ isOwn, at }) => isOwn && now - at < ownMs);
    const since =
      own === -1 ? this.#entries.findIndex((_, index) => !isBounded || this.#wasUntil(index) >= now - oldestMs) : own;
    return new Set(this.#entries.slice(since).map(({ value }) => value));
  }

  /** Whether the last word was an own write, in its time. */
  get isOwn(): boolean {
    const { isOwn, at } = this.current;
    return isOwn && this.#clock() - at < ownMs;
  }

  /** Whether it has been as it is for longer than that. */
  isOlderThan(ms: number): boolean {
    return this.#clock() - this.current.at > ms;
  }

  #wasUntil(index: number): number {
    return this.#entries[index + 1]?.at ?? Number.POSITIVE_INFINITY;
  }
}
