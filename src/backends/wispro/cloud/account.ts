import { toAmount } from '../../../model/amount.js';
import type { Locality } from '../../../model/backend.js';
import { type Money, toMoney } from '../../../model/money.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import { recordOf } from './protocol/list.js';
import { type CloudSession, defineRoute } from './protocol/session.js';

const accountRoute = defineRoute('/clients/{id}/current_account');

/**
 * Balance of a client, positive when the client owes: theirs is the other way round (cloud contract T7).
 * @returns null when it is missing or no number, which is not 0.
 */
export async function readBalance(
  session: CloudSession,
  id: string,
  locality: Locality,
  call: UpstreamCall,
): Promise<Money | null> {
  const account = recordOf(await session.read({ route: accountRoute, id }, call));
  const balance = toAmount(account?.balance_amount, locality);
  return balance === null ? null : toMoney(turn(balance), locality.currency);
}

/** The sign of a decimal, turned: money is no float (cloud contract T8). */
function turn(decimal: string): string {
  if (decimal.startsWith('-')) return decimal.slice(1);
  return /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}
