import { cacheBackend } from '../../../src/domain/cache/cached-backend.js';
import { lifetimes } from '../../../src/domain/cache/lifetime.js';
import { createNetwork } from '../../../src/domain/outage/detection/network.js';
import { affectedOf } from '../../../src/domain/outage/outage-record.js';
import { createOutageWatcher, type OutageWatcher } from '../../../src/domain/outage/outage-watcher.js';
import { UpstreamError } from '../../../src/model/errors.js';
import type { Outage } from '../../../src/model/outage.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import type { Store } from '../../../src/store/store.js';
import { toPing } from '../../store/subject.js';
import { toBackend } from '../client-backend.js';
import { createDay, type Day, type Echo, minute } from './day.js';
import { Witness, windowMs } from './witness.js';

export interface Tally {
  steps: number;
  raised: number;
  ended: number;
  failures: number;
}

/** Milliseconds from evidence that suffices to an outage. */
const withinMs = 90_000;

/**
 * Plays one day against two instances over one store, whose answers come in any order, with a back end that fails now and then and a time
 * of day that jumps. @throws {Error} what is not as it must be, with the command that plays the day again.
 */
export async function playDay(seed: number, steps: number): Promise<Tally> {
  const day = createDay(seed, steps);
  try {
    return await new Run(day).play();
  } catch (error) {
    const command = `SEED=${seed} STEPS=${steps} npx vitest run --config test/vitest.config.ts test/domain/outage/outage-watcher.test.ts -t replays`;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nplay it again: ${command}`);
  }
}

class Run {
  readonly #day: Day;
  readonly #witness: Witness;
  readonly #tally: Tally;
  readonly #late = new Map<string, number>();
  readonly #store: Store;
  #instances: OutageWatcher[];
  readonly #network;
  readonly #steps: { readonly at: number; readonly ms: number }[] = [];
  #now = 1;
  #wallOffset = Date.parse('2026-11-20T00:00:00Z');

  constructor(day: Day) {
    this.#day = day;
    this.#witness = new Witness(day);
    this.#tally = { steps: 0, raised: 0, ended: 0, failures: day.failures.length };
    this.#network = createNetwork(day.records);
    this.#store = shuffled(createMemoryStore({ clock: this.#clock }), day);
    this.#instances = [this.#start(), this.#start()];
  }

  async play(): Promise<Tally> {
    let look = 0;
    for (const [index, echo] of this.#day.echoes.entries()) {
      for (; look < echo.at; look += minute) await this.#look(look);
      this.#now = Math.max(this.#now, echo.at);
      await this.#disturb();
      await this.#end(echo, index);
      await this.#check();
    }
    for (const instance of this.#instances) instance.close();
    await this.#store.close();
    return this.#tally;
  }

  readonly #clock = (): number => this.#now;
  readonly #wallClock = (): number => this.#wallOffset + this.#now;

  #start(): OutageWatcher {
    const backend = toBackend({
      pings: {} as never,
      clients: {
        keyKinds: ['SERVICE_ID'],
        find: async () => null,
        list: async () => {
          // Now and then for 20 s.
          if (Math.floor(this.#now / 20_000) % 7 === 0) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
          return { records: this.#day.records, completeness: 'WHOLE' };
        },
      },
    });
    return createOutageWatcher([cacheBackend(backend, lifetimes, this.#clock)], this.#store, {
      ...{ lookMs: 0, clock: this.#clock, wallClock: this.#wallClock },
      onOutage: (change, outage) => this.#judge(change, outage),
    });
  }

  async #look(at: number): Promise<void> {
    this.#now = Math.max(this.#now, at);
    await Promise.all(this.#instances.map((instance) => instance.look()));
    await this.#check();
  }

  async #disturb(): Promise<void> {
    const { random } = this.#day;
    if (random.chance(0.005)) {
      const ms = random.int(-3, 3) * minute;
      this.#wallOffset += ms;
      this.#steps.push({ at: this.#now, ms: Math.max(0, ms) });
    }
    if (random.chance(0.003)) {
      this.#instances.shift()?.close();
      this.#instances.push(this.#start());
      await this.#settle();
    }
  }

  async #end({ clientId, status, connection }: Echo, index: number): Promise<void> {
    this.#tally.steps += 1;
    this.#witness.see({ clientId, status, connection, at: this.#now });
    const completedAt = new Date(this.#wallClock()).toISOString();
    const task = toPing(`ping-${index}`, { clientId, status, connection, completedAt, requestedAt: completedAt });
    await this.#store.pingTasks.put(task, ['all', `client:${clientId}`]);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    for (const instance of this.#instances) await instance.settled();
  }

  #judge(change: 'raised' | 'ended', outage: Outage): void {
    const element = `${outage.scope}:${outage.elementId}`;
    if (change === 'raised') {
      this.#tally.raised += 1;
      if (!this.#witness.wasOut(element, this.#now))
        this.#faults.push(`false: ${this.#witness.describe(element, this.#now)}`);
    } else {
      this.#tally.ended += 1;
      if (outage.ending !== 'ANSWERS') this.#faults.push(`ended by ${outage.ending}: ${element}`);
      if (!this.#witness.isOver(element, this.#now)) this.#faults.push(`ended without evidence: ${element}`);
    }
    this.#witness.change(outage, this.#now);
  }

  readonly #faults: string[] = [];

  async #check(): Promise<void> {
    const open = (await this.#store.outages.list('all')).filter(({ state }) => state === 'OPEN');
    const names = open.map(({ scope, elementId }) => `${scope}:${elementId}`);
    if (new Set(names).size < names.length) this.#faults.push(`raised twice: ${names.join()}`);
    const covered = new Set(names.flatMap((name) => this.#witness.clientsOf(name).map(({ id }) => id)));
    const due = new Set<string>();
    for (const element of this.#witness.elementsOfDown()) {
      const isCovered = this.#witness.clientsOf(element).every(({ id }) => covered.has(id));
      if (!isCovered && this.#witness.suffices(element, this.#now)) due.add(`raise ${element}`);
    }
    for (const name of names) if (this.#witness.isOver(name, this.#now)) due.add(`end ${name}`);
    for (const name of this.#late.keys()) if (!due.has(name)) this.#late.delete(name);
    for (const name of due) {
      const since = this.#late.get(name) ?? this.#now;
      this.#late.set(name, since);
      if (this.#now - since > withinMs) this.#faults.push(`late: ${name}`);
    }
    for (const name of names) this.#checkListed(name);
    if (this.#faults.length > 0)
      throw new Error(`minute ${Math.floor(this.#now / minute)}: ${this.#faults.join('; ')}`);
  }

  #checkListed(name: string): void {
    // An instance that starts after the time of day was set forward takes results for older than they are.
    const forMs = windowMs - this.#steps.reduce((sum, { at, ms }) => (this.#now - at < windowMs ? sum + ms : sum), 0);
    const part = this.#network.parts.get(name);
    for (const { results } of part === undefined ? [] : this.#instances) {
      const up = affectedOf(part as NonNullable<typeof part>, results).find((id) =>
        this.#witness.isUp(id, this.#now, forMs),
      );
      if (up !== undefined) this.#faults.push(`listed although it answers, at ${name}`);
    }
  }
}

/** Answers after any number of turns, so that what two instances do meets in any order. */
function shuffled(store: Store, { random }: Day): Store {
  const wait = async (): Promise<void> => {
    for (let turns = random.int(0, 4); turns > 0; turns -= 1) await undefined;
  };
  const { outages } = store;
  return {
    ...store,
    outages: {
      ...outages,
      add: async (...given) => {
        await wait();
        const isAdded = await outages.add(...given);
        await wait();
        return isAdded;
      },
      replace: async (...given) => {
        await wait();
        const isReplaced = await outages.replace(...given);
        await wait();
        return isReplaced;
      },
      list: async (...given) => {
        await wait();
        return outages.list(...given);
      },
    },
  };
}
