import type DataLoader from 'dataloader';
import type { BackendName } from '../model/backend.js';
import { encodeId } from '../model/id.js';
import type { ZoneLoad } from '../model/zone.js';
import type { UpstreamCall } from '../upstream/call.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import { partOf } from './part.js';
import type { Services } from './services.js';

/** An area of the network. Its number is known for nothing; how full it is costs a call. */
export interface Zone {
  readonly id: string;
  readonly backend: BackendName;
  readonly zoneId: number;
  /** Absent: not known without asking. */
  readonly name?: string | null;
}

/** The ISP's zones, and how many open tickets each may have. */
export class Zones {
  readonly #services: Services;
  readonly #call: UpstreamCall;
  readonly #loads: DataLoader<number, ZoneLoad>;
  readonly #known = new Map<number, Zone>();
  #names: Promise<ReadonlyMap<number, string>> | undefined;

  constructor(services: Services, call: UpstreamCall) {
    this.#services = services;
    this.#call = call;
    this.#loads = createLoader('zones', call, (zoneIds, batch) =>
      loadEach(zoneIds, async (zoneId) => this.#part().part.load(zoneId, batch)),
    );
  }

  /** @param name as a client's record has it. */
  byZoneId(zoneId: number, name?: string | null): Zone {
    const known = this.#known.get(zoneId);
    if (known !== undefined) return known;
    const backend = this.#part().backend.name;
    const zone = { id: encodeId('Zone', backend, zoneId), backend, zoneId, ...(name == null ? {} : { name }) };
    this.#known.set(zoneId, zone);
    return zone;
  }

  /** @returns null when its back end does not tell. */
  async name({ zoneId, name }: Zone): Promise<string | null> {
    if (name !== undefined) return name;
    this.#names ??= this.#part().part.names?.(this.#call) ?? Promise.resolve(new Map());
    return (await this.#names).get(zoneId) ?? null;
  }

  load(zone: Zone): Promise<ZoneLoad> {
    return this.#loads.load(zone.zoneId);
  }

  #part() {
    return partOf(this.#services.backends, 'zones');
  }
}
