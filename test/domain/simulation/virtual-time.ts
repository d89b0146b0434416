import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Random } from '../../../src/emulator/random.js';

interface Planned {
  readonly at: number;
  /** Decides between those of one time. */
  readonly rank: number;
  readonly run: () => void;
  isCancelled: boolean;
}

/** Stands for a timer of Node. */
interface Timer {
  unref(): Timer;
  cancel(): void;
}

const day = Date.parse('2026-11-20T00:00:00Z');

/** All time of a simulation: what is planned happens one after another, at once, in an order that the seed decides. */
export class VirtualTime {
  readonly #random: Random;
  readonly #planned: Planned[] = [];
  #now = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Milliseconds since the beginning. */
  get now(): number {
    return this.#now;
  }

  readonly clock = (): number => this.#now;

  /** @returns milliseconds since the beginning of a time of day. */
  since(time: string): number {
    return Date.parse(time) - day;
  }

  plan(delayMs: number, run: () => void): Timer {
    const planned: Planned = {
      at: this.#now + Math.max(0, delayMs),
      rank: this.#random.next(),
      run,
      isCancelled: false,
    };
    push(this.#planned, planned);
    const timer: Timer = {
      unref: () => timer,
      cancel: () => {
        planned.isCancelled = true;
      },
    };
    return timer;
  }

  /** The next thing that is planned, and all that follows from it at once. @returns false when nothing is planned. */
  async step(): Promise<boolean> {
    for (let next = pop(this.#planned); next !== undefined; next = pop(this.#planned)) {
      if (next.isCancelled) continue;
      this.#now = next.at;
      next.run();
      await nextTurn();
      return true;
    }
    return false;
  }

  /** Puts it in the place of the process's clocks and timers. @returns the way back. */
  install(): () => void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, Date: RealDate } = globalThis;
    const realNow = performance.now;
    const clock = this.clock;
    const plan = (run: () => void, ms = 0): Timer => this.plan(ms, run);
    const repeat = (run: () => void, ms = 0): Timer => {
      let current = this.plan(ms, () => again());
      const again = (): void => {
        current = this.plan(ms, again);
        run();
      };
      const timer: Timer = { unref: () => timer, cancel: () => current.cancel() };
      return timer;
    };
    // What the process began before keeps timers of its own: clearTimeout takes those of an interval as well.
    const cancel = (timer?: Timer | NodeJS.Timeout): void => {
      if (timer !== undefined && timer !== null && 'cancel' in timer) timer.cancel();
      else clearTimeout(timer);
    };
    class VirtualDate extends RealDate {
      constructor(...given: readonly unknown[]) {
        super(...((given.length === 0 ? [day + clock()] : given) as [number]));
      }

      static override now(): number {
        return day + clock();
      }
    }
    Object.assign(globalThis, { setTimeout: plan, clearTimeout: cancel, setInterval: repeat, clearInterval: cancel });
    Object.assign(globalThis, { Date: VirtualDate });
    Object.defineProperty(performance, 'now', { value: clock, configurable: true, writable: true });
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval, Date: RealDate });
      Object.defineProperty(performance, 'now', { value: realNow, configurable: true, writable: true });
    };
  }
}

function isBefore(one: Planned, other: Planned): boolean {
  return one.at < other.at || (one.at === other.at && one.rank < other.rank);
}

/** A binary heap, the earliest first. */
function push(heap: Planned[], planned: Planned): void {
  let at = heap.push(planned) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above] as Planned;
    if (!isBefore(planned, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = planned;
}

function pop(heap: Planned[]): Planned | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && isBefore(heap[below + 1] as Planned, heap[below] as Planned)) below += 1;
    if (!isBefore(heap[below] as Planned, last)) break;
    heap[at] = heap[below] as Planned;
    at = below;
  }
  heap[at] = last;
  return first;
}
