import type { GatewayError, ProblemCode, ZonePingRowFragment } from '../../../../client/index.js';

/** What became of a write. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly replayed: boolean;
      readonly ticketId: number | null;
      readonly zonePing?: ZonePingRowFragment | undefined;
    }
  /** Not done, for a reason that concerns the person. */
  | {
      readonly kind: 'problem';
      readonly code: ProblemCode;
      readonly message: string;
      readonly details: readonly string[];
    }
  /** Done or not: which of the two is not known here. */
  | { readonly kind: 'unknown'; readonly message: string; readonly reference: string; readonly backend: string }
  | { readonly kind: 'error'; readonly error: GatewayError };

/** Codes with which nothing of the request was begun: it may be changed and sent under another key. */
const refused: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_SUPPORTED', 'UNAUTHENTICATED']);

/** True when it is clear whether it was done. */
export function isSettled(outcome: Outcome): boolean {
  if (outcome.kind === 'unknown') return false;
  if (outcome.kind === 'error') return refused.has(outcome.error.code);
  return !(outcome.kind === 'problem' && outcome.code === 'IDEMPOTENCY_IN_PROGRESS');
}
