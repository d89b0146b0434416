import type { NetworkElementRowFragment } from '../../../../client/index.js';
import type { ShownClient } from '../../data/shown-client.js';
import { Badge } from '../../parts/badge.js';
import { useText } from '../../text/translation.js';
import { Fact } from './fact.js';

/** What the service depends on, where a back end tells it. */
export function NetworkFacts({ client: { technicianName, router, tower } }: { readonly client: ShownClient }) {
  const text = useText();
  const { network } = text.work;
  return (
    <>
      {technicianName !== undefined && <Fact name={network.technician}>{technicianName ?? text.client.nothing}</Fact>}
      {router !== undefined && (
        <Fact name={network.router}>
          <Element element={router} />
        </Fact>
      )}
      {tower !== undefined && (
        <Fact name={network.tower}>
          <Element element={tower} />
        </Fact>
      )}
    </>
  );
}

function Element({ element }: { readonly element: NetworkElementRowFragment | null }) {
  const text = useText();
  if (element === null) return <>{text.client.nothing}</>;
  return (
    <>
      {element.name ?? `#${element.elementId}`}
      {element.hasOutage === true && (
        <span class="item">
          <Badge tone="bad">{text.work.network.outage}</Badge>
          {element.outageDescription !== null && <span class="small"> {element.outageDescription}</span>}
        </span>
      )}
    </>
  );
}
