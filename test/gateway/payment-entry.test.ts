import { afterEach, describe, expect, it } from 'vitest';
import { RegisterPaymentDocument } from '../../src/client/generated/operations.js';
import type { Fault } from '../../src/emulator/fault.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;
let keys = 0;

afterEach(() => gateway.close());

const apiKey = { WISPHUB_API_KEY: 'wisphub-planted-api-key' };

async function start(
  environment: Readonly<Record<string, string>> = { ...apiKey, WISPHUB_PAYMENT_METHOD: 'efectivo' },
): Promise<void> {
  gateway = await startTestGateway({ backends: ['wispHub'], wispHub: { lineage: 'native' }, environment });
}

/** The emulator has one invoice of this month for each service, by ten times its number and one. */
const service = wispHubCases.negativeBalance.id_servicio;
const moved = encodeId('Invoice', 'WISPHUB', 1002, 10_021);
const invoiceOf = (id: number, number = id * 10 + 1): string => encodeId('Invoice', 'WISPHUB', id, number);
const open = encodeId('Invoice', 'WISPHUB', 1002, 10_022);
const payments = () => gateway.wispHub.effects.payments;
const posts = () => gateway.wispHub.calls.filter(({ route }) => route.endsWith('registrar-pago/')).length;

const send = (input: object, who = {}) =>
  gateway.run(
    RegisterPaymentDocument,
    {
      input: { invoiceId: open, amount: '80000.00', reference: `TRX-${++keys}`, idempotencyKey: `k-${keys}`, ...input },
    } as never,
    who,
  );
const register = async (input: object = {}) => dataOf(await send(input)).registerPayment;

