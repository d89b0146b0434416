import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { dataOf, type TestGateway } from './gateway.js';
import { idOf, startNative, writesOf } from './native.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startNative();
});
afterEach(async () => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  await gateway.close();
});

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const clientId = idOf(cases.suspended);

/** Each write, and where its effect shows. */
const writes = [
  ['createTicket', 'tickets', { clientId, subject: 'Internet Lento', description: 'Va lento', idempotencyKey: 'late' }],
  ['createPaymentPromise', 'promises', { clientId, validUntil: day, idempotencyKey: 'late' }],
  ['updateClient', 'updates', { clientId, document: '52999888', idempotencyKey: 'late' }],
  [
    'registerPayment',
    'payments',
    {
      ...{ invoiceId: encodeId('Invoice', 'WISPHUB', 1015, 10_151), amount: '40000.00' },
      ...{ reference: 'LATE-1', idempotencyKey: 'late' },
    },
  ],
] as const;

describe("a write by WispHub's own API that stalls and is applied two minutes later (A-40, T07)", () => {
  it.each(writes)('%s is OutcomeUnknown, and is not sent again', { timeout: 60_000 }, async (name, effect, input) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`;
    const send = async () =>
      dataOf(await gateway.send<Record<string, { readonly __typename: string }>>(mutation, { input }))[name]
        ?.__typename;
    gateway.wispHub.settings({ stallWrites: true, stallLate: true });
    expect(await send()).toBe('OutcomeUnknown');
    gateway.wispHub.settings({ stallWrites: false });
    expect(await send()).toBe('OutcomeUnknown');
    expect(gateway.wispHub.effects[effect]).toEqual([]);
    gateway.wispHub.advance(121);
    await gateway.send('query ($id: ID!) { client(by: { id: $id }) { name } }', { id: clientId });
    expect(gateway.wispHub.effects[effect]).toHaveLength(1);
    await send();
    expect([writesOf(gateway).length, gateway.wispHub.effects[effect].length]).toEqual([1, 1]);
  });
});
