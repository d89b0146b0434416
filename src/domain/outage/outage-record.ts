import type { BackendName } from '../../model/backend.js';
import { encodeId } from '../../model/id.js';
import type { Outage, OutageEnding, OutageSource } from '../../model/outage.js';
import { countResults, type Results } from './detection/detection.js';
import type { NetworkPart } from './detection/network.js';
import { partKey } from './detection/place.js';

/** Names under which an outage is found. */
export const outageLists: readonly string[] = ['all'];

/** Name of an element and a source, of which one outage is open at a time. */
export function slotOf({ scope, elementId, source }: Pick<Outage, 'scope' | 'elementId' | 'source'>): string {
  return `${partKey(scope, elementId)} ${source}`;
}

export function toOutage(
  backend: BackendName,
  part: NetworkPart,
  source: OutageSource,
  previous: Pick<Outage, 'ordinal'> | undefined,
  results: Results,
  now: string,
): Outage {
  const { scope, elementId, name, element } = part;
  const ordinal = (previous?.ordinal ?? 0) + 1;
  return {
    id: encodeId('Outage', backend, scope, elementId, source, ordinal),
    ...{ backend, scope, elementId, elementName: name, ordinal, source },
    ...{ state: 'OPEN', raisedAt: now, endedAt: null, ending: null },
    ...measure(part, results),
    description: source === 'BACK_END' ? (element?.outageDescription ?? null) : null,
  };
}

/** As it is now known. Without a result in the window what was known last stays. */
export function remeasured(outage: Outage, part: NetworkPart, results: Results): Outage {
  const measured = measure(part, results);
  const description =
    outage.source === 'BACK_END' ? (part.element?.outageDescription ?? outage.description) : outage.description;
  const isNewer = measured.testedAt !== outage.testedAt || measured.tested > outage.tested;
  const isSame = measured.testedAt === null || !isNewer;
  return isSame && description === outage.description
    ? outage
    : { ...outage, ...(isSame ? {} : measured), description };
}

export function ended(outage: Outage, ending: OutageEnding, now: string): Outage {
  return { ...outage, state: 'ENDED', endedAt: now, ending };
}

/** Clients of an element but those whose latest ping has been answered. */
export function affectedOf({ clientIds }: NetworkPart, results: Results): readonly string[] {
  return [...clientIds].filter((clientId) => results.get(clientId)?.line !== 'UP');
}

function measure(part: NetworkPart, results: Results) {
  let testedAt: string | null = null;
  for (const [clientId, { time }] of results) if (part.clientIds.has(clientId)) testedAt = time;
  return { ...countResults(part, results), testedAt, affectedCount: affectedOf(part, results).length };
}
