import type { Task } from '../data/board.js';
import { outcomes } from '../data/history.js';
import type { ShownClient } from '../data/shown-client.js';
import { dataIn } from '../section.js';
import { formatTime } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { useMayWrite } from './may-write.js';

/** What may be written about the client. What the installation cannot do, or the token not, is not there. */
export function Actions({ client }: { readonly client: ShownClient }) {
  const { card, writes } = useWorkspace();
  const { work } = useText();
  const mayWrite = useMayWrite();
  const billing = dataIn(card.billing.value)?.client ?? null;
  const { account, id: clientId } = client;
  const refusal = account?.promiseRefusal ?? null;
  const mayPromise = mayWrite('promise') && billing !== null && account?.canPromise !== false;
  const contracts = billing?.contracts ?? [];
  const suspended = contracts.find(({ status }) => status === 'SUSPENDED') ?? contracts[0];
  const begin = (kind: 'ticket' | 'promise' | 'phone', values = {}): void =>
    writes.begin({ kind, clientId, about: '', values });
  return (
    <fieldset class="actions">
      <legend class="unseen">{work.actions}</legend>
      {mayWrite('ticket') && (
        <button type="button" onClick={() => begin('ticket')}>
          {work.titles.ticket}
        </button>
      )}
      {mayPromise && (
        <button type="button" onClick={() => begin('promise', { contract: suspended?.id ?? '' })}>
          {work.titles.promise}
        </button>
      )}
      {mayWrite('phone') && (
        <button type="button" onClick={() => begin('phone')}>
          {work.titles.phone}
        </button>
      )}
      {mayWrite('promise') && refusal !== null && <span class="small">{work.noPromise[refusal]}</span>}
    </fieldset>
  );
}

/** A ticket from a ping that went badly, with what it found already written. */
export function PingTicket({ client, task }: { readonly client: ShownClient; readonly task: Task }) {
  const { writes } = useWorkspace();
  const locale = useLocale();
  const text = useText();
  const isBad = task.connection !== null && task.connection !== 'STABLE' && task.connection !== 'UNKNOWN';
  const outcome = outcomes.find((known) => known === task.connection);
  if (!useMayWrite()('ticket') || !isBad || outcome === undefined) return null;
  const fact = text.work.pingFact(formatTime(task.requestedAt, locale), text.outcomes[outcome]);
  const description = [fact, task.message].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => writes.begin({ kind: 'ticket', clientId: client.id, about: '', values: { description } })}
    >
      {text.work.titles.ticket}: {text.outcomes[outcome]}
    </button>
  );
}
