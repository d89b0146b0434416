import type { Client, Locale, Result } from '../../../../client/index.js';
import type { Intent, WriteKind } from './intent.js';

type Request = (client: Client, intent: Intent, locale: Locale) => Promise<Result<object>>;

/** The request of each kind of write, under the intent's key where the gateway takes one. */
export const requests: Readonly<Record<WriteKind, Request>> = {
  ticket: (client, intent, locale) => {
    const { clientId, idempotencyKey } = intent;
    const text = { subject: value(intent, 'subject'), description: value(intent, 'description') };
    const force = value(intent, 'force') === 'yes';
    return client.operatorCreateTicket({ input: { clientId, ...text, idempotencyKey, force }, locale });
  },
  promise: (client, intent, locale) => {
    const contractId = value(intent, 'contract');
    const whose = contractId === '' ? { clientId: intent.clientId } : { contractId };
    const validUntil = value(intent, 'validUntil');
    const { idempotencyKey } = intent;
    return client.operatorCreatePromise({ input: { ...whose, validUntil, idempotencyKey, force: false }, locale });
  },
  phone: (client, intent, locale) => {
    const { clientId, idempotencyKey } = intent;
    return client.operatorUpdateClient({ input: { clientId, phone: value(intent, 'phone'), idempotencyKey }, locale });
  },
  payment: (client, intent, locale) =>
    client.operatorRegisterPayment({ input: { invoiceId: intent.about, ...paymentOf(intent) }, locale }),
  report: (client, intent, locale) => {
    const invoiceId = value(intent, 'invoice');
    const whose = invoiceId === accountCredit ? { clientId: intent.clientId } : { invoiceId };
    return client.operatorRegisterPayment({
      input: { ...whose, reportId: intent.about, ...paymentOf(intent) },
      locale,
    });
  },
  rejection: (client, { about }, locale) => client.rejectPaymentReport({ id: about, locale }),
  outcome: (client, intent) => {
    const outcome = value(intent, 'outcome') === 'DONE' ? 'DONE' : 'NOT_DONE';
    return client.resolveOutcome({ input: { reference: intent.about, outcome, note: value(intent, 'note') } });
  },
  zone: (client, { about, idempotencyKey }, locale) =>
    client.startZonePing({ input: { zoneId: Number(about), idempotencyKey }, locale }),
};

/** In place of an invoice: the payment goes to the account. */
export const accountCredit = 'account';

function paymentOf(intent: Intent) {
  const method = value(intent, 'method');
  return {
    ...{ amount: value(intent, 'amount'), reference: value(intent, 'reference') },
    ...{ reconnect: value(intent, 'reconnect') === 'yes', idempotencyKey: intent.idempotencyKey, force: false },
    ...(method === '' ? {} : { method }),
  };
}

function value({ values }: Intent, name: string): string {
  return values[name]?.trim() ?? '';
}
