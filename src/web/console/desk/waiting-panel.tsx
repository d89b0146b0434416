import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Part } from '../data/scope.js';
import { ErrorMessage } from '../parts/error.js';
import { Empty, Skeleton } from '../parts/placeholder.js';
import { useText } from '../text/translation.js';
import type { Waiting } from './decisions.js';

interface WaitingProps {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly noneHint: string;
  readonly part: Part;
  readonly waiting: Waiting<unknown>;
  /** How many there are in it. */
  readonly shown: number;
  readonly children: ComponentChildren;
}

/** A list of what waits for a decision, or why there is none. */
export function WaitingPanel({ id, title, none, noneHint, part, waiting, shown, children }: WaitingProps) {
  const { tabs } = useText().desk;
  const { result, error, isLoading } = waiting.list.value;
  const total = waiting.count.value ?? shown;
  const again = (): void => void waiting.reload();
  useEffect(again, []);
  return (
    <section class="panel" aria-labelledby={id} aria-busy={isLoading} tabIndex={-1}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        <div class="age">
          <button type="button" class="quiet" aria-disabled={isLoading} onClick={() => isLoading || again()}>
            {tabs.refresh}
          </button>
        </div>
      </div>
      {error !== null && <ErrorMessage error={error} onAgain={again} />}
      {result === null && <Skeleton lines={3} label={tabs.loading} />}
      {result?.kind === 'failed' && <ErrorMessage error={result.errors[0]} part={part} onAgain={again} />}
      {result !== null && result.kind !== 'failed' && shown === 0 && <Empty title={none} hint={noneHint} />}
      {shown > 0 && (
        <ul class="decisions" aria-label={title}>
          {children}
        </ul>
      )}
      {total > shown && shown > 0 && <p class="small">{tabs.more(shown, total)}</p>}
    </section>
  );
}
