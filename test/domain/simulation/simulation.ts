import { cacheBackend } from '../../../src/domain/cache/cached-backend.js';
import { lifetimes } from '../../../src/domain/cache/lifetime.js';
import { noopObserver } from '../../../src/domain/observer.js';
import type { OutageRule } from '../../../src/domain/outage/detection/rule.js';
import { createOutageWatcher, type OutageWatcher } from '../../../src/domain/outage/outage-watcher.js';
import { createOpenWrites } from '../../../src/domain/outcomes/open-writes.js';
import type { Prover } from '../../../src/domain/outcomes/proof.js';
import { createReconciler } from '../../../src/domain/outcomes/reconciler.js';
import { createSeal } from '../../../src/domain/outcomes/seal.js';
import { createSettlement } from '../../../src/domain/outcomes/settlement.js';
import { createPingWatcher, type PingWatcher } from '../../../src/domain/ping/ping-watcher.js';
import { createRandom, type Random } from '../../../src/emulator/random.js';
import { UpstreamError } from '../../../src/model/errors.js';
import type { Outage } from '../../../src/model/outage.js';
import type { AbsenceRule } from '../../../src/model/write.js';
import type { Store } from '../../../src/store/store.js';
import { toBackend } from '../client-backend.js';
import { createDay, type Day, dayMs, minute } from '../outage/day.js';
import { OutageJudge } from '../outage/judge.js';
import { Witness, windowMs } from '../outage/witness.js';
import { type LedgerHost, LedgerPart } from './ledger.js';
import { PingPart, slowestMs } from './pings.js';
import { SharedStore } from './shared-store.js';
import { VirtualTime } from './virtual-time.js';

/** Changes by which a simulation must fail. */
export interface Sabotage {
  readonly store?: (store: Store) => Store;
  readonly absenceRule?: AbsenceRule;
  readonly look?: Prover['look'];
  readonly outageRule?: OutageRule;
}

export interface SimulationTally {
  readonly steps: number;
  readonly crashes: number;
  readonly writes: number;
  readonly effects: number;
  readonly doubted: number;
  readonly settled: number;
  readonly pings: number;
  readonly ended: number;
  readonly raised: number;
  readonly over: number;
}

interface Instance extends LedgerHost {
  readonly since: number;
  isReady: boolean;
  readonly pings: PingWatcher;
  readonly outages: OutageWatcher;
}

const pingsOfDay = 800;
const writesOfDay = 500;
const crashesOfDay = 60;

/** What instances know is as old as messages are slow. */
const graceMs = 15_000;
/** Milliseconds after its start from which an instance is enough to go on alone. */
const settlingMs = 150_000;

/**
 * A day of an ISP with two instances over one store, that die and start again: writes with the ledger and the reconciler, pings, and the
 * outages that they show. The same for the same seed.
 * @throws {Error} what is not as it must be, with the command that plays the day again.
 */
