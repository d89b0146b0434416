import type { UnsettledWritesQuery } from '../../../client/index.js';
import { formatMoment } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { ClientLink } from './client-link.js';

type Unsettled = UnsettledWritesQuery['unsettledWrites']['nodes'][number];

/** What was sent, and, once nothing but a person can tell, the two answers. */
export function UnsettledRow({ write }: { readonly write: Unsettled }) {
  const { card } = useWorkspace();
  const locale = useLocale();
  const { unsettled } = useText().desk;
  const { backend, client, operation, reference, requestedAt, state } = write;
  const facts = [backend, formatMoment(requestedAt, locale), unsettled.states[state]];
  return (
    <li>
      <div class="claim">
        <p>
          <strong>{unsettled.operations[operation]}</strong> ·{' '}
          <ClientLink client={client} onOpen={(id) => void card.open(id)} />
        </p>
        <p class="small">
          <code>{reference}</code> · {facts.join(' · ')}
        </p>
      </div>
      {state === 'PERSON' && (
        <div class="buttons-cell">
          <Verdict write={write} />
        </div>
      )}
    </li>
  );
}

function Verdict({ write }: { readonly write: Unsettled }) {
  const { writes } = useWorkspace();
  const { unsettled } = useText().desk;
  const { backend, client, operation, reference } = write;
  const settle = (outcome: 'DONE' | 'NOT_DONE'): void => {
    const values = { outcome, operation, backend, name: client?.name ?? '' };
    writes.begin({ kind: 'outcome', clientId: '', about: reference, values });
  };
  return (
    <>
      <button type="button" onClick={() => settle('DONE')}>
        {unsettled.happened}
        <span class="unseen"> {reference}</span>
      </button>
      <button type="button" onClick={() => settle('NOT_DONE')}>
        {unsettled.notHappened}
        <span class="unseen"> {reference}</span>
      </button>
    </>
  );
}
