import type { Task } from '../data/board.js';
import { nameOfZone } from '../data/shown-client.js';
import { moveByArrows } from '../parts/arrow-keys.js';
import { PingBadge } from '../parts/badge.js';
import { formatAge, formatTime } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';

export function BoardTable({ tasks }: { readonly tasks: readonly Task[] }) {
  const text = useText().board;
  return (
    <div class="scroll rows">
      <table>
        <caption class="unseen">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.result}</th>
            <th scope="col">{text.client}</th>
            <th scope="col" class="number wide">
              {text.zone}
            </th>
            <th scope="col" class="number">
              {text.when}
            </th>
            <th scope="col" class="number wide">
              {text.took}
            </th>
            <th scope="col" class="wide">
              {text.by}
            </th>
          </tr>
        </thead>
        <tbody onKeyDown={moveByArrows}>
          {tasks.map((task) => (
            <Row key={task.id} task={task} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ task }: { readonly task: Task }) {
  const { card, now } = useWorkspace();
  const locale = useLocale();
  const text = useText();
  const { client, serviceId, requestedAt, completedAt, requestedBy } = task;
  const end = completedAt === null ? now.value : Date.parse(completedAt);
  const hasEnd = task.status === 'PENDING' || completedAt !== null;
  const isShown = client !== null && card.id.value === client.id;
  return (
    <tr class={isShown ? 'shown' : ''}>
      <td>
        <PingBadge task={task} />
      </td>
      <td>
        <button
          type="button"
          class="link"
          data-item
          disabled={client === null}
          aria-current={isShown ? 'true' : undefined}
          onClick={() => client !== null && void card.open(client.id)}
        >
          {client?.name ?? text.client.nothing}
        </button>
        <span class="small"> #{serviceId}</span>
      </td>
      <td class="number wide">{nameOfZone(client?.zone ?? null) ?? text.client.nothing}</td>
      <td class="number">
        <time dateTime={requestedAt}>{formatTime(requestedAt, locale)}</time>
      </td>
      <td class="number wide">{hasEnd ? formatAge(end - Date.parse(requestedAt)) : text.client.nothing}</td>
      <td class="wide by">{requestedBy}</td>
    </tr>
  );
}
