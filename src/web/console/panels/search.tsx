import { useEffect } from 'preact/hooks';
import { type FoundRow, searchKinds } from '../data/finder.js';
import { moveByArrows } from '../parts/arrow-keys.js';
import { StatusBadge } from '../parts/badge.js';
import { ErrorMessage } from '../parts/error.js';
import { Empty, Skeleton } from '../parts/placeholder.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';

/** Id of the field that the search key focuses. */
export const searchFieldId = 'search';

export function SearchPanel() {
  // Not where that would open a keyboard on the screen.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) document.getElementById(searchFieldId)?.focus();
  }, []);
  const { finder, card, preferences } = useWorkspace();
  const text = useText().find;
  const search = async (): Promise<void> => {
    const only = await finder.search();
    if (only !== null) await card.open(only.id);
  };
  return (
    <section class="panel find" aria-labelledby="find-title" tabIndex={-1} onKeyDown={moveByArrows}>
      <h2 id="find-title">{text.title}</h2>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void search();
          }}
        >
          <label class="grow">
            <span class="unseen">{text.label}</span>
            <input
              id={searchFieldId}
              data-item
              type="search"
              autocomplete="off"
              spellcheck={false}
              placeholder={text.label}
              value={finder.text.value}
              onInput={({ currentTarget }) => {
                finder.text.value = currentTarget.value;
              }}
            />
          </label>
          <label>
            <span class="unseen">{text.by}</span>
            <select
              value={finder.searchKind.value}
              onChange={({ currentTarget: { value } }) => {
                finder.searchKind.value = searchKinds.find((known) => known === value) ?? 'auto';
              }}
            >
              {searchKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {text.kinds[kind]}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="primary">
            {text.submit}
          </button>
        </form>
      </search>
      {preferences.keys.value === 'on' && finder.found.value.kind === 'nothing-asked' && (
        <p class="small hint">
          <kbd>/</kbd> {text.hint}
        </p>
      )}
      <Results onAgain={() => void search()} />
    </section>
  );
}

function Results({ onAgain }: { readonly onAgain: () => void }) {
  const { finder } = useWorkspace();
  const text = useText().find;
  const found = finder.found.value;
  if (found.kind === 'nothing-asked') return null;
  if (found.kind === 'looking') return <Skeleton lines={2} label={text.looking} />;
  if (found.kind === 'failed') return <ErrorMessage error={found.error} part="client" onAgain={onAgain} />;
  if (found.kind === 'too-short') return <p class="notice">{text.tooShort}</p>;
  const missing = found.missing == null ? null : <ErrorMessage error={found.missing} part="client" onAgain={onAgain} />;
  if (found.rows.length === 0) return missing ?? <Empty title={text.none} hint={text.noneHint} />;
  // The client panel shows them.
  if (found.rows.length === 1) return missing;
  return (
    <>
      {missing}
      <p class="small" role="status">
        {text.count(found.rows.length, found.total ?? found.rows.length)}
      </p>
      <ul class="results" aria-label={text.results}>
        {found.rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </>
  );
}

function Row({ row }: { readonly row: FoundRow }) {
  const { card } = useWorkspace();
  const text = useText();
  const number = row.serviceId === null ? null : `#${row.serviceId}`;
  const facts = [row.backend, number, row.city, row.plan?.name].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        data-item
        aria-current={card.id.value === row.id ? 'true' : undefined}
        onClick={() => void card.open(row.id)}
      >
        <span class="name">{row.name ?? text.client.nothing}</span>
        <span class="small">{facts.join(' · ')}</span>
        <StatusBadge status={row.status} />
      </button>
    </li>
  );
}
