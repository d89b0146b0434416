import { createClients } from '../../src/backends/wisphub/client.js';
import { createClientUpdates } from '../../src/backends/wisphub/client-update.js';
import { Clients } from '../../src/domain/client.js';
import { createServices, type Services } from '../../src/domain/services.js';
import { Writes } from '../../src/domain/writes/write.js';
import type { ClientRecord } from '../../src/model/client.js';
import { UpstreamError } from '../../src/model/errors.js';
import { encodeId } from '../../src/model/id.js';
import { createMemoryStore } from '../../src/store/memory/memory.js';
import { backgroundCall } from '../../src/upstream/call.js';
import { toBackend } from './client-backend.js';
import { createTime } from './time.js';
import { createWispHubModel, type Field } from './wisphub-model.js';
import { History } from './write-history.js';
import { type Named, type Reading, type Step, toKey, toText } from './write-step.js';

type Shown = ClientRecord | null | undefined;

const clients = [0, 1, 2, 3] as const;
const fields = ['phone', 'document'] as const;
const hour = 3_600_000;

/** Longer than the back end's list lags, a kept look-up is shown, and one that found nobody is kept. */
const settledMs = 345_000;
/** Longer than the back end's list and ours lag. */
const listSettledMs = 605_000;

/**
 * Two instances of the gateway over a model of their back end. They stand for all runs: each run has subscribers of its own, an hour
 * after the run before.
 */
export class World {
  readonly #time = createTime();
  readonly #model;
  readonly #backend;
  readonly #store;
  readonly #instances: Services[];
  #operations = 0;
  /** The number of the run's first client. */
  #first = 0;
  #histories: ReadonlyMap<string, History> = new Map();
  /** Whether the native system has answered all along in this run. */
  #isCalm = true;

  constructor(dialect: 'v1' | 'v2') {
    const { locality } = toBackend({});
    const { clock } = this.#time;
    this.#model = createWispHubModel(dialect, clock);
    const { ask } = this.#model;
    const backend = toBackend({
      clients: createClients(ask, locality),
      clientUpdates: createClientUpdates(ask, locality),
    });
    this.#backend = backend;
    this.#store = createMemoryStore({ clock });
    this.#instances = [0, 1].map(() => this.#start());
  }

