import type { Client, Locale, ProblemCode, Result, ZonePingRowFragment } from '../../../../client/index.js';
import type { Intent } from './intent.js';
import { lookAgain } from './look-again.js';
import { requests } from './request.js';
import type { Outcome } from './result.js';

type Answer = {
  readonly __typename: string;
  readonly code?: ProblemCode;
  readonly message?: string;
  readonly replayed?: boolean;
  readonly reference?: string;
  readonly backend?: string;
  readonly fields?: readonly { readonly message: string }[];
  readonly ticket?: { readonly ticketId: number };
  readonly zonePing?: ZonePingRowFragment;
};

/** Sends an intent under its key. */
export async function send(client: Client, intent: Intent, locale: Locale): Promise<Outcome> {
  const outcome = toOutcome(await requests[intent.kind](client, intent, locale));
  return (await lookAgain(client, intent, outcome)) ? done : outcome;
}

const done: Outcome = { kind: 'done', replayed: false, ticketId: null };

function toOutcome(result: Result<object>): Outcome {
  if (result.kind === 'failed') return { kind: 'error', error: result.errors[0] };
  const [answer] = Object.values(result.data) as [Answer];
  const { code, message = '', reference, backend = '' } = answer;
  if (reference !== undefined && code === 'OUTCOME_UNKNOWN') return { kind: 'unknown', message, reference, backend };
  if (code !== undefined) {
    return { kind: 'problem', code, message, details: answer.fields?.map((field) => field.message) ?? [] };
  }
  const { replayed = false, ticket, zonePing } = answer;
  return { kind: 'done', replayed, ticketId: ticket?.ticketId ?? null, zonePing };
}