export async function playDay(
  seed: number,
  sabotage: Sabotage = {},
  maxSteps = Number.POSITIVE_INFINITY,
): Promise<SimulationTally> {
  const time = new VirtualTime(createRandom(seed));
  const restore = time.install();
  try {
    return await new World(seed, time, sabotage).play(maxSteps);
  } catch (error) {
    const command = `SEED=${seed} npx vitest run --config test/vitest.config.ts test/domain.test.ts -t replays`;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nplay it again: ${command}`);
  } finally {
    restore();
  }
}

class World {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #day: Day;
  readonly #shared: SharedStore;
  readonly #ledger: LedgerPart;
  readonly #pings: PingPart;
  readonly #judge: OutageJudge;
  readonly #sabotage: Sabotage;
  readonly #seal = createSeal('secret', 'simulation');
  #instances: Instance[];
  #steps = 0;
  #crashes = 0;

  constructor(seed: number, time: VirtualTime, sabotage: Sabotage) {
    this.#time = time;
    this.#sabotage = sabotage;
    this.#random = createRandom(seed + 1_000_003);
    this.#day = createDay(seed, pingsOfDay);
    this.#shared = new SharedStore(time, this.#random);
    const { base } = this.#shared;
    this.#ledger = new LedgerPart(time, this.#random, base, sabotage.absenceRule);
    this.#judge = new OutageJudge(this.#day, new Witness(this.#day, slowestMs), graceMs);
    this.#pings = new PingPart(time, this.#random, base, ({ clientId, connection, completedAt }) => {
      this.#judge.witness.see({ clientId, connection, at: time.since(completedAt ?? '') });
      this.#judge.check(this.#open, time.now);
    });
    base.events.subscribe('outage', (outage) => this.#follow(outage));
    this.#instances = [this.#start(), this.#start()];
  }

  async play(maxSteps: number): Promise<SimulationTally> {
    for (const echo of this.#day.echoes) {
      this.#time.plan(echo.startedAt, () => this.#pings.begin(echo, this.#pick().pings));
    }
    const planned = [
      ...Array.from({ length: writesOfDay }, () => () => this.#ledger.begin(() => this.#pick())),
      ...Array.from({ length: crashesOfDay }, () => () => this.#crash()),
    ];
    for (const run of planned) this.#time.plan(this.#random.int(0, dayMs), run);
    let checkAt = minute;
    while (this.#steps < maxSteps && this.#time.now < dayMs + 3 * 3_600_000 && (await this.#time.step())) {
      this.#steps += 1;
      if (this.#time.now >= checkAt) {
        checkAt = this.#time.now + minute;
        this.#check();
      }
      this.#assertSound();
    }
    this.#check();
    this.#assertSound();
    const { raised, ended: over } = this.#judge;
    return {
      ...{ ...this.#ledger.tally, ...this.#pings.tally },
      ...{ steps: this.#steps, crashes: this.#crashes, raised, over },
    };
  }

  #start(): Instance {
    const host = { isAlive: true };
    const view = this.#shared.viewOf(host);
    const store = this.#sabotage.store?.(view) ?? view;
    const openWrites = createOpenWrites(store, this.#seal);
    const { look } = this.#sabotage;
    const provers = { createTicket: look === undefined ? this.#ledger.prover : { look } };
    const settlement = createSettlement(store, provers, this.#seal, noopObserver);
    createReconciler({ store, provers, openWrites, settlement, seal: this.#seal, observer: noopObserver });
    const backend = toBackend({
      pings: this.#pings.port,
      clients: { keyKinds: ['SERVICE_ID'], find: async () => null, list: () => this.#list() },
    });
    const { publish } = this.#pings;
    const { clock } = this.#time;
    const outages = createOutageWatcher([cacheBackend(backend, lifetimes, clock)], store, {
      ...{ clock, wallClock: () => Date.now(), rule: this.#sabotage.outageRule },
    });
    const pings = createPingWatcher([backend], store, undefined, noopObserver, { publish });
    const instance = Object.assign(host, { store, openWrites, outages, pings, since: this.#time.now, isReady: false });
    const settle = (): void => {
      outages.ready().then(
        () => Object.assign(instance, { isReady: true }),
        () => this.#time.plan(1_000, settle),
      );
    };
    settle();
    return instance;
  }

  async #list() {
    // Now and then for 20 s.
    if (Math.floor(this.#time.now / 20_000) % 7 === 0) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
    return { records: this.#day.records, completeness: 'WHOLE' } as const;
  }

  #pick(): Instance {
    return this.#random.pick(this.#instances);
  }

  /** One of the instances dies, unless it is the only one, and another takes its place a while later. */
  #crash(): void {
    const [victim, other] = this.#random.chance(0.5) ? this.#instances : [...this.#instances].reverse();
    if (victim === undefined || other === undefined || this.#time.now - other.since < settlingMs) return;
    this.#crashes += 1;
    Object.assign(victim, { isAlive: false });
    victim.outages.close();
    this.#instances = [other];
    this.#time.plan(this.#random.int(1_000, 60_000), () => this.#instances.push(this.#start()));
  }

  readonly #known = new Map<string, Outage>();

  get #open(): readonly Outage[] {
    return [...this.#known.values()].filter(({ state }) => state === 'OPEN');
  }

  #follow(outage: Outage): void {
    const before = this.#known.get(outage.id);
    this.#known.set(outage.id, outage);
    const at = this.#time.since(outage.endedAt ?? outage.raisedAt);
    if (before === undefined) this.#judge.change('raised', outage, this.#time.now, at);
    else if (before.state !== outage.state) this.#judge.change('ended', outage, this.#time.now, at);
  }

  #check(): void {
    const { now } = this.#time;
    this.#pings.check();
    this.#judge.check(this.#open, now);
    for (const { outages, isReady } of this.#instances) {
      if (isReady) this.#judge.checkListed(this.#open, outages.results, now, windowMs);
    }
  }

  #assertSound(): void {
    const faults = [this.#ledger, this.#pings, this.#judge].flatMap((part) => part.faults);
    if (faults.length > 0) throw new Error(`step ${this.#steps}: ${faults.slice(0, 3).join('; ')}`);
  }
}

/** Whole days, until so many steps are played. */
export async function playSteps(firstSeed: number, steps: number): Promise<SimulationTally> {
  const total: Record<string, number> = {};
  for (let seed = firstSeed; (total.steps ?? 0) < steps; seed += 1) {
    const day = await playDay(seed);
    for (const [name, count] of Object.entries(day)) total[name] = (total[name] ?? 0) + count;
  }
  return total as unknown as SimulationTally;
}
