import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { createId, serialOf } from '../../fixtures/identifier.js';
import type { Subscriber } from '../../fixtures/subscriber.js';
import { type CloudInstance, openCents } from '../state/instance.js';
import { localeOf, record, refuse } from '../wire/envelope.js';
import { writeMoney } from '../wire/money.js';
import { findClient } from './client.js';

/** `GET /clients/{uuid}/current_account`: negative owes (cloud contract 2.3, T7, A-05). */
export function showAccount(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const client = findClient(instance, id);
  if (client === undefined) return refuse({ status: 404 }, localeOf(query));
  return record('current_account', writeAccount(instance, client), instance.settings.recordAs);
}

function writeAccount(instance: CloudInstance, client: Subscriber): Row {
  const { moneyAs, balance } = instance.settings;
  const credit = creditOf(instance, client);
  const open = openOf(instance, client);
  const amounts: Readonly<Record<typeof balance, () => Row>> = {
    creditLessOpen: () => ({ balance_amount: writeMoney(credit - open, moneyAs) }),
    credit: () => ({ balance_amount: writeMoney(credit, moneyAs) }),
    null: () => ({ balance_amount: null }),
    missing: () => ({}),
    renamed: () => ({ balance: writeMoney(credit - open, moneyAs), available_credit: writeMoney(credit, moneyAs) }),
  };
  return {
    id: createId('account', serialOf(client.id)),
    ...amounts[balance](),
    credit_amount: writeMoney(credit, moneyAs),
    invoice_balance_amount: writeMoney(open, moneyAs),
    created_at: '2021-02-23T14:45:17.627-03:00',
    updated_at: '2024-05-20T10:30:00.200-03:00',
  };
}

export function creditOf({ state }: CloudInstance, { id }: Subscriber): number {
  return state.credit.get(id) ?? 0;
}

/** Cents owed on a client's invoices. */
export function openOf(instance: CloudInstance, client: Subscriber): number {
  return client.invoices.reduce((total, invoice) => total + openCents(instance, invoice), 0);
}
