import type { DiagnosisStepName, DiagnosisStepState } from '../../../client/index.js';
import { outcomes } from '../data/history.js';
import type { Tone } from '../parts/badge.js';
import type { Text } from '../text/text.js';
import { useText } from '../text/translation.js';
import type { Diagnosis } from './diagnoses.js';

const tones: Readonly<Record<DiagnosisStepState, Tone>> = {
  PENDING: 'plain',
  RUNNING: 'busy',
  DONE: 'ok',
  SKIPPED: 'plain',
  UNKNOWN: 'warn',
};

/** Each step as it is pushed, with what it has found. */
export function DiagnosisSteps({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const text = useText();
  const { title, steps, stepStates } = text.desk.diagnosis;
  return (
    <ol class="steps" aria-label={title}>
      {diagnosis.steps.map(({ name, state }) => (
        <li key={name} class={`${tones[state]} ${state.toLowerCase()}`}>
          <span class="dot" aria-hidden="true" />
          <span class="step">{steps[name]}</span>
          <span class="small">{(state === 'DONE' && describe(name, diagnosis, text)) || stepStates[state]}</span>
        </li>
      ))}
    </ol>
  );
}

/** What a step has found, in a few words. Empty: it does not say. */
function describe(name: DiagnosisStepName, { evidence, ticket }: Diagnosis, text: Text): string {
  const { found } = text.desk.diagnosis;
  const { outage, isSuspended, isOwing, canPromise, connection, isZoneFull } = evidence;
  switch (name) {
    case 'OUTAGE':
      if (outage === null) return found.noOutage;
      return found.outage(
        [text.desk.outages.scopes[outage.element](outage.name ?? ''), outage.description].filter(Boolean).join(', '),
      );
    case 'ACCOUNT':
      return [
        isSuspended === true ? found.suspended : isSuspended === false ? found.active : null,
        isOwing === true ? found.owing : isOwing === false ? found.notOwing : null,
        canPromise === true ? found.canPromise : null,
      ]
        .filter(Boolean)
        .join(', ');
    case 'PING':
      return text.outcomes[outcomes.find((known) => known === connection) ?? 'OTHER'];
    case 'TICKET':
      if (ticket === undefined) return '';
      return ticket === null ? found.noTicket : found.ticket(ticket.ticketId, ticket.subject ?? '');
    case 'ZONE':
      return isZoneFull === true ? found.zoneFull : isZoneFull === false ? found.zoneOpen : '';
  }
}
