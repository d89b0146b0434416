import type { DomainObserver } from '../../domain/observer.js';
import type { CallObserver, CallOutcome } from '../../upstream/call.js';
import type { Instruments } from './instrument.js';

const results = { DONE: 'done', NOT_DONE: 'not_done', PERSON: 'person' } as const;

/** Counts what is asked of back ends and done in the domain. @param own labels of whose it is. */
export function createObserver(
  instruments: Instruments,
  own: { readonly tenant?: string },
): CallObserver & DomainObserver {
  const { requests, calls, cacheAges, cacheMisses } = instruments;
  return {
    beginRequest: ({ backend, kind, route }) => {
      const startedAt = performance.now();
      return (outcome) =>
        requests.observe(
          { backend, kind, route, outcome: toWord(outcome), ...own },
          (performance.now() - startedAt) / 1_000,
        );
    },
    onCall: (backend, kind, outcome) => calls.inc({ backend, kind, outcome: toWord(outcome), ...own }),
    onHedge: (backend, kind, by) => instruments.hedges.inc({ backend, kind, by: by ?? 'none', ...own }),
    onCacheRead: (backend, kind, outcome, ageMs) => {
      if (outcome === 'hit' || outcome === 'stale')
        cacheAges.observe({ backend, kind, outcome, ...own }, ageMs / 1_000);
      else cacheMisses.inc({ backend, kind, outcome, ...own });
    },
    onWriteState: (operation, state) => instruments.idempotencyTransitions.inc({ operation, state, ...own }),
    onWriteEnd: (operation, outcome) => instruments.writes.inc({ operation, outcome, ...own }),
    onWriteSettled: (operation, backend, state, by) =>
      instruments.resolvedWrites.inc({ operation, backend, result: results[state], by, ...own }),
    onPingPoll: (reading) => instruments.pingPolls.inc({ reading, ...own }),
    onWebhook: (type, outcome) => instruments.webhooks.inc({ type, outcome, ...own }),
    onPingEnd: (status) => instruments.pingEnds.inc({ status, ...own }),
  };
}

/** Of statuses the class: a back end could send any. */
function toWord(outcome: CallOutcome): string {
  return typeof outcome === 'number' ? `${Math.floor(outcome / 100)}xx` : outcome;
}
