import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ShownClient } from '../data/shown-client.js';
import { dataIn } from '../section.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { PhoneForm, PromiseForm, TicketForm } from './forms/client-forms.js';
import { OutcomeForm, RejectionForm, ZoneForm } from './forms/desk-forms.js';
import { PaymentForm } from './forms/payment-form.js';
import { ReportForm } from './forms/report-form.js';
import { OutcomeMessage } from './outcome.js';
import type { WriteKind } from './sending/intent.js';

/** The one question before each write: what will happen, and afterwards what did. */
export function WriteDialog() {
  const { card, writes } = useWorkspace();
  const { work } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const intent = writes.shown.value;
  const client = dataIn(card.main.value)?.client ?? null;
  const isOfShown = client !== null && intent?.clientId === client.id && card.id.value === client.id;
  // After a reload it waits for its client, and another client is no place for it.
  const isThere = intent !== null && (intent.clientId === '' || isOfShown);
  useLayoutEffect(() => {
    if (isThere && dialog.current?.open === false) dialog.current.showModal();
    if (!isThere) dialog.current?.close();
  }, [isThere]);
  return (
    <dialog ref={dialog} class="write" aria-labelledby="write-title" onClose={() => isThere && writes.hide()}>
      {isThere && (
        <>
          <h2 id="write-title">{work.titles[intent.kind]}</h2>
          <Body kind={intent.kind} client={isOfShown ? client : null} />
        </>
      )}
    </dialog>
  );
}

interface AboutProps {
  readonly kind: WriteKind;
  /** Null: it is about none. */
  readonly client: ShownClient | null;
}

function Body({ kind, client }: AboutProps) {
  const { writes } = useWorkspace();
  const { work } = useText();
  const outcome = writes.outcome.value;
  const isSending = writes.isSending.value;
  const isSent = writes.shown.value?.isSent === true;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome !== null) place.current?.focus();
  }, [outcome]);
  const isEnd = outcome?.kind === 'done' || outcome?.kind === 'unknown';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void writes.submit();
      }}
    >
      {!isEnd && <Form kind={kind} client={client} />}
      <div ref={place} tabIndex={-1}>
        {isSent && !isSending && outcome === null && <p class="notice">{work.unsettled}</p>}
        {outcome !== null && <OutcomeMessage kind={kind} outcome={outcome} />}
      </div>
      <div class="buttons">
        {!isEnd && (
          <button type="submit" class="primary" aria-disabled={isSending}>
            {isSending ? work.sending : isSent ? work.again : work.confirm}
          </button>
        )}
        {isSent && !isSending && !isEnd && (
          <button type="button" onClick={() => writes.discard()}>
            {work.discard}
          </button>
        )}
        <button type="button" onClick={() => writes.hide()}>
          {isEnd ? work.close : isSent ? work.later : work.cancel}
        </button>
      </div>
    </form>
  );
}

function Form({ kind, client }: AboutProps) {
  const { card } = useWorkspace();
  if (kind === 'zone') return <ZoneForm />;
  if (kind === 'outcome') return <OutcomeForm />;
  if (kind === 'rejection') return <RejectionForm />;
  if (client === null) return null;
  if (kind === 'ticket') return <TicketForm client={client} />;
  if (kind === 'phone') return <PhoneForm client={client} />;
  if (kind === 'payment') return <PaymentForm client={client} />;
  const billed = dataIn(card.billing.value)?.client ?? null;
  if (kind === 'report') return <ReportForm client={client} invoices={billed?.invoices.nodes ?? null} />;
  return <PromiseForm client={client} contracts={billed?.contracts ?? []} />;
}
