import type { ClientRecord } from '../../model/client.js';
import type { KnownOutage } from '../../model/diagnosis-evidence.js';
import type { NetworkElement } from '../../model/network-element.js';
import type { Outage } from '../../model/outage.js';

/** An outage that the gateway has raised. */
export function toKnownOutage({ scope, elementName, description }: Outage): KnownOutage {
  return { element: scope, name: elementName, description };
}

/**
 * An outage of what the client's service depends on, the widest first, by the back end's flags in the record.
 * @returns null when none is known of, undefined when nothing can be known.
 */
export function knownOutageOf({ network }: ClientRecord): KnownOutage | null | undefined {
  const elements = [
    { element: 'TOWER', found: network?.tower },
    { element: 'ROUTER', found: network?.router },
  ] as const;
  for (const { element, found } of elements) if (found?.hasOutage === true) return toOutage(element, found);
  return elements.some(({ found }) => found?.hasOutage === false) ? null : undefined;
}

function toOutage(element: KnownOutage['element'], { name, outageDescription }: NetworkElement): KnownOutage {
  return { element, name, description: outageDescription };
}
