import type DataLoader from 'dataloader';
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
  readonly zoneId: number;
}

/** The ISP's zones, and how many open tickets each may have. */
export class Zones {
  readonly #services: Services;
  readonly #loads: DataLoader<number, ZoneLoad>;
  readonly #named = new Map<number, Zone>();

  constructor(services: Services, call: UpstreamCall) {
    this.#services = services;
    this.#loads = createLoader('zones', call, (zoneIds, batch) =>
      loadEach(zoneIds, async (zoneId) => this.#part().part.load(zoneId, batch)),
    );
  }

  byZoneId(zoneId: number): Zone {
    const named = this.#named.get(zoneId);
    if (named !== undefined) return named;
    const zone = { id: encodeId('Zone', this.#part().backend.name, zoneId), zoneId };
    this.#named.set(zoneId, zone);
    return zone;
  }

  load(zone: Zone): Promise<ZoneLoad> {
    return this.#loads.load(zone.zoneId);
  }

  #part() {
    return partOf(this.#services.backends, 'zones');
  }
}
