import { nameOfZone } from '../data/shown-client.js';
import type { Text } from '../text/text.js';
import type { Outage } from './outages.js';

/** What is out, by its name where the back end tells one. */
export function nameOutage({ scope, zone, element }: Outage, { desk }: Text): string {
  const name = scope === 'ZONE' ? nameOfZone(zone) : (element?.name ?? `#${element?.elementId ?? ''}`);
  return desk.outages.scopes[scope](name ?? '');
}
