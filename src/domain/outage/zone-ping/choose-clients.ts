import { createHash } from 'node:crypto';
import type { ClientList } from '../../../model/client.js';
import { networkOf } from '../detection/network.js';
import { partKey } from '../detection/place.js';

/**
 * Clients of a zone whose service should work, in an order that differs from run to run, in turn from each of its routers and towers: any
 * first part of them shows the whole zone.
 */
export function chooseClients(list: ClientList, zoneId: number, most: number, salt: string): readonly string[] {
  const cells = networkOf(list).parts.get(partKey('ZONE', zoneId))?.cells ?? new Map<string, readonly string[]>();
  const queues = [...cells.values()].map((ids) => [...ids].sort(compareBy((id) => hash(salt, id))));
  const chosen: string[] = [];
  for (let turn = 0; chosen.length < most && queues.some(({ length }) => length > turn); turn += 1) {
    chosen.push(...queues.flatMap((queue) => queue[turn] ?? []));
  }
  return chosen.slice(0, most);
}

function compareBy(keyOf: (id: string) => string): (one: string, other: string) => number {
  return (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1);
}

export function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
