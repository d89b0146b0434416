import type { Client } from '../../../../client/index.js';
import type { Intent } from './intent.js';
import type { Outcome } from './result.js';

/**
 * Decisions about what the gateway itself keeps have no idempotency key: a repeat of one whose answer was lost is refused, for it has been
 * made. @returns true when what was asked for is the case.
 */
export async function lookAgain(client: Client, { kind, about, values }: Intent, outcome: Outcome): Promise<boolean> {
  if (kind === 'outcome' && outcome.kind === 'error' && outcome.error.code === 'BAD_USER_INPUT') {
    const answer = await client.writeOutcome({ reference: about });
    return answer.kind !== 'failed' && answer.data.writeOutcome?.state === values.outcome;
  }
  if (kind === 'rejection' && outcome.kind === 'problem' && outcome.code === 'PAYMENT_REPORT_CLOSED') {
    const answer = await client.paymentReports({ states: ['REJECTED'], first: 100 });
    return answer.kind !== 'failed' && answer.data.paymentReports.nodes.some(({ id }) => id === about);
  }
  return false;
}
