import type { Task } from '../../data/board.js';
import { PingBadge } from '../../parts/badge.js';
import { Scroll } from '../../parts/scroll.js';
import { formatAge, formatMoment } from '../../text/format.js';
import { useLocale, useText } from '../../text/translation.js';

/** The client's pings before the latest. The graph tells no loss and no latency yet: a column each, once it does. */
export function PingHistory({ tasks }: { readonly tasks: readonly Task[] }) {
  const text = useText();
  const title = text.work.history.title(tasks.length);
  return (
    <details>
      <summary>{title}</summary>
      <Scroll label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.board.when}</th>
              <th scope="col">{text.board.result}</th>
              <th scope="col" class="number">
                {text.board.took}
              </th>
              <th scope="col">{text.board.by}</th>
              <th scope="col">{text.work.history.said}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <Row key={task.id} task={task} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function Row({ task }: { readonly task: Task }) {
  const locale = useLocale();
  const text = useText();
  const { requestedAt, completedAt, requestedBy, message } = task;
  const took = completedAt === null ? null : Date.parse(completedAt) - Date.parse(requestedAt);
  return (
    <tr>
      <td>
        <time dateTime={requestedAt}>{formatMoment(requestedAt, locale)}</time>
      </td>
      <td>
        <PingBadge task={task} />
      </td>
      <td class="number">{took === null ? text.client.nothing : formatAge(took)}</td>
      <td>{requestedBy}</td>
      <td>{message}</td>
    </tr>
  );
}
