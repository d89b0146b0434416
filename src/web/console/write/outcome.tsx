import { ErrorMessage } from '../parts/error.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import type { WriteKind } from './sending/intent.js';
import { isSettled, type Outcome } from './sending/result.js';

/** What became of a write, in plain words. */
export function OutcomeMessage({ kind, outcome }: { readonly kind: WriteKind; readonly outcome: Outcome }) {
  const { writes } = useWorkspace();
  const { desk, work } = useText();
  if (outcome.kind === 'done') {
    return (
      <p role="status">
        {work.done[kind]} {outcome.ticketId !== null && work.number(outcome.ticketId)}
        {outcome.replayed && <span class="small"> {work.replayed}</span>}
      </p>
    );
  }
  if (outcome.kind === 'unknown') {
    return (
      <div class="fault" role="alert">
        <p>
          <strong>{work.unknown}</strong>
        </p>
        <p>
          {outcome.backend} · {work.reference} <code>{outcome.reference}</code>
        </p>
      </div>
    );
  }
  if (outcome.kind === 'error') {
    // Somebody else was faster.
    if (kind === 'outcome' && outcome.error.code === 'BAD_USER_INPUT')
      return (
        <p class="notice" role="alert">
          {desk.unsettled.otherwise}
        </p>
      );
    return (
      <>
        <ErrorMessage error={outcome.error} part={writeParts[kind]} />
        {!isSettled(outcome) && <p class="small">{work.unsettled}</p>}
      </>
    );
  }
  return (
    <div class="notice" role="alert">
      <p>{outcome.message}</p>
      {outcome.details.map((detail) => (
        <p key={detail}>{detail}</p>
      ))}
      {isSettled(outcome) && <p class="small">{work.refused}</p>}
      {outcome.code === 'DUPLICATE_TICKET' && (
        <button type="button" onClick={() => void writes.submit({ force: 'yes' })}>
          {work.force}
        </button>
      )}
    </div>
  );
}

const writeParts = {
  ticket: 'createTicket',
  promise: 'createPaymentPromise',
  phone: 'updateClient',
  payment: 'registerPayment',
  report: 'registerPayment',
  rejection: 'paymentReports',
  outcome: 'unsettledWrites',
  zone: 'startZonePing',
} as const;
