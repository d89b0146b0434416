import type { ShownClient } from '../data/shown-client.js';
import { dataIn } from '../section.js';
import { isCapable } from '../session.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { LinkCopier } from '../write/invoice-actions.js';
import { useMayWrite } from '../write/may-write.js';
import type { Diagnosis } from './diagnoses.js';

interface NextProps {
  readonly client: ShownClient;
  readonly diagnosis: Diagnosis;
}

/** Buttons for what had best be done, each with its input filled in. Nothing is sent by them: their dialogs ask. */
export function NextAction({ client, diagnosis }: NextProps) {
  const { card, session, writes } = useWorkspace();
  const { desk, ping, work } = useText();
  const mayWrite = useMayWrite();
  const { nextBestAction, ticketInput, promiseInput } = diagnosis;
  const invoices = dataIn(card.billing.value)?.client?.invoices.nodes ?? [];
  // The newest comes first, and the oldest is the one that is due.
  const due = invoices.findLast(({ state }) => state === 'PENDING');
  const isOwed = nextBestAction === 'PAY' || nextBestAction === 'PROMISE';
  const isMain = (action: typeof nextBestAction): string => (nextBestAction === action ? 'primary' : '');
  return (
    <fieldset class="actions">
      <legend class="unseen">{desk.diagnosis.next}</legend>
      {promiseInput !== null && mayWrite('promise') && (
        <button
          type="button"
          class={isMain('PROMISE')}
          onClick={() => {
            const { contractId, validUntil } = promiseInput;
            const values = { contract: contractId ?? '', validUntil };
            writes.begin({ kind: 'promise', clientId: client.id, about: '', values });
          }}
        >
          {work.titles.promise}
        </button>
      )}
      {ticketInput !== null && mayWrite('ticket') && (
        <button
          type="button"
          class={isMain('TICKET')}
          onClick={() => {
            const { subject, description } = ticketInput;
            writes.begin({ kind: 'ticket', clientId: client.id, about: '', values: { subject, description } });
          }}
        >
          {work.titles.ticket}
        </button>
      )}
      {isOwed && due !== undefined && isCapable(session.state.value, 'PAYMENT_LINKS') && (
        <LinkCopier id={due.id} number={due.number ?? ''} />
      )}
      {nextBestAction === 'RESTART' && (
        <button type="button" class={isMain('RESTART')} onClick={() => void card.startPing()}>
          {ping.start}
        </button>
      )}
    </fieldset>
  );
}
