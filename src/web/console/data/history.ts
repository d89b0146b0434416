import { type ReadonlySignal, signal } from '@preact/signals';
import type { Client, PingHistoryQuery } from '../../../client/index.js';

type Entry = PingHistoryQuery['pingTasks']['nodes'][number];

/** Result of a ping for the chart: anything else is `OTHER`. */
export const outcomes = ['STABLE', 'INTERMITTENT', 'ANTENNA_ONLY', 'NO_INTERNET', 'OTHER'] as const;
export type Outcome = (typeof outcomes)[number];

/** Results within a stretch of time. */
export interface Bin {
  /** Start in milliseconds. */
  readonly from: number;
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** The pings of the last hour, without their clients: enough to count them. */
export interface History {
  readonly entries: ReadonlySignal<ReadonlyMap<string, Entry>>;
  add(entries: readonly Entry[]): void;
  load(client: Client, filter: { readonly zoneId: number | null }, aborted: AbortSignal): Promise<void>;
  clear(): void;
}

const hourMs = 3_600_000;
const binMs = 300_000;
const binCount = hourMs / binMs;

/** A page holds a hundred; beyond these the chart shows what it has. */
const maxPages = 5;

export function createHistory(): History {
  const entries = signal<ReadonlyMap<string, Entry>>(new Map());
  const add = (more: readonly Entry[]): void => {
    const since = Date.now() - hourMs;
    const merged = new Map([...entries.peek()].filter(([, { requestedAt }]) => Date.parse(requestedAt) > since));
    for (const entry of more) {
      if (merged.get(entry.id)?.status !== 'PENDING' && merged.has(entry.id) && entry.status === 'PENDING') continue;
      merged.set(entry.id, entry);
    }
    entries.value = merged;
  };
  return {
    entries,
    add,
    load: async (client, filter, aborted) => {
      let after: string | null = null;
      for (let page = 0; page < maxPages; page += 1) {
        const answer = await client.pingHistory({ after, filter }, { signal: aborted });
        if (aborted.aborted || answer.kind === 'failed') return;
        const { nodes, pageInfo }: PingHistoryQuery['pingTasks'] = answer.data.pingTasks;
        add(nodes);
        const isOld = Date.parse(nodes.at(-1)?.requestedAt ?? '') < Date.now() - hourMs;
        if (!pageInfo.hasNextPage || isOld) return;
        after = pageInfo.endCursor;
      }
    },
    clear: () => {
      entries.value = new Map();
    },
  };
}

/** Counts what has ended by when it was asked, in twelve stretches of five minutes, the oldest first. */
export function toBins(entries: Iterable<Entry>, now: number): readonly Bin[] {
  const end = Math.ceil(now / binMs) * binMs;
  const bins = Array.from({ length: binCount }, (_, index) => ({
    from: end - (binCount - index) * binMs,
    counts: { STABLE: 0, INTERMITTENT: 0, ANTENNA_ONLY: 0, NO_INTERNET: 0, OTHER: 0 },
  }));
  for (const entry of entries) {
    const bin = bins[Math.floor((Date.parse(entry.requestedAt) - (end - hourMs)) / binMs)];
    if (bin !== undefined && entry.status !== 'PENDING') bin.counts[outcomeOf(entry)] += 1;
  }
  return bins;
}

function outcomeOf({ connection }: Entry): Outcome {
  return outcomes.find((outcome) => outcome === connection) ?? 'OTHER';
}
