import { nameOfZone } from '../data/shown-client.js';
import { Badge } from '../parts/badge.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import type { ZonePing } from './zone-pings.js';

/** How far a run is, and how many answer. */
export function ZonePingRun({ run }: { readonly run: ZonePing }) {
  const { zonePings } = useWorkspace();
  const text = useText().desk.zone;
  const { id, zone, state, done, total, up, down } = run;
  const name = text.name(nameOfZone(zone) ?? '');
  return (
    <li class="run">
      <strong>{name}</strong>
      <Badge tone={state === 'RUNNING' ? 'busy' : 'plain'}>{state === 'RUNNING' ? text.running : text.completed}</Badge>
      <progress aria-label={name} max={total} value={done} />
      <span class="small">
        {text.progress(done, total)} · {text.answers(up, down)}
      </span>
      {state === 'COMPLETED' && (
        <button type="button" class="quiet" onClick={() => zonePings.hide(id)}>
          {text.hide}
        </button>
      )}
    </li>
  );
}
