import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { useMayWrite } from '../write/may-write.js';
import { ZonePingForm } from './zone-ping-form.js';
import { ZonePingRun } from './zone-ping-run.js';

/** The way to ping a zone, and how the runs go on. */
export function ZonePingPart() {
  const { zonePings } = useWorkspace();
  const text = useText().desk.zone;
  const mayStart = useMayWrite()('zone');
  return (
    <div class="zone-ping">
      {mayStart && <ZonePingForm />}
      {zonePings.runs.value.length > 0 && (
        <ul aria-label={text.title}>
          {zonePings.runs.value.map((run) => (
            <ZonePingRun key={run.id} run={run} />
          ))}
        </ul>
      )}
    </div>
  );
}
