import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import type { Outage } from './outages.js';

/** Who is on an outage: by name where the token shows names. */
export function Affected({ outage: { affected, affectedCount } }: { readonly outage: Outage }) {
  const { card } = useWorkspace();
  const text = useText();
  const words = text.desk.outages;
  const nodes = affected?.nodes ?? [];
  if (nodes.length === 0) return <p class="small">{words.affected(affectedCount)}</p>;
  return (
    <details>
      <summary>{words.affected(affectedCount)}</summary>
      <ul class="affected">
        {nodes.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              class="link"
              aria-current={card.id.value === id ? 'true' : undefined}
              onClick={() => void card.open(id)}
            >
              {name ?? text.client.nothing}
            </button>
          </li>
        ))}
        {affectedCount > nodes.length && <li class="small">{words.others(affectedCount - nodes.length)}</li>}
      </ul>
    </details>
  );
}
