import type { ClientRecord } from '../../../model/client.js';
import type { OutageScope } from '../../../model/outage.js';

export type Place = Pick<ClientRecord, 'zoneId' | 'network'>;

/** Name of an element among all. */
export function partKey(scope: OutageScope, elementId: number): string {
  return `${scope}:${elementId}`;
}

/** Keys of what a client's service depends on. */
export function keysOfPlace({ zoneId, network }: Place): readonly string[] {
  const router = network?.router;
  const tower = network?.tower;
  return [
    ...(zoneId === null ? [] : [partKey('ZONE', zoneId)]),
    ...(router == null ? [] : [partKey('ROUTER', router.elementId)]),
    ...(tower == null ? [] : [partKey('TOWER', tower.elementId)]),
  ];
}

/** Only a service that should work can show that something does not: one that is suspended has no connection either. */
export function isInService({ status }: Pick<ClientRecord, 'status'>): boolean {
  return status === 'ACTIVE' || status === 'FREE';
}
