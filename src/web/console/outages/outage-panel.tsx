import { ErrorMessage } from '../parts/error.js';
import { Empty, Skeleton } from '../parts/placeholder.js';
import { dataIn } from '../section.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { ZonePingPart } from '../zone-ping/zone-ping.js';
import { OutageRow } from './outage-row.js';

/** Outages of the last year, those that go on first, and the way to look for one. */
export function OutagePanel() {
  const { outages } = useWorkspace();
  const { desk } = useText();
  const { result, isLoading, error } = outages.list.value;
  const again = (): void => void outages.reload();
  const found = dataIn(outages.list.value)?.outages.nodes ?? [];
  const list = [...found].sort((left, right) => Number(right.state === 'OPEN') - Number(left.state === 'OPEN'));
  return (
    <section class="panel" aria-labelledby="outages-title" aria-busy={isLoading} tabIndex={-1}>
      <div class="panel-head">
        <h2 id="outages-title">{desk.outages.title}</h2>
      </div>
      <ZonePingPart />
      {error !== null && <ErrorMessage error={error} onAgain={again} />}
      {result === null && <Skeleton lines={3} label={desk.tabs.loading} />}
      {result?.kind === 'failed' && <ErrorMessage error={result.errors[0]} part="outages" onAgain={again} />}
      {result !== null && result.kind !== 'failed' && list.length === 0 && (
        <Empty title={desk.outages.none} hint={desk.outages.noneHint} />
      )}
      {list.length > 0 && (
        <ul class="outages" aria-label={desk.outages.title}>
          {list.map((outage) => (
            <OutageRow key={outage.id} outage={outage} />
          ))}
        </ul>
      )}
    </section>
  );
}
