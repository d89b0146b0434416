import type { BackendName } from '../../model/backend.js';
import type { Outage, OutageEnding, OutageSource } from '../../model/outage.js';
import type { Store } from '../../store/store.js';
import { countResults, findOutages, isOver } from './detection/detection.js';
import { type Network, type NetworkPart, twinsOf } from './detection/network.js';
import { partKey } from './detection/place.js';
import type { OutageRule } from './detection/rule.js';
import { ended, outageLists, remeasured, slotOf, toOutage } from './outage-record.js';
import type { OutageState } from './outage-state.js';

/** Called once for each change, by the instance that made it. */
export type OnOutage = (change: 'raised' | 'ended', outage: Outage) => void;

/** Raises, follows and ends outages. All instances try: the store lets one of them succeed. */
export class OutageChanges {
  constructor(
    readonly backend: BackendName,
    readonly store: Pick<Store, 'outages'>,
    readonly state: OutageState,
    readonly rule: OutageRule,
    readonly onOutage: OnOutage,
  ) {}

  async followPings(network: Network): Promise<void> {
    const { state, rule } = this;
    for (const { outage, since } of state.open('PINGS')) {
      const part = network.parts.get(partKey(outage.scope, outage.elementId));
      const isSilent = state.wallClock() - Date.parse(outage.testedAt ?? outage.raisedAt) > rule.silenceMs;
      if (part !== undefined && isOver(countResults(part, state.results, since), rule))
        await this.#end(outage, 'ANSWERS');
      else if (isSilent) await this.#end(outage, 'SILENCE');
      else if (part !== undefined) await this.#replace(outage, remeasured(outage, part, state.results));
    }
    const knownAt = (key: string) => state.knownAt(`${key} PINGS`);
    const isOpen = (key: string): boolean => knownAt(key)?.outage.state === 'OPEN';
    const sinceOf = (key: string): number =>
      Math.max(...twinsOf(network, key).map((twin) => knownAt(twin)?.since ?? Number.NEGATIVE_INFINITY));
    for (const key of findOutages(network, state.results, rule, isOpen, sinceOf)) {
      const part = network.parts.get(key);
      if (part !== undefined) await this.#raise(part, 'PINGS');
    }
  }

  /** What the list says now of routers and towers. What it does not tell stays as it is. */
  async followFlags({ parts }: Network): Promise<void> {
    for (const part of parts.values()) {
      const known = this.state.knownAt(slotOf({ ...part, source: 'BACK_END' }))?.outage;
      const open = known?.state === 'OPEN' ? known : null;
      const hasOutage = part.element?.hasOutage ?? null;
      if (open === null && hasOutage === true) await this.#raise(part, 'BACK_END');
      else if (open !== null && hasOutage === false) await this.#end(open, 'FLAG_GONE');
      else if (open !== null) await this.#replace(open, remeasured(open, part, this.state.results));
    }
  }

  async #raise(part: NetworkPart, source: OutageSource): Promise<void> {
    const { backend, store, state } = this;
    const previous = state.knownAt(slotOf({ ...part, source }))?.outage;
    // Another instance was faster, while this one was busy with another element.
    if (previous?.state === 'OPEN') return;
    const outage = toOutage(backend, part, source, previous, state.results, state.now());
    const isFirst = await store.outages.add(outage, outageLists);
    const stored = isFirst ? outage : await store.outages.get(outage.id);
    if (stored !== null) state.learn(stored);
    if (isFirst) this.onOutage('raised', outage);
  }

  async #end(outage: Outage, ending: OutageEnding): Promise<void> {
    const next = ended(outage, ending, this.state.now());
    if (await this.#replace(outage, next)) this.onOutage('ended', next);
  }

  async #replace(previous: Outage, next: Outage): Promise<boolean> {
    if (next === previous) return false;
    const isReplaced = await this.store.outages.replace(previous, next);
    const stored = isReplaced ? next : await this.store.outages.get(previous.id);
    if (stored !== null) this.state.learn(stored);
    return isReplaced;
  }
}
