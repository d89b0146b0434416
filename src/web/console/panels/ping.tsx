import { errorOf, pingScope } from '../data/scope.js';
import type { ShownClient } from '../data/shown-client.js';
import { isUnderWay } from '../diagnosis/diagnoses.js';
import { PingBadge } from '../parts/badge.js';
import { ErrorMessage } from '../parts/error.js';
import { MissingScope } from '../parts/missing-scope.js';
import { scopesOf } from '../session.js';
import { formatAge, formatMilliseconds } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { PingTicket } from '../write/actions.js';
import { PingHistory } from './facts/ping-history.js';

/** The client's line: the way to ping it, how the last ping went, and how those before it did. */
export function PingPart({ client }: { readonly client: ShownClient }) {
  const { board, card, diagnoses, now, session } = useWorkspace();
  const text = useText();
  const locale = useLocale();
  const { result } = card.main.value;
  const missing = result?.kind === 'partial' ? errorOf(result.errors, 'client', 'pingTasks') : null;
  const isOf = ({ client: of }: { readonly client: { readonly id: string } | null }): boolean => of?.id === client.id;
  const ids = new Set(client.pingTasks.nodes.map(({ id }) => id));
  const tasks = board.tasks.value.filter((task) => ids.has(task.id) || isOf(task));
  const [latest, ...earlier] = tasks;
  // A diagnosis has its own way to a ticket, with more in it.
  const isExplained = diagnoses.shown.value?.diagnosis?.state === 'DONE';
  const isRunning = latest?.status === 'PENDING';
  const isBusy = card.isStarting.value || isRunning;
  const error = card.pingError.value;
  return (
    <section class="part" aria-labelledby="ping-title">
      <div class="panel-head">
        <h3 id="ping-title">{text.ping.title}</h3>
        {scopesOf(session.state.value).includes(pingScope) ? (
          <div class="buttons-cell">
            <DiagnosisStart />
            <button
              type="button"
              class="primary"
              aria-disabled={isBusy}
              onClick={() => isBusy || void card.startPing()}
            >
              {card.isStarting.value ? text.ping.starting : isRunning ? text.ping.running : text.ping.start}
            </button>
          </div>
        ) : (
          <MissingScope lead={text.ping.needs} scope={pingScope} />
        )}
      </div>
      {error !== null && 'requestId' in error && <ErrorMessage error={error} part="startPing" />}
      {error !== null && !('requestId' in error) && (
        <p class="notice" role="alert">
          {error.message}
        </p>
      )}
      {missing?.code === 'FORBIDDEN' && <ErrorMessage error={missing} part="pingTasks" />}
      {missing === null && tasks.length === 0 && <p class="small">{text.ping.none}</p>}
      {latest !== undefined && (
        <p class="latest">
          <PingBadge task={latest} />
          <span class="small">{text.ping.ago(formatAge(now.value - Date.parse(latest.requestedAt)))}</span>
          {latest.packetLoss !== null && (
            <span class="small">{describeFigures(latest, text.work.history, locale)}</span>
          )}
          {latest.message !== null && <span class="small">{latest.message}</span>}
          {!isExplained && <PingTicket client={client} task={latest} />}
        </p>
      )}
      {earlier.length > 0 && <PingHistory tasks={earlier} />}
    </section>
  );
}

function DiagnosisStart() {
  const { diagnoses } = useWorkspace();
  const text = useText().desk.diagnosis;
  const run = diagnoses.shown.value;
  const isBusy = isUnderWay(run);
  return (
    <button type="button" aria-disabled={isBusy} onClick={() => isBusy || diagnoses.start()}>
      {isBusy ? text.running : run === null ? text.start : text.again}
    </button>
  );
}

interface Figures {
  readonly packetLoss: number | null;
  readonly latencyMs: number | null;
}

interface FigureNames {
  readonly loss: string;
  readonly latency: string;
}

function describeFigures({ packetLoss, latencyMs }: Figures, names: FigureNames, locale: string): string {
  const loss = `${names.loss} ${packetLoss} %`;
  return latencyMs === null ? loss : `${loss} · ${names.latency} ${formatMilliseconds(latencyMs, locale)}`;
}
