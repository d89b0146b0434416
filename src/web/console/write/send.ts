import type { Client, GatewayError, Locale, ProblemCode, Result } from '../../../client/index.js';
import type { Intent } from './intent.js';

/** What became of a write. */
export type Outcome =
  | { readonly kind: 'done'; readonly replayed: boolean; readonly ticketId: number | null }
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

type Answer = {
  readonly __typename: string;
  readonly code?: ProblemCode;
  readonly message?: string;
  readonly replayed?: boolean;
  readonly reference?: string;
  readonly backend?: string;
  readonly fields?: readonly { readonly message: string }[];
  readonly ticket?: { readonly ticketId: number };
};

/** Codes with which nothing of the request was begun: it may be changed and sent under another key. */
const refused: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_SUPPORTED', 'UNAUTHENTICATED']);

/** Sends an intent under its key. */
export async function send(client: Client, intent: Intent, locale: Locale): Promise<Outcome> {
  const result = await ask(client, intent, locale);
  if (result.kind === 'failed') return { kind: 'error', error: result.errors[0] };
  const [answer] = Object.values(result.data) as [Answer];
  const { code, message = '', reference, backend = '' } = answer;
  if (reference !== undefined && code === 'OUTCOME_UNKNOWN') return { kind: 'unknown', message, reference, backend };
  if (code !== undefined) {
    return { kind: 'problem', code, message, details: answer.fields?.map((field) => field.message) ?? [] };
  }
  return { kind: 'done', replayed: answer.replayed === true, ticketId: answer.ticket?.ticketId ?? null };
}

/** True when it is clear whether it was done. */
export function isSettled(outcome: Outcome): boolean {
  if (outcome.kind === 'unknown') return false;
  if (outcome.kind === 'error') return refused.has(outcome.error.code);
  return !(outcome.kind === 'problem' && outcome.code === 'IDEMPOTENCY_IN_PROGRESS');
}

function ask(client: Client, intent: Intent, locale: Locale): Promise<Result<object>> {
  const { kind, clientId, about, idempotencyKey, values } = intent;
  const value = (name: string): string => values[name]?.trim() ?? '';
  if (kind === 'ticket') {
    const text = { subject: value('subject'), description: value('description') };
    return client.operatorCreateTicket({
      input: { clientId, ...text, idempotencyKey, force: value('force') === 'yes' },
      locale,
    });
  }
  if (kind === 'promise') {
    const whose = value('contract') === '' ? { clientId } : { contractId: value('contract') };
    return client.operatorCreatePromise({
      input: { ...whose, validUntil: value('validUntil'), idempotencyKey, force: false },
      locale,
    });
  }
  if (kind === 'phone') {
    return client.operatorUpdateClient({ input: { clientId, phone: value('phone'), idempotencyKey }, locale });
  }
  const method = value('method') === '' ? {} : { method: value('method') };
  const payment = { amount: value('amount'), reference: value('reference'), reconnect: value('reconnect') === 'yes' };
  return client.operatorRegisterPayment({
    input: { invoiceId: about, ...payment, ...method, idempotencyKey, force: false },
    locale,
  });
}
