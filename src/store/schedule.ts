/** Task of a schedule: what is stored of it, without which it cannot be polled. */
export interface Scheduled {
  readonly id: string;
  /** RFC 3339. */
  readonly requestedAt: string;
}

/**
 * Schedule of polls of tasks. All instances share the work: one poll of a task is in flight at a time, and another instance repeats the
 * poll of one that died. A poll interrupted that way may therefore run twice.
 */
export interface Schedule<Task extends Scheduled> {
  /** Plans the first poll. A task that is planned already stays as it is. */
  enqueue(task: Task, delayMs: number): Promise<void>;
  /**
   * Takes part in the polling, until the store closes or the answer is called.
   * @param poll answers the milliseconds until the next poll, or null when the task needs none. When it throws, the task is polled
   * again after a second.
   */
  work(poll: Poll<Task>): () => Promise<void>;
}

export type Poll<Task extends Scheduled> = (
  task: Task,
  progress: {
    /** Polls begun before this one. */
    readonly polls: number;
    /** Milliseconds since the task was planned, by the store's clock. */
    readonly ageMs: number;
  },
) => Promise<number | null>;
