import { type ReadonlySignal, signal } from '@preact/signals';
import type { Client, ZonePingRowFragment } from '../../../client/index.js';
import type { KeptRuns } from '../data/kept-run.js';
import type { Session } from '../session.js';

export type ZonePing = ZonePingRowFragment;

/** Runs of pings over zones that were started here. */
export interface ZonePings {
  /** The latest first. */
  readonly runs: ReadonlySignal<readonly ZonePing[]>;
  /** Shows a run and follows it to its end, also after a reload. */
  follow(run: ZonePing): void;
  /** Shows it no more. At the gateway it goes on. */
  hide(id: string): void;
  /** Calls the listener when one ends that was seen to run. */
  onEnd(listener: (run: ZonePing) => void): void;
  close(): void;
}

const prefix = 'zone:';

export function createZonePings(session: Session, client: Client, kept: KeptRuns): ZonePings {
  const runs = signal<readonly ZonePing[]>([]);
  const followed = new Map<string, AbortController>();
  const listeners: ((run: ZonePing) => void)[] = [];
  const put = (run: ZonePing): void => {
    const before = runs.value.find(({ id }) => id === run.id);
    runs.value = [run, ...runs.value.filter(({ id }) => id !== run.id)].sort(latestFirst);
    if (before?.state === 'RUNNING' && run.state === 'COMPLETED') for (const notify of listeners) notify(run);
  };
  const hide = (id: string): void => {
    followed.get(id)?.abort();
    followed.delete(id);
    kept.remove(`${prefix}${id}`);
    runs.value = runs.value.filter((run) => run.id !== id);
  };
  const follow = async (id: string): Promise<void> => {
    if (followed.has(id)) return;
    const following = new AbortController();
    followed.set(id, following);
    for await (const event of client.zonePingChanged({ id }, { signal: following.signal })) {
      session.check(event, client);
      if (following.signal.aborted) return;
      if (event.kind !== 'failed') put(event.data.zonePingChanged);
      // The gateway no longer has it.
      else if (event.errors[0].code === 'BAD_USER_INPUT') hide(id);
    }
  };
  for (const [, { id }] of kept.list(prefix)) if (id !== null) void follow(id);
  return {
    runs,
    follow: (run) => {
      kept.keep(`${prefix}${run.id}`, { key: '', id: run.id, at: Date.now() });
      put(run);
      void follow(run.id);
    },
    hide,
    onEnd: (listener) => void listeners.push(listener),
    close: () => {
      for (const following of followed.values()) following.abort();
    },
  };
}

function latestFirst(left: ZonePing, right: ZonePing): number {
  return left.startedAt < right.startedAt ? 1 : -1;
}
