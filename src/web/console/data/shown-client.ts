import type { OperatorClientQuery } from '../../../client/index.js';

export type ShownClient = NonNullable<OperatorClientQuery['client']>;

/** Name of a zone, or its number where the back end tells no name. */
export function nameOfZone(zone: { readonly zoneId: number; readonly name: string | null } | null): string | null {
  return zone === null ? null : (zone.name ?? String(zone.zoneId));
}
