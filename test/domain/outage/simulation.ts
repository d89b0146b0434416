import { cacheBackend } from '../../../src/domain/cache/cached-backend.js';
import { lifetimes } from '../../../src/domain/cache/lifetime.js';
import { createOutageWatcher, type OutageWatcher } from '../../../src/domain/outage/outage-watcher.js';
import { UpstreamError } from '../../../src/model/errors.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import type { Store } from '../../../src/store/store.js';
import { toPing } from '../../store/subject.js';
import { toBackend } from '../client-backend.js';
import { createDay, type Day, type Echo, minute } from './day.js';
import { OutageJudge } from './judge.js';
import { Witness, windowMs } from './witness.js';

export interface Tally {
  steps: number;
  raised: number;
  ended: number;
  failures: number;
}

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
  readonly #judge: OutageJudge;
  readonly #tally: Tally;
  readonly #store: Store;
  #instances: OutageWatcher[];
  readonly #steps: { readonly at: number; readonly ms: number }[] = [];
  #now = 1;
  #wallOffset = Date.parse('2026-11-20T00:00:00Z');

  constructor(day: Day) {
    this.#day = day;
    this.#judge = new OutageJudge(day, new Witness(day));
    this.#tally = { steps: 0, raised: 0, ended: 0, failures: day.failures.length };
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
    const { raised, ended } = this.#judge;
    return { ...this.#tally, raised, ended };
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
      onOutage: (change, outage) => this.#judge.change(change, outage, this.#now),
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
    this.#judge.witness.see({ clientId, connection, at: this.#now });
    const completedAt = new Date(this.#wallClock()).toISOString();
    const task = toPing(`ping-${index}`, { clientId, status, connection, completedAt, requestedAt: completedAt });
    await this.#store.pingTasks.put(task, ['all', `client:${clientId}`]);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    for (const instance of this.#instances) await instance.settled();
  }

  async #check(): Promise<void> {
    const open = (await this.#store.outages.list('all')).filter(({ state }) => state === 'OPEN');
    this.#judge.check(open, this.#now);
    // An instance that starts after the time of day was set forward takes results for older than they are.
    const jumped = this.#steps.reduce((sum, { at, ms }) => (this.#now - at < windowMs ? sum + ms : sum), 0);
    for (const { results } of this.#instances) this.#judge.checkListed(open, results, this.#now, windowMs - jumped);
    const { faults } = this.#judge;
    if (faults.length > 0) throw new Error(`minute ${Math.floor(this.#now / minute)}: ${faults.join('; ')}`);
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
