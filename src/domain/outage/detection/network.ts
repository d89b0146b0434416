import type { ClientList, ClientRecord } from '../../../model/client.js';
import type { NetworkElement } from '../../../model/network-element.js';
import type { OutageScope } from '../../../model/outage.js';
import { isInService, keysOfPlace, type Place } from './place.js';

/** A zone, router or tower with the clients whose service should work. */
export interface NetworkPart {
  readonly scope: OutageScope;
  readonly elementId: number;
  readonly name: string | null;
  /** As the back end tells it of the element. Null for a zone, of which it tells nothing. */
  readonly element: NetworkElement | null;
  readonly clientIds: ReadonlySet<string>;
  /** The same clients, by their zone, router and tower together. */
  readonly cells: ReadonlyMap<string, readonly string[]>;
}

/** The network as the client list shows it. */
export interface Network {
  readonly parts: ReadonlyMap<string, NetworkPart>;
  /** Keys of the parts on which a client depends. */
  keysOf(clientId: string): readonly string[];
}

const networks = new WeakMap<ClientList, Network>();

/** Made once for each list. */
export function networkOf(list: ClientList): Network {
  const known = networks.get(list);
  if (known !== undefined) return known;
  const network = createNetwork(list.records);
  networks.set(list, network);
  return network;
}

/** True when every client of one element is of the other as well. */
export function holds(wider: NetworkPart, narrower: NetworkPart): boolean {
  for (const clientId of narrower.clientIds) if (!wider.clientIds.has(clientId)) return false;
  return true;
}

/** Keys of the elements that have the same clients, its own among them: what pings say of one they say of all. */
export function twinsOf({ parts, keysOf }: Network, key: string): readonly string[] {
  const part = parts.get(key);
  const [first] = part?.clientIds ?? [];
  if (part === undefined || first === undefined) return [key];
  return keysOf(first).filter((other) => {
    const twin = parts.get(other);
    return twin !== undefined && twin.clientIds.size === part.clientIds.size && holds(twin, part);
  });
}

interface Growing extends NetworkPart {
  readonly clientIds: Set<string>;
  readonly cells: Map<string, string[]>;
}

/** @param records of every state: an element is known by its suspended clients, too. */
export function createNetwork(records: readonly ClientRecord[]): Network {
  const parts = new Map<string, Growing>();
  const keys = new Map<string, readonly string[]>();
  for (const record of records) {
    const placed = keysOfPlace(record);
    keys.set(record.id, placed);
    for (const key of placed) {
      const part = withFlag(parts.get(key) ?? toPart(key, record), record);
      parts.set(key, part);
      if (!isInService(record)) continue;
      part.clientIds.add(record.id);
      const cell = placed.join(' ');
      const clients = part.cells.get(cell);
      if (clients === undefined) part.cells.set(cell, [record.id]);
      else clients.push(record.id);
    }
  }
  return { parts, keysOf: (clientId) => keys.get(clientId) ?? [] };
}

/** Rows of one element that were read at different times may differ: an outage that one of them tells of is believed. */
function withFlag(part: Growing, { network }: Place): Growing {
  const element = elementOf(part.scope, network);
  return element?.hasOutage === true && part.element?.hasOutage !== true ? { ...part, element } : part;
}

function elementOf(scope: OutageScope, network: Place['network']): NetworkElement | null {
  if (scope === 'ZONE') return null;
  return (scope === 'ROUTER' ? network?.router : network?.tower) ?? null;
}

function toPart(key: string, { zoneId, network }: Place): Growing {
  const clients = { clientIds: new Set<string>(), cells: new Map<string, string[]>() };
  const [scope] = key.split(':') as [OutageScope];
  if (scope === 'ZONE')
    return { scope, elementId: zoneId ?? 0, name: network?.zoneName ?? null, element: null, ...clients };
  const element = elementOf(scope, network);
  return { scope, elementId: element?.elementId ?? 0, name: element?.name ?? null, element, ...clients };
}
