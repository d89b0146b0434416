import type { Random } from '../../../src/emulator/random.js';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import type { Poll, Schedule, Scheduled } from '../../../src/store/schedule.js';
import type { Store } from '../../../src/store/store.js';
import type { VirtualTime } from './virtual-time.js';

/** An instance of the gateway: what it has sent arrives, and nothing comes back to it once it is dead. */
export interface Host {
  isAlive: boolean;
}

/** Milliseconds after which another instance repeats the poll of one that died. */
const leaseMs = 30_000;
const retryMs = 1_000;

/** One store that all instances reach over a network: calls arrive late and in any order, and some fail before or after they were done. */
export class SharedStore {
  readonly base: Store;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #schedules;

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
    this.base = createMemoryStore({ clock: time.clock });
    this.#schedules = {
      pingSchedule: new SharedSchedule(time, random),
      writeSchedule: new SharedSchedule(time, random),
    };
  }

  /** The store as one instance sees it. */
  viewOf(host: Host): Store {
    const { base } = this;
    const { pingSchedule, writeSchedule } = this.#schedules;
    return {
      ...base,
      kind: 'redis',
      idempotency: this.#remote(host, base.idempotency),
      pingTasks: this.#remote(host, base.pingTasks),
      outages: this.#remote(host, base.outages),
      openWrites: this.#remote(host, base.openWrites),
      settledWrites: this.#remote(host, base.settledWrites),
      events: { ...base.events, subscribe: this.#subscribe(host) },
      pingSchedule: pingSchedule.viewOf(host, (run) => this.send(host, run)),
      writeSchedule: writeSchedule.viewOf(host, (run) => this.send(host, run)),
    };
  }

  /** Something that is asked of another machine. */
  send<Value>(host: Host, run: () => Promise<Value>, failShare = 0.004): Promise<Value> {
    return new Promise((resolve, reject) => {
      const answer = (tell: () => void): void => void this.#time.plan(this.#latency(), () => host.isAlive && tell());
      const fault = this.#random.next();
      if (!host.isAlive) return;
      this.#time.plan(this.#latency(), () => {
        if (fault < failShare / 2) return answer(() => reject(new ServiceUnavailable()));
        run().then(
          (value) => answer(() => (fault < failShare ? reject(new ServiceUnavailable()) : resolve(value))),
          (error) => answer(() => reject(error)),
        );
      });
    });
  }

  #latency(): number {
    return this.#random.chance(0.02) ? this.#random.int(100, 1_500) : this.#random.int(0, 40);
  }

  #remote<Port extends object>(host: Host, port: Port): Port {
    const methods = Object.entries(port).map(([name, method]) => [
      name,
      (...given: readonly unknown[]) => this.send(host, () => method(...given)),
    ]);
    return Object.fromEntries(methods) as Port;
  }

  /** Late, and in their order. */
  #subscribe(host: Host): Store['events']['subscribe'] {
    let last = 0;
    return (topic, listener) =>
      this.base.events.subscribe(topic, (event) => {
        last = Math.max(last + 0.001, this.#time.now + this.#latency());
        this.#time.plan(last - this.#time.now, () => host.isAlive && listener(event));
      });
  }
}

interface Plan {
  readonly task: Scheduled;
  readonly since: number;
  polls: number;
  /** Changes when another instance takes the poll over. */
  attempt: number;
}

interface Worker {
  readonly host: Host;
  readonly poll: Poll<never>;
}

/** One poll of a task at a time, by any instance that is alive. */
class SharedSchedule {
  readonly #plans = new Map<string, Plan>();
  #workers: Worker[] = [];

  constructor(
    readonly time: VirtualTime,
    readonly random: Random,
  ) {}

  viewOf<Task extends Scheduled>(host: Host, send: (run: () => Promise<void>) => Promise<void>): Schedule<Task> {
    return {
      enqueue: (task, delayMs) =>
        send(async () => {
          if (this.#plans.has(task.id)) return;
          const plan = { task, since: this.time.now, polls: 0, attempt: 0 };
          this.#plans.set(task.id, plan);
          this.#wait(plan, delayMs);
        }),
      work: (poll) => {
        this.#workers.push({ host, poll });
        return async () => undefined;
      },
    };
  }

  #wait(plan: Plan, delayMs: number): void {
    this.time.plan(delayMs, () => this.#begin(plan));
  }

  #begin(plan: Plan): void {
    this.#workers = this.#workers.filter(({ host }) => host.isAlive);
    if (this.#workers.length === 0) {
      this.#wait(plan, retryMs);
      return;
    }
    const { host, poll } = this.random.pick(this.#workers);
    plan.attempt += 1;
    const { attempt } = plan;
    const end = (pauseMs: number | null): void => {
      if (!host.isAlive || plan.attempt !== attempt) return;
      plan.attempt += 1;
      if (pauseMs === null) this.#plans.delete(plan.task.id);
      else this.#wait(plan, pauseMs);
    };
    const progress = { polls: plan.polls++, ageMs: this.time.now - plan.since };
    (poll as Poll<Scheduled>)(plan.task, progress).then(end, () => end(retryMs));
    const watch = (): void => {
      if (plan.attempt !== attempt) return;
      if (host.isAlive) this.time.plan(leaseMs, watch);
      else this.#begin(plan);
    };
    this.time.plan(leaseMs, watch);
  }
}
