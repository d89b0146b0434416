import { DiagnosisPart } from '../diagnosis/diagnosis-part.js';
import { StatusBadge } from '../parts/badge.js';
import { ErrorMessage } from '../parts/error.js';
import { Empty, Skeleton } from '../parts/placeholder.js';
import { dataIn } from '../section.js';
import { formatAge } from '../text/format.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { Actions } from '../write/actions.js';
import { BillingPart } from './billing.js';
import { ClientFacts } from './client-facts.js';
import { PingPart } from './ping.js';
import { SourcePart } from './sources.js';

/** After these milliseconds what is shown is said to be perhaps out of date. */
const oldMs = 300_000;

export function ClientPanel() {
  const { card } = useWorkspace();
  const text = useText();
  const { result, isLoading, error } = card.main.value;
  const client = dataIn(card.main.value)?.client ?? null;
  return (
    <section id="client" class="panel client" aria-labelledby="client-title" tabIndex={-1} aria-busy={isLoading}>
      <div class="panel-head">
        <h2 id="client-title">{card.id.value !== null && client !== null ? client.name : text.client.title}</h2>
        {client !== null && card.id.value !== null && <StatusBadge status={client.status} />}
        {card.id.value !== null && <Age />}
      </div>
      {card.id.value === null && <Empty title={text.client.empty} hint={text.client.emptyHint} />}
      {card.id.value !== null && result === null && <Skeleton lines={6} label={text.client.loading} />}
      {card.id.value !== null && result?.kind === 'failed' && (
        <ErrorMessage error={result.errors[0]} part="client" onAgain={() => void card.refresh()} />
      )}
      {card.id.value !== null && result !== null && result.kind !== 'failed' && client === null && <Missing />}
      {card.id.value !== null && client !== null && (
        <>
          {error !== null && <ErrorMessage error={error} onAgain={() => void card.refresh()} />}
          <PingPart client={client} />
          <DiagnosisPart client={client} />
          <Actions client={client} />
          <ClientFacts client={client} />
          <SourcePart />
          <BillingPart />
        </>
      )}
    </section>
  );
}

/** Null is an answer, unless there is an error at its place. */
function Missing() {
  const { card } = useWorkspace();
  const text = useText();
  const { result } = card.main.value;
  if (result?.kind === 'partial')
    return <ErrorMessage error={result.errors[0]} part="client" onAgain={() => void card.refresh()} />;
  return <p class="notice">{text.client.gone}</p>;
}

/** Age of the oldest record in the panel, with the button to refresh it. */
function Age() {
  const { card, now } = useWorkspace();
  const text = useText().client;
  const { at, isLoading, result, error } = card.main.value;
  const sources = dataIn(card.sources.value)?.client?.sources ?? [];
  const ages = sources.map(({ freshness }) =>
    freshness === null ? 0 : freshness.ageSeconds * 1_000 + now.value - card.sources.value.at,
  );
  const age = Math.max(now.value - at, ...ages);
  const isOld = age > oldMs || error !== null || sources.some(({ freshness }) => freshness?.stale === true);
  return (
    <div class="age">
      {result !== null && (
        <span class={isOld ? 'small old' : 'small'}>
          {text.asOf(formatAge(age))}
          {isOld && ` · ${text.old}`}
        </span>
      )}
      <button type="button" class="quiet" aria-disabled={isLoading} onClick={() => isLoading || void card.refresh()}>
        {text.refresh}
      </button>
      <button type="button" class="quiet" onClick={() => card.close()}>
        {text.close}
      </button>
    </div>
  );
}
