import type { ServiceStatus } from '../../../client/index.js';
import type { Task } from '../data/board.js';
import { type Outcome, outcomes } from '../data/history.js';
import { useText } from '../text/translation.js';

/** Good, to be looked at, bad, under way, or neither. */
export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'plain';

/** A word with a colour, which only repeats what the word says. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span class={`badge ${tone}`}>
      <span class="dot" aria-hidden="true" />
      {children}
    </span>
  );
}

const statusTones: Readonly<Record<ServiceStatus, Tone>> = {
  ACTIVE: 'ok',
  FREE: 'ok',
  DEGRADED: 'warn',
  SUSPENDED: 'bad',
  CANCELLED: 'plain',
  UNKNOWN: 'plain',
};

export function StatusBadge({ status }: { readonly status: ServiceStatus }) {
  return <Badge tone={statusTones[status]}>{useText().status[status]}</Badge>;
}

export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  STABLE: 'ok',
  INTERMITTENT: 'warn',
  ANTENNA_ONLY: 'warn',
  NO_INTERNET: 'bad',
  OTHER: 'plain',
};

export function PingBadge({ task }: { readonly task: Pick<Task, 'status' | 'connection'> }) {
  const text = useText();
  const outcome = outcomes.find((known) => known === task.connection);
  if (outcome !== undefined) return <Badge tone={outcomeTones[outcome]}>{text.outcomes[outcome]}</Badge>;
  return <Badge tone={task.status === 'PENDING' ? 'busy' : 'plain'}>{text.pingStates[task.status]}</Badge>;
}
