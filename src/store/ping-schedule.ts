import type { PingTask } from '../model/ping-task.js';

/**
 * Schedule of polls of items that are under way. All instances share the work: one poll of an item is in flight at a time, and another
 * instance repeats the poll of one that died. A poll interrupted that way may therefore run twice.
 */
export interface Schedule<Item extends Schedulable> {
  /** Plans the first poll. An item that is planned already stays as it is. */
  enqueue(item: Item, delayMs: number): Promise<void>;
  /**
   * Takes part in the polling, until the store closes or the answer is called.
   * @param poll answers the milliseconds until the next poll, or null when the item needs none. When it throws, the item is polled
   * again after a second.
   */
  work(poll: Poll<Item>): () => Promise<void>;
}

export interface Schedulable {
  readonly id: string;
  /** RFC 3339. */
  readonly requestedAt: string;
}

export type Poll<Item> = (
  item: Item,
  progress: {
    /** Polls begun before this one. */
    readonly polls: number;
    /** Milliseconds since the item was planned, by the store's clock. */
    readonly ageMs: number;
  },
) => Promise<number | null>;

/** Schedule of polls of ping tasks. */
export type PingSchedule = Schedule<PingTask>;

export type PingPoll = Poll<PingTask>;
