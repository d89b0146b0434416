/** Mutations that go through the idempotency store, by name. */
export const writeOperations = [
  'createPaymentPromise',
  'createTicket',
  'diagnoseConnection',
  'registerPayment',
  'startPing',
  'updateClient',
] as const;

export type WriteOperation = (typeof writeOperations)[number];
