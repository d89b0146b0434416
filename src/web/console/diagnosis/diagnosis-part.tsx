import type { ShownClient } from '../data/shown-client.js';
import { ErrorMessage } from '../parts/error.js';
import { Skeleton } from '../parts/placeholder.js';
import { formatAge } from '../text/format.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { DiagnosisSteps } from './diagnosis-steps.js';
import { Verdict } from './verdict.js';

/** Why the client has no internet: step by step, and then what to do about it. */
export function DiagnosisPart({ client }: { readonly client: ShownClient }) {
  const { diagnoses, now } = useWorkspace();
  const { desk, ping } = useText();
  const text = desk.diagnosis;
  const run = diagnoses.shown.value;
  if (run === null) return null;
  const { diagnosis, error } = run;
  return (
    <section class="part diagnosis" aria-labelledby="diagnosis-title" aria-busy={diagnosis?.state === 'RUNNING'}>
      <div class="panel-head">
        <h3 id="diagnosis-title">{text.title}</h3>
        {diagnosis !== null && (
          <span class="small">
            {ping.ago(formatAge(now.value - Date.parse(diagnosis.completedAt ?? diagnosis.startedAt)))}
          </span>
        )}
      </div>
      {error !== null && 'requestId' in error && (
        <ErrorMessage error={error} part="diagnosis" onAgain={diagnoses.start} />
      )}
      {error !== null && !('requestId' in error) && (
        <p class="notice" role="alert">
          {error.message}
        </p>
      )}
      {diagnosis === null && error === null && <Skeleton lines={3} label={text.starting} />}
      {diagnosis !== null && <DiagnosisSteps diagnosis={diagnosis} />}
      {diagnosis !== null && <Verdict client={client} diagnosis={diagnosis} />}
    </section>
  );
}
