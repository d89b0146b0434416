import type { ClientRecord } from '../../model/client.js';
import { BadUserInput } from '../../model/errors.js';
import { decodeId } from '../../model/id.js';
import { type Outage, type OutageState, outageScopes } from '../../model/outage.js';
import { type Page, type PageRequest, toPage } from '../../model/page.js';
import type { ZonePing } from '../../model/zone-ping.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { Clients } from '../client.js';
import { type LatestStream, latestPerKey } from '../ping/latest-stream.js';
import { compareKeys } from '../search/client-index.js';
import type { Services } from '../services.js';
import { networkOf } from './detection/network.js';
import { keysOfPlace, partKey } from './detection/place.js';
import { affectedOf } from './outage-record.js';

/** Outages of this installation's network. */
export class Outages {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #call: UpstreamCall;
  #all: Promise<readonly Outage[]> | undefined;

  constructor(services: Services, clients: Clients, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#call = call;
  }

  /** @throws {BadUserInput} not an outage's id. @returns null when this gateway does not know it. */
  async byId(id: string): Promise<Outage | null> {
    if (decodeId(id)?.type !== 'Outage') throw new BadUserInput('id', { expected: 'the id of an outage' });
    return this.#services.store.outages.get(id);
  }

  /** Newest first. @param state default: both. */
  async search(request: PageRequest, state?: OutageState): Promise<Page<Outage>> {
    toPage([], request, String, newestFirst);
    const outages = await this.#list();
    const found = state === undefined ? outages : outages.filter((outage) => outage.state === state);
    const sorted = [...found].sort((one, other) => newestFirst(keyOf(one), keyOf(other)));
    return toPage(sorted, request, keyOf, newestFirst);
  }

  /** The open ones, oldest first, then every change of any. */
  async changes(): Promise<LatestStream<Outage>> {
    const { store } = this.#services;
    const stream = latestPerKey<Outage>(
      (push) => store.events.subscribe('outage', push),
      ({ id }) => id,
    );
    const known = await store.outages.list('all').catch(async (error) => {
      await stream.return();
      throw error;
    });
    stream.seed(known.filter(isOpen).reverse());
    return stream;
  }

  async ofZone(zoneId: number): Promise<Outage | null> {
    return this.#first([partKey('ZONE', zoneId)]);
  }

  async hasOpen(): Promise<boolean> {
    return (await this.#list()).some(isOpen);
  }

  /** @returns null for a client whose line answers, whatever is down around them. */
  async ofClient(client: ClientRecord): Promise<Outage | null> {
    const { backend, results, ready } = this.#services.outageWatcher;
    if (backend === undefined || !(await this.hasOpen())) return null;
    await ready();
    const record = await this.#clients.recordAt(client, backend.name);
    if (record === null || results.get(record.id)?.line === 'UP') return null;
    return this.#first(keysOfPlace(record));
  }

  /** The zone's, or that of a router or tower on which a client depends whom the run has found without a connection. */
  async ofZonePing({ zoneId, targets }: ZonePing): Promise<Outage | null> {
    const own = await this.ofZone(zoneId);
    const list = await this.#services.outageWatcher.backend?.clientCache.list?.(this.#call);
    if (own !== null || list === undefined) return own;
    const network = networkOf(list.value);
    const down = targets.filter(({ result }) => result === 'DOWN');
    return this.#first(down.flatMap(({ clientId }) => network.keysOf(clientId)));
  }

  /** Clients of the element whose service should work, but those whose latest ping was answered. None of an outage that has ended. */
  async affected({ state, scope, elementId }: Outage, request: PageRequest): Promise<Page<ClientRecord>> {
    toPage([], request, String, compareKeys);
    const { outageWatcher, pendingWrites } = this.#services;
    const list = state === 'OPEN' ? await outageWatcher.backend?.clientCache.list?.(this.#call) : undefined;
    const part = list === undefined ? undefined : networkOf(list.value).parts.get(partKey(scope, elementId));
    if (list === undefined || part === undefined) return toPage<ClientRecord>([], request, keyOfClient, compareKeys);
    await outageWatcher.ready();
    const ids = new Set(affectedOf(part, outageWatcher.results));
    const records = list.value.records.filter(({ id }) => ids.has(id));
    const sorted = records.sort((one, other) => compareKeys(keyOfClient(one), keyOfClient(other)));
    const page = toPage(sorted, request, keyOfClient, compareKeys, (record) =>
      pendingWrites.apply(list.isStale ? { ...record, isStale: true } : record, list.requestedAt),
    );
    return list.value.completeness === 'WHOLE' ? page : Object.assign(page, { totalCount: null });
  }

  /** The newest open one of any of these elements, the widest first. */
  async #first(keys: readonly string[]): Promise<Outage | null> {
    const open = (await this.#list()).filter(isOpen);
    for (const scope of outageScopes) {
      const found = open.find((outage) => outage.scope === scope && keys.includes(partKey(scope, outage.elementId)));
      if (found !== undefined) return found;
    }
    return null;
  }

  /** Once an operation: a page of clients asks for each of them. */
  #list(): Promise<readonly Outage[]> {
    this.#all ??= this.#services.store.outages.list('all');
    return this.#all;
  }
}

function isOpen({ state }: Outage): boolean {
  return state === 'OPEN';
}

function keyOf({ raisedAt, id }: Outage): string {
  return `${raisedAt} ${id}`;
}

function keyOfClient({ key }: ClientRecord): string {
  return key.value;
}

function newestFirst(left: string, right: string): number {
  return left < right ? 1 : left > right ? -1 : 0;
}