  #start(): Services {
    return createServices([this.#backend], this.#store, { clock: this.#time.clock });
  }

  /** @throws {Error} what was shown wrongly. */
  async run(steps: readonly Step[]): Promise<void> {
    this.#begin();
    for (const step of steps) await this.#take(step);
  }

  #begin(): void {
    this.#time.advance(hour);
    this.#first += 10;
    this.#isCalm = true;
    const rows = clients.map((client) => ({
      service_id: this.#first + client,
      phone: toText({ client, field: 'phone', value: 0 }),
      document: toText({ client, field: 'document', value: 0 }),
    }));
    this.#model.reset(rows);
    const names = clients.flatMap((client) => fields.map((field) => ({ client, field, value: 0 })));
    const { clock } = this.#time;
    this.#histories = new Map(names.map((named) => [positionOf(named), new History(toText(named), clock)]));
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case 'write':
        return this.#write(step);
      case 'change':
        this.#model.change(this.#first + step.client, step.field, toText(step));
        return this.#historyOf(step).set(toText(step), false);
      case 'wait':
        return this.#time.advance(step.seconds * 1_000);
      case 'turn':
        this.#model.turn = step.turn;
        return;
      case 'askElsewhere':
        return this.#askElsewhere(step);
      case 'race':
        this.#model.delays = step.delays;
        await Promise.all([this.#read(step.read), this.#write(step.write)]);
        this.#model.delays = [];
        return;
      case 'restart':
        this.#instances[step.instance]?.close();
        this.#instances[step.instance] = this.#start();
        return this.#instances[step.instance]?.pendingWrites.restored;
      case 'fail':
      case 'recover':
        this.#model.isDown = step.do === 'fail';
        this.#isCalm = false;
        return;
      default:
        return (await this.#read(step))();
    }
  }

  async #askElsewhere({ client, turn }: { readonly client: number; readonly turn: number }): Promise<void> {
    const before = this.#model.turn;
    this.#model.turn = turn;
    await this.#backend.clients.find({ kind: 'SERVICE_ID', value: String(this.#first + client) }, backgroundCall());
    this.#model.turn = turn;
    await this.#backend.clients.list?.(backgroundCall());
    this.#model.turn = before;
  }

  async #write(named: Named): Promise<void> {
    const clientId = this.#idOf(named.client);
    const result = await this.#operate().update({ clientId, [named.field]: toKey(named) });
    if (result.kind === 'done') {
      this.#historyOf(named).set(toKey(named), true);
      this.#check(result.value);
    } else if (this.#isCalm) throw new Error(`a write is ${result.kind}`);
  }

  /** @returns the check of what was read, for who reads while nothing else goes on. */
  async #read(step: Reading): Promise<() => void> {
    const operation = this.#operate();
    switch (step.do) {
      case 'read': {
        const record = await operation.byId(this.#idOf(step.client));
        return () => this.#check(record);
      }
      case 'readAll': {
        const records = await Promise.all(clients.map((client) => operation.byId(this.#idOf(client))));
        return () => {
          for (const record of records) this.#check(record);
        };
      }
      case 'list': {
        const { nodes } = await operation.search({ first: 50 });
        return () => {
          if (this.#isCalm && nodes.length !== clients.length) throw new Error(`${nodes.length} in the list`);
          for (const record of nodes) this.#check(record);
        };
      }
      case 'find': {
        const find = async () => (await operation.find({ [step.field]: toKey(step) })).client;
        const record = await find().catch((error: unknown) => {
          // A list that lacks clients, as one of an outage does, knows of nobody that they do not exist.
          if (this.#isCalm || !(error instanceof UpstreamError)) throw error;
          return null;
        });
        return () => this.#checkFound(record, step, settledMs);
      }
      case 'search': {
        const { nodes } = await operation.search({ first: 50, search: toKey(step) });
        return () => this.#checkFound(nodes[0], step, listSettledMs);
      }
    }
  }

  #check(record: Shown): void {
    if (record === null || record === undefined) {
      if (this.#isCalm) throw new Error('nobody is shown');
      return;
    }
    if (this.#isCalm && record.isStale === true) throw new Error('flagged, though nothing failed');
    for (const field of fields) {
      const client = (record.serviceId ?? 0) - this.#first;
      const shown = textOf(record, field);
      const allowed = this.#historyOf({ client, field }).allowed({ isBounded: this.#isCalm });
      if (!allowed.has(shown)) throw new Error(`client ${client} has ${field} ${shown}, not ${[...allowed]}`);
    }
  }

  /** That a client is found by what they have, and by nothing else. */
  #checkFound(record: Shown, named: Named, knownAfterMs: number): void {
    const history = this.#historyOf(named);
    if (record === null || record === undefined) {
      const mustBeKnown = history.isOwn || history.isOlderThan(knownAfterMs);
      if (!this.#isCalm || !mustBeKnown || !has(history.current.value, named)) return;
      throw new Error(`not found by ${toKey(named)}`);
    }
    if (record.serviceId !== this.#first + named.client) throw new Error(`somebody else is found by ${toKey(named)}`);
    if (!has(textOf(record, named.field), named)) throw new Error(`found by ${toKey(named)}, which is not shown`);
    this.#check(record);
  }

  #historyOf(place: Pick<Named, 'client' | 'field'>): History {
    const history = this.#histories.get(positionOf(place));
    if (history === undefined) throw new Error(`nobody is client ${place.client}`);
    return history;
  }

  #idOf(client: number): string {
    return encodeId('Client', 'WISPHUB', this.#first + client);
  }

  /** A new operation, of the instances in turn. */
  #operate(): Clients {
    const services = this.#instances[this.#operations++ % this.#instances.length];
    if (services === undefined) throw new Error('no instance');
    const caller = { subject: 'operator', scopes: new Set(['personal:read'] as const), expiresAt: new Date() };
    return new Clients(services, new Writes(this.#store.idempotency, caller), caller, backgroundCall());
  }
}

function positionOf({ client, field }: Pick<Named, 'client' | 'field'>): string {
  return `${client} ${field}`;
}

function textOf({ phones, document }: ClientRecord, field: Field): string {
  return field === 'phone' ? phones.map(({ raw }) => raw).join(',') : (document ?? '');
}

function has(text: string, named: Named): boolean {
  return text.split(',').includes(toKey(named));
}
