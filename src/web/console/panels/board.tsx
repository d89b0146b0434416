import { type Signal, useSignal } from '@preact/signals';
import type { Task } from '../data/board.js';
import { ErrorMessage } from '../parts/error.js';
import { Empty, Skeleton } from '../parts/placeholder.js';
import { formatAge } from '../text/format.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { BoardTable } from './board-table.js';
import { Chart } from './chart.js';

const filters = ['all', 'PENDING', 'COMPLETED', 'FAILED', 'TIMED_OUT'] as const;
type Filter = (typeof filters)[number];

export function BoardPanel() {
  const { board } = useWorkspace();
  const text = useText();
  const filter = useSignal<Filter>('all');
  const tasks = board.tasks.value.filter(({ status }) => filter.value === 'all' || status === filter.value);
  const error = board.error.value;
  const isForbidden = error?.code === 'FORBIDDEN';
  const isStale = board.staleSince.value !== null && !isForbidden;
  return (
    <section class="panel board" aria-labelledby="board-title" tabIndex={-1}>
      <div class="panel-head">
        <h2 id="board-title">{text.board.title}</h2>
        {(error === null || isStale) && <Liveness />}
      </div>
      {error !== null && !isStale && <ErrorMessage error={error} part="pingTasks" onAgain={board.retry} />}
      <div class={isStale ? 'stale' : ''}>
        {(board.isLoaded.value || !isForbidden) && (
          <>
            <Chart />
            <Filters filter={filter} tasks={tasks} />
          </>
        )}
        {!board.isLoaded.value && error === null && <Skeleton lines={5} label={text.board.loading} />}
        {board.isLoaded.value && tasks.length === 0 && <Empty title={text.board.empty} hint={text.board.emptyHint} />}
        {tasks.length > 0 && <BoardTable tasks={tasks} />}
      </div>
    </section>
  );
}

function Filters({ filter, tasks }: { readonly filter: Signal<Filter>; readonly tasks: readonly Task[] }) {
  const text = useText();
  const running = tasks.filter(({ status }) => status === 'PENDING').length;
  return (
    <div class="filters">
      <ZoneFilter />
      <label>
        {text.board.state}
        <select
          value={filter.value}
          onChange={({ currentTarget: { value } }) => {
            filter.value = filters.find((known) => known === value) ?? 'all';
          }}
        >
          {filters.map((known) => (
            <option key={known} value={known}>
              {known === 'all' ? text.board.all : text.pingStates[known]}
            </option>
          ))}
        </select>
      </label>
      <p class="small counts">
        {text.board.running(running)} · {text.board.finished(tasks.length - running)}
      </p>
    </div>
  );
}

/** State of the live connection: current, or stale since a time. */
function Liveness() {
  const { board, now } = useWorkspace();
  const text = useText().board;
  const since = board.staleSince.value;
  const isLive = board.connection.value === 'connected' && since === null;
  return (
    <p class={`liveness ${isLive ? 'ok' : since === null ? 'plain' : 'warn'}`} role="status">
      <span class="dot" aria-hidden="true" />
      {isLive && text.live}
      {!isLive && since === null && text.connecting}
      {since !== null && (
        <>
          {text.lost} <span aria-hidden="true">{text.from(formatAge(now.value - since))}</span>
        </>
      )}
    </p>
  );
}

function ZoneFilter() {
  const { board } = useWorkspace();
  const text = useText().board;
  const seen = new Map(board.tasks.value.map(({ client }) => [client?.zone?.zoneId, client?.zone?.name ?? undefined]));
  const zones = [...seen].flatMap(([zoneId, name]) => (zoneId === undefined ? [] : [{ zoneId, name }]));
  zones.sort((left, right) => left.zoneId - right.zoneId);
  return (
    <label>
      {text.zone}
      <input
        type="text"
        inputMode="numeric"
        pattern="\d*"
        size={5}
        autocomplete="off"
        list="zones"
        placeholder={text.allZones}
        value={board.zone.value ?? ''}
        onChange={({ currentTarget: { value } }) => {
          board.zone.value = /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
        }}
      />
      <datalist id="zones">
        {zones.map(({ zoneId, name }) => (
          <option key={zoneId} value={zoneId} label={name} />
        ))}
      </datalist>
    </label>
  );
}
