import { lineStateOf, type Outage, type OutageSource } from '../../model/outage.js';
import type { PingTask } from '../../model/ping-task.js';
import type { Clock } from '../../store/store.js';
import type { Results } from './detection/detection.js';
import { createEvidence, type Evidence } from './detection/evidence.js';
import { slotOf } from './outage-record.js';

/** The latest outage of an element and source. */
export interface KnownOutage {
  readonly outage: Outage;
  /** When it was raised or ended, by this process's clock. */
  readonly since: number;
}

/** What this process knows of results and outages: every instance receives the events of all. */
export class OutageState {
  readonly #evidence: Evidence;
  readonly #known = new Map<string, KnownOutage>();

  /** @param clock never goes back. @param wallClock time of day, which may. */
  constructor(
    windowMs: number,
    readonly clock: Clock,
    readonly wallClock: Clock,
  ) {
    this.#evidence = createEvidence(windowMs);
  }

  get results(): Results {
    return this.#evidence.results;
  }

  /** Results without a connection. */
  get downCount(): number {
    let down = 0;
    for (const { line } of this.results.values()) if (line === 'DOWN') down += 1;
    return down;
  }

  now(): string {
    return new Date(this.wallClock()).toISOString();
  }

  trim(): void {
    this.#evidence.trim(this.clock());
  }

  forget(clientId: string): void {
    this.#evidence.forget(clientId);
  }

  /** @returns whether the task says anything of the line. */
  addResult({ clientId, status, connection, completedAt }: PingTask): boolean {
    const line = lineStateOf(connection);
    if (status !== 'COMPLETED' || line === null || completedAt === null) return false;
    this.#evidence.add(clientId, { line, at: this.#toClock(completedAt), time: completedAt });
    return true;
  }

  /** Results of before this process listened: those that it has received since are newer. */
  restore(outages: readonly Outage[], tasks: readonly PingTask[]): void {
    for (const outage of outages.toReversed()) this.learn(outage);
    const received = new Set(this.results.keys());
    const missing = tasks.filter(({ clientId, completedAt }) => completedAt !== null && !received.has(clientId));
    const timeOf = ({ completedAt }: PingTask): number => Date.parse(completedAt ?? '');
    for (const task of missing.sort((one, other) => timeOf(one) - timeOf(other))) this.addResult(task);
  }

  /** What is late changes nothing: an outage that has ended stays so. */
  learn(outage: Outage): void {
    const slot = slotOf(outage);
    const known = this.#known.get(slot);
    const isSame = known?.outage.ordinal === outage.ordinal;
    const isLate = isSame ? known.outage.state === 'ENDED' : (known?.outage.ordinal ?? 0) > outage.ordinal;
    if (isLate) return;
    const isChanged = !isSame || outage.state === 'ENDED';
    this.#known.set(slot, {
      outage,
      since: isChanged ? this.#toClock(outage.endedAt ?? outage.raisedAt) : known.since,
    });
  }

  knownAt(slot: string): KnownOutage | undefined {
    return this.#known.get(slot);
  }

  open(source: OutageSource): readonly KnownOutage[] {
    return [...this.#known.values()].filter(({ outage }) => outage.source === source && outage.state === 'OPEN');
  }

  /** A time of day, perhaps of another process, by this process's clock. One to come is now: clocks differ, and are set. */
  #toClock(time: string): number {
    return this.clock() - Math.max(0, this.wallClock() - Date.parse(time));
  }
}
