import { afterEach, describe, expect, it } from 'vitest';
import {
  PaymentReportsDocument,
  RegisterPaymentDocument,
  ReportPaymentDocument,
  ResolveOutcomeDocument,
  WriteOutcomeDocument,
} from '../../src/client/generated/operations.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { until } from '../store/subject.js';
import { dataOf, startTestGateway, type TestGateway, type Who } from './gateway.js';

const apiKey = 'wisphub-planted-api-key';
const admin: Who = { subject: 'staff', scopes: [...scopes, 'admin'] };
const service = 1002;
const clientId = encodeId('Client', 'WISPHUB', service);
const invoiceId = encodeId('Invoice', 'WISPHUB', service, 10_022);
const reference = 'Bank 0123456789-x';
const amount = '80000.00';

let gateway: TestGateway;

/** Fails as well when an answer or a log holds a secret. */
afterEach(() => gateway.close());

async function start(reconcilerTimeScale: number): Promise<void> {
  gateway = await startTestGateway({
    backends: ['wispHub'],
    wispHub: { lineage: 'native' },
    environment: { WISPHUB_API_KEY: apiKey, WISPHUB_PAYMENT_METHOD: 'efectivo' },
    reconcilerTimeScale,
  });
}

const payments = () => gateway.wispHub.effects.payments;
const register = async (more: object = {}) => {
  const input = { invoiceId, amount, reference, idempotencyKey: 'lost', ...more };
  return dataOf(await gateway.run(RegisterPaymentDocument, { input }, admin)).registerPayment;
};

/** @returns what the write is called. */
async function lose(when: 'before' | 'after', more: object = {}): Promise<string> {
  gateway.wispHub.fault({ route: 'registrar-pago', times: 1, fault: { kind: 'reset', when } });
  const lost = await register(more);
  if (lost.__typename !== 'OutcomeUnknown') throw new Error(lost.__typename);
  return lost.reference;
}

/** By a cashier, or by what stalled on its way. */
async function pay(paid: { readonly reference: string; readonly amount?: number; readonly invoice?: number }) {
  const body = { forma_pago: 16_101, accion: 0, fecha_pago: '2026-10-20 12:00', total_cobrado: paid.amount ?? 80_000 };
  const response = await fetch(`${gateway.wispHub.url}/api/facturas/${paid.invoice ?? 10_022}/registrar-pago/`, {
    method: 'POST',
    headers: { authorization: `Api-Key ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, referencia: paid.reference }),
  });
  expect(response.status).toBe(200);
}

async function stateOf(write: string): Promise<string | undefined> {
  return dataOf(await gateway.run(WriteOutcomeDocument, { reference: write }, admin)).writeOutcome?.state;
}

/** @returns the first of them. */
async function end(write: string): Promise<string | undefined> {
  let state: string | undefined;
  await until(async () => {
    state = await stateOf(write);
    return ['DONE', 'NOT_DONE', 'PERSON'].includes(state ?? '');
  }, 20_000);
  return state;
}

describe('a payment at WispHub’s own API whose answer was lost', () => {
  it.each([
    ['stored', {}],
    ['capitals', { paymentReference: 'upper' }],
    ['stored of a part that is answered with a 400', { partialPaymentFails: true }],
  ])('and that is there, its reference %s, is found, and the same request answers it', async (_, settings) => {
    await start(0.02);
    gateway.wispHub.settings(settings);
    const part = { amount: '100.00' };
    const write = await lose('after', part);
    expect(await end(write)).toBe('DONE');
    expect(await register(part)).toMatchObject({
      ...{ __typename: 'RegisterPaymentSuccess', replayed: true },
      payment: { invoiceId, amount: { amount: '100.00', currency: 'COP' }, reference },
    });
    expect(payments()).toHaveLength(1);
    expect(gateway.wispHub.effects.violations).toEqual([]);
  });

  it('and that lands two minutes later is found then', async () => {
    await start(0.02);
    const write = await lose('before');
    // At the second look, a minute after.
    await until(() => reads() >= 2, 20_000);
    expect(await stateOf(write)).toBe('READING');
    await pay({ reference });
    expect(await end(write)).toBe('DONE');
    expect(payments()).toHaveLength(1);
  });

  it.each([
    ['nobody paid', async () => undefined, 'RegisterPaymentSuccess'],
    ['a cashier paid the same amount', () => pay({ reference: 'CAJA-1' }), 'AlreadyPaid'],
    ['a cashier paid another amount under its reference', () => pay({ reference, amount: 79_999 }), 'AlreadyPaid'],
    ['somebody paid another invoice', () => pay({ reference, invoice: 10_141 }), 'RegisterPaymentSuccess'],
  ])('and that never came, where %s, is left to a person, who may force it', async (_, happen, forced) => {
    await start(0.005);
    const write = await lose('before');
    await happen();
    expect(await end(write)).toBe('PERSON');
    // One more where a lease of milliseconds is over before its look is.
    expect(reads()).toBeGreaterThanOrEqual(3);
    expect((await register()).__typename).toBe('OutcomeUnknown');
    expect(gateway.wispHub.calls.filter(({ route }) => route.endsWith('registrar-pago/')).length).toBeLessThan(3);
    expect((await register({ idempotencyKey: 'forced', force: true })).__typename).toBe(forced);
  });

  it.each(['cut', 'lost'])('and whose reference is stored %s is left to a person', async (paymentReference) => {
    await start(0.005);
    gateway.wispHub.settings({ paymentReference });
    expect(await end(await lose('after'))).toBe('PERSON');
  });

  it('of an invoice that had just been carried into another is left to a person', async () => {
    await start(0.005);
    gateway.wispHub.settings({ beforePayment: 'moved' });
    const lost = await register();
    expect(lost.__typename).toBe('OutcomeUnknown');
    expect(await end((lost as { reference: string }).reference)).toBe('PERSON');
  });

  it('of which a person says that it is there is answered as it was sent, and its report is confirmed', async () => {
    await start(0.005);
    gateway.wispHub.settings({ paymentReference: 'lost' });
    const report = { clientId, amount, reference, contentHash: 'a'.repeat(64) };
    const { reportPayment } = dataOf(await gateway.run(ReportPaymentDocument, { input: report }, admin));
    if (reportPayment.__typename !== 'ReportPaymentSuccess') throw new Error(reportPayment.__typename);
    const more = { reportId: reportPayment.paymentReport.id };
    const write = await lose('after', more);
    expect(await end(write)).toBe('PERSON');
    const input = { reference: write, outcome: 'DONE', note: 'En el panel' } as const;
    dataOf(await gateway.run(ResolveOutcomeDocument, { input }, admin));
    const { paymentReports } = dataOf(await gateway.run(PaymentReportsDocument, { first: 5 }, admin));
    expect(paymentReports.nodes).toMatchObject([{ state: 'CONFIRMED' }]);
    expect(await register(more)).toMatchObject({
      ...{ __typename: 'RegisterPaymentSuccess', replayed: true },
      payment: { invoiceId, reference },
    });
    expect(payments()).toHaveLength(1);
  });
});

/** Looks at the invoice since its payment was sent. */
function reads(): number {
  const { calls } = gateway.wispHub;
  const sent = calls.findIndex(({ route }) => route.endsWith('registrar-pago/'));
  return calls.slice(sent).filter(({ route }) => route === 'GET /api/facturas/{id}/').length;
}
