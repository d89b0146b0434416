import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountOfDocument, RegisterPaymentDocument } from '../../src/client/generated/operations.js';
import type { Fault } from '../../src/emulator/fault.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let cloud: WisproCloudEmulator;
let gateway: TestGateway;
let suricata: TestGateway;
let keys = 0;

beforeAll(async () => {
  cloud = await startWisproCloud({ subscribers: 60 });
  const environment = { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
  gateway = await startTestGateway({ backends: [], environment });
  suricata = await startTestGateway({ backends: ['wispro'] });
});
beforeEach(() => cloud.reset());
afterAll(async () => {
  await gateway.close();
  await suricata.close();
  await cloud.close();
});

const { suspended, paidAndPending } = wisproCases;
const clientId = encodeId('Client', 'WISPRO', suspended.clientId);
const invoicesOf = (id: string) => cloud.clients.find((client) => client.id === id)?.invoices ?? [];
const pending = () => invoicesOf(suspended.clientId).find(({ state }) => state === 'pending');
const invoiceId = (owner = suspended.clientId, id = pending()?.id ?? '') => encodeId('Invoice', 'WISPRO', owner, id);

const register = async (input: object = {}) => {
  keys += 1;
  const common = { amount: '100.50', reference: `CLOUD-${keys}`, idempotencyKey: `cloud-${keys}` };
  return dataOf(await gateway.run(RegisterPaymentDocument, { input: { ...common, ...input } } as never))
    .registerPayment;
};
const made = () =>
  cloud.writes.filter(({ kind }) => kind === 'payment').map(({ id }) => cloud.payments.find((each) => each.id === id));

describe('a payment at Wispro’s own API', () => {
  it('of an invoice is booked once, at noon of the ISP’s day, under its reference (cloud contract T15)', async () => {
    const input = { invoiceId: invoiceId(), reference: 'TRX-77', idempotencyKey: 'one', method: 'Transferencia' };
    const first = await register(input);
    expect(first).toMatchObject({
      ...{ __typename: 'RegisterPaymentSuccess', replayed: false },
      payment: { paymentId: expect.any(String), invoiceId: invoiceId(), amount: { amount: '100.50', currency: 'ARS' } },
    });
    expect(await register(input)).toEqual({ ...first, replayed: true });
    expect(made()).toMatchObject([
      { clientId: suspended.clientId, cents: 10_050, code: 'TRX-77', comment: 'Transferencia', creditCents: 0 },
    ]);
    expect(made()[0]?.paidAt).toMatch(/T12:00:00\.000-03:00$/);
    expect(made()[0]?.parts).toMatchObject([{ invoice: { id: pending()?.id }, cents: 10_050 }]);
  });

  it('of an account is credited to it', async () => {
    expect((await register({ clientId })).__typename).toBe('RegisterPaymentSuccess');
    expect(made()).toMatchObject([{ clientId: suspended.clientId, creditCents: 10_050, parts: [] }]);
  });

  it('of a paid invoice is AlreadyPaid, and of another client’s or none InvoiceNotFound', async () => {
    const paid = invoicesOf(paidAndPending.clientId).find(({ state }) => state === 'paid')?.id ?? '';
    expect((await register({ invoiceId: invoiceId(paidAndPending.clientId, paid) })).__typename).toBe('AlreadyPaid');
    const foreign = invoiceId(paidAndPending.clientId, pending()?.id);
    expect((await register({ invoiceId: foreign })).__typename).toBe('InvoiceNotFound');
    const unknown = encodeId('Client', 'WISPRO', 'd0000000-0000-4000-8000-999999999999');
    expect((await register({ clientId: unknown })).__typename).toBe('ClientNotFound');
    expect(made()).toEqual([]);
  });

  it.each([
    ['a reset', { kind: 'reset', when: 'after' }],
    ['an error in the envelope', { kind: 'answer', when: 'after', status: 200, body: '{"status":500,"message":"x"}' }],
    ['an empty 200', { kind: 'answer', when: 'after', status: 200, body: '' }],
    [
      'the payment of another',
      {
        kind: 'answer',
        when: 'after',
        status: 200,
        body: '{"status":200,"data":{"id":"70000000-0000-4000-8000-000000000001","client_id":"x"}}',
      },
    ],
  ] as readonly (readonly [string, Fault])[])(
    'answered by %s is OutcomeUnknown, and not sent again (cloud contract T10)',
    async (_, fault) => {
      cloud.fault({ route: 'POST /api/v1/invoicing/payments', times: 1, fault });
      const input = { invoiceId: invoiceId(), reference: `LOST-${keys}` };
      const first = await register(input);
      expect(first.__typename).toBe('OutcomeUnknown');
      expect(await register(input)).toEqual(first);
      expect(made()).toHaveLength(1);
    },
  );

  it('that is refused is BackendRefused, and its reference is free again', async () => {
    cloud.settings({ surplus: 'refused' });
    const input = { invoiceId: invoiceId(), reference: 'SURPLUS' };
    expect((await register({ ...input, amount: '1.00' })).__typename).toBe('BackendRefused');
    cloud.settings({ surplus: 'credit' });
    expect((await register(input)).__typename).toBe('RegisterPaymentSuccess');
  });

  it('shows at once in the account', async () => {
    const before = dataOf(await gateway.run(AccountOfDocument, { id: clientId })).client?.account;
    expect(before?.state).toBe('SUSPENDED');
    const amount = ((pending()?.cents ?? 0) / 100).toFixed(2);
    expect((await register({ invoiceId: invoiceId(), amount })).__typename).toBe('RegisterPaymentSuccess');
    const after = dataOf(await gateway.run(AccountOfDocument, { id: clientId })).client?.account;
    expect(before?.owed?.amount).not.toBe('0.00');
    expect(after?.owed?.amount).toBe('0.00');
  });

  it('is not taken through Suricata', async () => {
    const input = { clientId, amount: '1.00', reference: 'NO', idempotencyKey: 'no' };
    expect(codesOf(await suricata.run(RegisterPaymentDocument, { input }))).toEqual(['NOT_SUPPORTED']);
  });
});
