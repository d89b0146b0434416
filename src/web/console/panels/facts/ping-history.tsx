import type { Task } from '../../data/board.js';
import { PingBadge } from '../../parts/badge.js';
import { Scroll } from '../../parts/scroll.js';
import { formatAge, formatMilliseconds, formatMoment } from '../../text/format.js';
import { useLocale, useText } from '../../text/translation.js';

/** The client's pings before the latest, with loss and latency where the back end tells of each echo. */
export function PingHistory({ tasks }: { readonly tasks: readonly Task[] }) {
  const text = useText();
  const title = text.work.history.title(tasks.length);
  const hasFigures = tasks.some(({ packetLoss }) => packetLoss !== null);
  return (
    <details>
      <summary>{title}</summary>
      <Scroll label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.board.when}</th>
              <th scope="col">{text.board.result}</th>
              {hasFigures && (
                <>
                  <th scope="col" class="number">
                    {text.work.history.loss}
                  </th>
                  <th scope="col" class="number">
                    {text.work.history.latency}
                  </th>
                </>
              )}
              <th scope="col" class="number">
                {text.board.took}
              </th>
              <th scope="col">{text.board.by}</th>
              <th scope="col">{text.work.history.said}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <Row key={task.id} task={task} hasFigures={hasFigures} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function Row({ task, hasFigures }: { readonly task: Task; readonly hasFigures: boolean }) {
  const locale = useLocale();
  const text = useText();
  const { requestedAt, completedAt, requestedBy, message, packetLoss, latencyMs } = task;
  const took = completedAt === null ? null : Date.parse(completedAt) - Date.parse(requestedAt);
  return (
    <tr>
      <td>
        <time dateTime={requestedAt}>{formatMoment(requestedAt, locale)}</time>
      </td>
      <td>
        <PingBadge task={task} />
      </td>
      {hasFigures && (
        <>
          <td class="number">{packetLoss === null ? text.client.nothing : `${packetLoss} %`}</td>
          <td class="number">{latencyMs === null ? text.client.nothing : formatMilliseconds(latencyMs, locale)}</td>
        </>
      )}
      <td class="number">{took === null ? text.client.nothing : formatAge(took)}</td>
      <td>{requestedBy}</td>
      <td>{message}</td>
    </tr>
  );
}
