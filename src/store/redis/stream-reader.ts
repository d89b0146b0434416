import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { withTimeout } from '../time-limit.js';

/** Milliseconds for which the reader blocks. */
export const readBlockMs = 1_000;

const pageSize = 1_000;
const retryMs = 100;

type StreamEntry = readonly [id: string, fields: readonly string[]];

/** Reads a stream from its current end on, over a connection of its own, and follows it over reconnections. */
export class StreamReader {
  readonly #redis: Redis;
  readonly #stream: string;
  readonly #onEntry: (entry: StreamEntry) => Promise<void>;
  readonly #waiting = new Map<string, () => void>();
  readonly #closing = new AbortController();
  #position: string | undefined;
  #isPlaced = false;
  #following: Promise<void> | undefined;
  // A command sent over a lost connection would never be answered.
  #giveUp = (): void => undefined;

  constructor(redis: Redis, stream: string, onEntry: (entry: StreamEntry) => Promise<void>) {
    this.#redis = redis;
    this.#stream = stream;
    this.#onEntry = onEntry;
    redis.on('close', () => this.#giveUp());
  }

  /** False until the first position is known. */
  get isReading(): boolean {
    return this.#position !== undefined;
  }

  /** Returns once the first position is known, or Redis does not answer, in which case reading is repeated. */
  async start(): Promise<void> {
    await this.#findPosition().catch(() => undefined);
    this.#following = this.#follow();
  }

  /** Waits until an entry has been read, at most `timeoutMs`: it is stored, so it will arrive. */
  async received(id: string, timeoutMs: number): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#endWaiting();
    await withTimeout(timeoutMs, arrived).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#redis.disconnect();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#readOn().catch(async () => {
        this.#isPlaced = false;
        await setTimeout(retryMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      });
    }
  }

  async #readOn(): Promise<void> {
    if (!this.#isPlaced) await this.#findPosition();
    for (const entry of await this.#read(this.#position ?? '$')) {
      this.#position = entry[0];
      await this.#onEntry(entry);
    }
    this.#endWaiting();
  }

  #read(from: string): Promise<readonly StreamEntry[]> {
    return new Promise((resolve, reject) => {
      this.#giveUp = () => reject(new Error('The connection was lost'));
      this.#redis
        .xread('COUNT', pageSize, 'BLOCK', readBlockMs, 'STREAMS', this.#stream, from)
        .then((answer) => resolve(answer?.[0]?.[1] ?? []), reject);
    });
  }

  async #findPosition(): Promise<void> {
    const [last] = await this.#redis.xrevrange(this.#stream, '+', '-', 'COUNT', 1);
    const newest = last?.[0] ?? '0-0';
    // Another server after a failover may be behind: its next entries would look old.
    if (this.#position === undefined || isBefore(newest, this.#position)) this.#position = newest;
    this.#isPlaced = true;
  }

  #endWaiting(): void {
    for (const [id, end] of this.#waiting) {
      if (this.#position === undefined || isBefore(this.#position, id)) continue;
      this.#waiting.delete(id);
      end();
    }
  }
}

/** Ids are `milliseconds-sequence`. */
function isBefore(left: string, right: string): boolean {
  const [leftMs = 0, leftSequence = 0] = left.split('-').map(Number);
  const [rightMs = 0, rightSequence = 0] = right.split('-').map(Number);
  return leftMs < rightMs || (leftMs === rightMs && leftSequence < rightSequence);
}
