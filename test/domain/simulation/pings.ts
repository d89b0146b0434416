import type { Backend } from '../../../src/backends/backend.js';
import type { PingWatcher } from '../../../src/domain/ping/ping-watcher.js';
import type { Occurrence } from '../../../src/domain/webhook/event.js';
import type { Random } from '../../../src/emulator/random.js';
import { ServiceUnavailable, UpstreamError } from '../../../src/model/errors.js';
import type { PingTask } from '../../../src/model/ping-task.js';
import type { Store } from '../../../src/store/store.js';
import { toPing } from '../../store/subject.js';
import type { Echo } from '../outage/day.js';
import type { VirtualTime } from './virtual-time.js';

/** From the start of a ping to giving it up, a poll that is repeated after its instance died, and what is slow on the way. */
export const slowestMs = 90_000 + 60_000;

/** The pings of a day, the back end that makes them, and whether each ends once. */
export class PingPart {
  readonly faults: string[] = [];
  readonly tally = { pings: 0, ended: 0, announced: 0 };
  readonly #echoes = new Map<string, Echo>();
  readonly #begun = new Map<string, number>();
  readonly #ends = new Map<string, PingTask>();
  readonly #announced = new Set<string>();

  constructor(
    readonly time: VirtualTime,
    readonly random: Random,
    store: Store,
    readonly onEnd: (task: PingTask) => void,
  ) {
    store.events.subscribe('ping-task', (task) => this.#judge(task));
  }

  begin(echo: Echo, watcher: PingWatcher): void {
    this.tally.pings += 1;
    const id = `ping-${this.tally.pings}`;
    this.#echoes.set(`native-${id}`, echo);
    void watcher.watch(toPing(id, { clientId: echo.clientId }));
  }

  readonly port: NonNullable<Backend['pings']> = {
    start: async () => ({ kind: 'refused' }),
    read: async (taskId) => {
      await new Promise<void>((resolve) => void this.time.plan(this.random.int(10, 800), resolve));
      const echo = this.#echoes.get(taskId);
      if (this.random.chance(0.05)) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
      if (echo === undefined || echo.status === 'TIMED_OUT' || this.time.now < echo.at) return { kind: 'pending' };
      if (echo.connection === null) return { kind: 'failed', message: null };
      return { kind: 'completed', connection: echo.connection, message: null };
    },
  };

  readonly publish = async ({ key, data }: Occurrence): Promise<void> => {
    if (this.random.chance(0.01)) throw new ServiceUnavailable();
    const end = this.#ends.get(key);
    if (end?.status !== data.status) this.faults.push(`announced otherwise than it ended: ${key}`);
    this.tally.announced += this.#announced.has(key) ? 0 : 1;
    this.#announced.add(key);
  };

  /** Every ping that was kept has ended in its time, and its end was announced. */
  check(): void {
    for (const [id, begunAt] of this.#begun) {
      const isLate = this.time.now - begunAt > slowestMs;
      if (isLate && !this.#ends.has(id)) this.faults.push(`never ends: ${id}`);
    }
    const longAgo = new Date(Date.now() - slowestMs).toISOString();
    for (const { id, completedAt } of this.#ends.values()) {
      const isLate = completedAt !== null && completedAt < longAgo;
      if (isLate && !this.#announced.has(id)) this.faults.push(`its end was not announced: ${id}`);
    }
  }

  #judge(task: PingTask): void {
    const { id, status } = task;
    if (status === 'PENDING') {
      if (this.#begun.has(id)) this.faults.push(`began twice: ${id}`);
      this.#begun.set(id, this.time.now);
      return;
    }
    if (this.#ends.has(id)) this.faults.push(`ended twice: ${id}`);
    this.#ends.set(id, task);
    this.tally.ended += 1;
    this.onEnd(task);
  }
}