describe('a payment at WispHub’s own API', () => {
  it('T42: is recorded once with its reference, and the same key replays it', async () => {
    await start();
    const input = { reference: 'TRX-9 B', idempotencyKey: 'same', reconnect: false };
    const first = await register(input);
    expect(first).toMatchObject({
      __typename: 'RegisterPaymentSuccess',
      replayed: false,
      payment: { invoiceId: open, amount: { amount: '80000.00', currency: 'COP' }, reference: 'TRX-9 B' },
    });
    expect(await register(input)).toEqual({ ...first, replayed: true });
    expect(payments()).toEqual([
      { invoiceId: 10_022, collected: 80_000, method: 16_101, reconnects: false, reference: 'TRX-9 B' },
    ]);
    expect(await register({ ...input, amount: '1.00' })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('T11: that is for an invoice carried into another is InvoiceMoved, and nothing is sent', async () => {
    await start();
    expect((await register({ invoiceId: moved })).__typename).toBe('InvoiceMoved');
    expect(posts()).toBe(0);
  });

  it('of what is paid, in doubt, another client’s or nobody’s is told apart, and nothing is sent', async () => {
    await start();
    const reference = 'ONE-REFERENCE';
    expect((await register({ invoiceId: invoiceOf(1012), reference })).__typename).toBe('AlreadyPaid');
    expect((await register({ invoiceId: invoiceOf(1004), reference })).__typename).toBe('BackendRefused');
    expect((await register({ invoiceId: invoiceOf(service, 10_022), reference })).__typename).toBe('InvoiceNotFound');
    expect((await register({ invoiceId: invoiceOf(1002, 99_999_999), reference })).__typename).toBe('InvoiceNotFound');
    expect((await register({ invoiceId: invoiceOf(999_999), reference })).__typename).toBe('InvoiceNotFound');
    expect(posts()).toBe(0);
    // What was refused has used neither the key nor the reference.
    expect((await register({ reference })).__typename).toBe('RegisterPaymentSuccess');
  });

  it.each([
    ['paid', 'AlreadyPaid', 0],
    ['moved', 'OutcomeUnknown', 1],
  ])('of an invoice that is %s between the look and the payment is %s', async (beforePayment, name, recorded) => {
    await start();
    gateway.wispHub.settings({ beforePayment });
    expect((await register()).__typename).toBe(name);
    expect([posts(), payments().length]).toEqual([1, recorded]);
  });

  it('T12: of a part that is applied and answered with a 400 is OutcomeUnknown', async () => {
    await start();
    gateway.wispHub.settings({ partialPaymentFails: true });
    expect((await register({ amount: '100.00' })).__typename).toBe('OutcomeUnknown');
    expect(payments()).toHaveLength(1);
  });

  it.each([
    ['a reset', { kind: 'reset', when: 'after' }],
    ['a 503', { kind: 'answer', when: 'after', status: 503, body: '' }],
    ['a page', { kind: 'answer', when: 'after', status: 200, body: '<!DOCTYPE html>' }],
    ['half an answer', { kind: 'cut' }],
  ] as readonly (readonly [string, Fault])[])(
    'whose answer is lost by %s is OutcomeUnknown, and is not sent again by any key, nor forced while it is looked for',
    async (_, fault) => {
      await start();
      gateway.wispHub.fault({ route: 'registrar-pago', times: 1, fault });
      const input = { reference: 'LOST-1', idempotencyKey: 'lost' };
      const first = await register(input);
      expect(first).toMatchObject({ __typename: 'OutcomeUnknown', code: 'OUTCOME_UNKNOWN', retryable: false });
      expect(await register(input)).toEqual(first);
      expect(await register({ ...input, idempotencyKey: 'another' })).toEqual(first);
      expect(posts()).toBe(1);
      // It may still land, or be found.
      expect(await register({ ...input, idempotencyKey: 'forced', force: true })).toEqual(first);
      expect(posts()).toBe(1);
    },
  );

  it('that did not leave is an error which may be retried with the same key', async () => {
    await start();
    gateway.wispHub.fault({ route: 'GET /api/facturas/{id}/', times: 9, fault: { kind: 'reset', when: 'before' } });
    const answer = await send({ idempotencyKey: 'retry', reference: 'RETRY-1' });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }]);
    gateway.wispHub.clearFaults();
    const again = await register({ idempotencyKey: 'retry', reference: 'RETRY-1' });
    expect(again.__typename).toBe('RegisterPaymentSuccess');
    expect(payments()).toHaveLength(1);
  });

  it('under a reference that is on record is PaymentReferenceUsed, for whomever and however it is written', async () => {
    await start();
    expect((await register({ reference: 'Bank-7' })).__typename).toBe('RegisterPaymentSuccess');
    const suspended = gateway.wispHub.clients.find(({ estado }) => estado === 'Suspendido')?.id_servicio ?? 0;
    expect(await register({ reference: 'BANK-7', invoiceId: invoiceOf(suspended) })).toMatchObject({
      __typename: 'PaymentReferenceUsed',
      code: 'PAYMENT_REFERENCE_USED',
      message: 'Ya hay un pago registrado con esa referencia.',
    });
    expect(payments()).toHaveLength(1);
  });

  it('sent by twenty at once is recorded once', async () => {
    await start();
    const results = await Promise.all(Array.from({ length: 20 }, () => register({ reference: 'CROWD' })));
    expect(results.filter(({ __typename: name }) => name === 'RegisterPaymentSuccess')).toHaveLength(1);
    expect(payments()).toHaveLength(1);
  });

  it('T43: names its method as the ISP does, or is invalid', async () => {
    await start(apiKey);
    for (const method of [undefined, 'Trueque']) {
      expect(await register({ method })).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['method'] }] });
    }
    expect((await register({ method: 'TRANSFERENCIA BANCOLOMBIA' })).__typename).toBe('RegisterPaymentSuccess');
    expect(payments()).toMatchObject([{ method: 16_102 }]);
  });

  it.each([
    [{ amount: '0.00' }, 'amount'],
    [{ amount: '-5.00' }, 'amount'],
    [{ amount: '1.005' }, 'amount'],
    [{ amount: undefined }, 'amount'],
    [{ reference: '' }, 'reference'],
    [{ reference: 'x'.repeat(51) }, 'reference'],
    [{ reference: 'señal' }, 'reference'],
    [{ currency: 'USD' }, 'currency'],
    [{ idempotencyKey: 'a b' }, 'idempotencyKey'],
  ])('with %j is InvalidInput, and nothing is asked', async (input, path) => {
    await start();
    expect(await register(input)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: [path] }] });
    expect(posts()).toBe(0);
  });

  it.each([
    [{ invoiceId: undefined }, 'input'],
    [{ clientId: encodeId('Client', 'WISPHUB', 1002) }, 'input'],
    [{ invoiceId: undefined, clientId: encodeId('Client', 'WISPHUB', 1002) }, 'input.invoiceId'],
    [{ invoiceId: encodeId('Client', 'WISPHUB', 1002) }, 'input.invoiceId'],
  ])('for %j is BAD_USER_INPUT', async (input, argument) => {
    await start();
    const answer = await send(input);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(posts()).toBe(0);
  });

  it('needs payments:write', async () => {
    await start();
    const who = { scopes: scopes.filter((scope) => scope !== 'payments:write' && scope !== 'personal:read') };
    expect(codesOf(await send({}, who))).toEqual(['FORBIDDEN']);
    expect(posts()).toBe(0);
  });

  it('leaves neither reference nor amount in the log', async () => {
    await start();
    await register({ reference: 'SECRET-REFERENCE', amount: '77123.00' });
    expect(gateway.logged()).not.toMatch(/SECRET-REFERENCE|77123/);
  });
});
