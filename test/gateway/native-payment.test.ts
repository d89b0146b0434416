import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RegisterPaymentDocument } from '../../src/client/generated/operations.js';
import type { WispHubChanges } from '../../src/emulator/wisphub/settings.js';
import { encodeId } from '../../src/model/id.js';
import { dataOf, type TestGateway } from './gateway.js';
import { startNative, writesOf } from './native.js';

let gateway: TestGateway;
let keys = 0;

beforeAll(async () => {
  gateway = await startNative();
});
afterEach(() => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  gateway.wispHub.reset();
});
afterAll(() => gateway.close());

/** The open invoice of a service that is active, and what it comes to. */
const open = { invoiceId: encodeId('Invoice', 'WISPHUB', 1001, 10_011), amount: '40000.00' };
const reference = () => `Transferencia-${++keys}`;

const register = async (input: object = {}) => {
  const asked = { ...open, reference: reference(), idempotencyKey: `native-${keys}`, ...input };
  return dataOf(await gateway.run(RegisterPaymentDocument, { input: asked } as never)).registerPayment;
};
const posts = () => writesOf(gateway).length;
const payments = () => gateway.wispHub.effects.payments;

describe("an assumed point of payments by WispHub's own API", () => {
  it.each(['errors', 'text', 'detail', 'messages', 'http400'])(
    'A-04 %s: an invoice that was paid meanwhile is AlreadyPaid, in whatever form that is said',
    async (alreadyPaid) => {
      gateway.wispHub.settings({ alreadyPaid, beforePayment: 'paid' });
      expect((await register()).__typename).toBe('AlreadyPaid');
      expect([posts(), payments().length]).toEqual([1, 0]);
    },
  );

  it.each<[WispHubChanges, string, number]>([
    [{}, 'BackendRefused', 0],
    [{ alreadyPaid: 'http400' }, 'OutcomeUnknown', 0],
    // The ledger has it as paid.
    [{ cancelledPayment: 'taken' }, 'RegisterPaymentSuccess', 1],
  ])('A-22 %j: an invoice that was cancelled meanwhile is never AlreadyPaid', async (settings, name, recorded) => {
    gateway.wispHub.settings({ ...settings, beforePayment: 'cancelled' });
    expect((await register()).__typename).toBe(name);
    expect([posts(), payments().length]).toEqual([1, recorded]);
  });

  it('A-22: an invoice that cannot be read after the refusal is refused, and not said to be paid', async () => {
    gateway.wispHub.settings({ beforePayment: 'paid' });
    const route = 'GET /api/facturas/{id}/';
    gateway.wispHub.fault({ route, skip: 1, fault: { kind: 'answer', when: 'before', status: 502, body: '<html>' } });
    expect((await register()).__typename).toBe('BackendRefused');
    expect(posts()).toBe(1);
  });

  it.each(['refused', 'taken'])('A-22 %s: nothing is sent for one that is cancelled', async (cancelledPayment) => {
    gateway.wispHub.settings({ cancelledPayment });
    const invoiceId = encodeId('Invoice', 'WISPHUB', 1016, 10_161);
    expect((await register({ invoiceId })).__typename).toBe('BackendRefused');
    expect(posts()).toBe(0);
  });

  it.each([
    ['stored', 'RegisterPaymentSuccess'],
    ['refused', 'BackendRefused'],
    ['cut', 'RegisterPaymentSuccess'],
    ['upper', 'RegisterPaymentSuccess'],
    ['lost', 'RegisterPaymentSuccess'],
  ])('A-23 %s: a payment whose reference is stored otherwise is %s, once', async (paymentReference, name) => {
    gateway.wispHub.settings({ paymentReference });
    const input = { reference: reference(), idempotencyKey: `reference-${keys}` };
    expect((await register(input)).__typename).toBe(name);
    if (name === 'BackendRefused') return expect([posts(), payments().length]).toEqual([1, 0]);
    // Our own record tells the reference, however they have written it.
    expect(await register(input)).toMatchObject({ replayed: true, payment: { reference: input.reference } });
    expect((await register({ ...input, idempotencyKey: `other-${keys}` })).__typename).not.toBe(
      'RegisterPaymentSuccess',
    );
    expect([posts(), payments().length]).toEqual([1, 1]);
  });

  it.each(['success', 'text', 'object', 'failure'])(
    'A-45 %s: a payment is what the ledger says, whatever its task ends in',
    async (paymentTask) => {
      gateway.wispHub.settings({ paymentTask });
      expect(await register({ reconnect: true })).toMatchObject({ __typename: 'RegisterPaymentSuccess' });
      expect(payments()).toMatchObject([{ reconnects: true }]);
      expect(gateway.wispHub.calls.filter(({ path }) => path.startsWith('/api/tasks/'))).toEqual([]);
    },
  );
});

describe("a trap of payments by WispHub's own API", () => {
  const account = `query ($id: ID!) {
    client(by: { id: $id }) { paymentStatus account { owed { amount } invoiced { amount } carried { amount } } }
  }`;
  const owed = async () => {
    const sent = await gateway.send<{ client: object }>(account, { id: encodeId('Client', 'WISPHUB', 1001) });
    return dataOf(sent).client;
  };

  it('T13: a payment of less is paid, and the rest is owed on', async () => {
    expect((await register({ amount: '30000.00' })).__typename).toBe('RegisterPaymentSuccess');
    expect(await owed()).toMatchObject({
      account: { invoiced: { amount: '0.00' }, carried: { amount: '50000.00' }, owed: { amount: '50000.00' } },
    });
  });

  it('T15: an invoice that was paid just now is not owed, although its row says so for a while', async () => {
    await register();
    const query = new URLSearchParams({ id_servicio: '1001', limit: '1' });
    const headers = { authorization: 'Api-Key wisphub-planted-api-key' };
    const row = await (await fetch(`${gateway.wispHub.url}/api/clientes/?${query}`, { headers })).text();
    expect(row).toContain('"estado_facturas":"Pendiente de Pago"');
    expect(await owed()).toMatchObject({ paymentStatus: 'Activo', account: { invoiced: { amount: '0.00' } } });
  });
});
