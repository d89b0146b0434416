import type { DiagnosisCause } from '../../../client/index.js';
import type { ShownClient } from '../data/shown-client.js';
import { Badge, type Tone } from '../parts/badge.js';
import { Copier } from '../parts/copier.js';
import { useText } from '../text/translation.js';
import type { Diagnosis } from './diagnoses.js';
import { NextAction } from './next-action.js';

const tones: Readonly<Record<DiagnosisCause, Tone>> = {
  HEALTHY: 'ok',
  UNSTABLE: 'warn',
  SUBSCRIBER_EQUIPMENT: 'warn',
  NO_CONNECTION: 'bad',
  OUTAGE: 'bad',
  SUSPENDED: 'bad',
  SUSPENDED_FOR_DEBT: 'bad',
  UNKNOWN: 'plain',
};

/** The cause, what to tell the subscriber, and what to do. Nothing until both are known. */
export function Verdict({ client, diagnosis }: { readonly client: ShownClient; readonly diagnosis: Diagnosis }) {
  const text = useText().desk.diagnosis;
  const { cause, nextBestAction, message } = diagnosis;
  if (cause === null || nextBestAction === null) return null;
  return (
    <div class="verdict">
      <p>
        <Badge tone={tones[cause]}>{text.causes[cause]}</Badge> <strong>{text.actions[nextBestAction]}</strong>
      </p>
      <figure class="say">
        <figcaption class="small">
          {text.say} <Copier text={message} label={text.copy} copied={text.copied} />
        </figcaption>
        <blockquote>{message}</blockquote>
      </figure>
      <NextAction client={client} diagnosis={diagnosis} />
    </div>
  );
}
