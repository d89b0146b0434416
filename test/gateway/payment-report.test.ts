import { afterEach, describe, expect, it } from 'vitest';
import {
  PaymentReportsDocument,
  PurgeClientDocument,
  RegisterPaymentDocument,
  RejectPaymentReportDocument,
  ReportPaymentDocument,
  VerifyClientDocument,
} from '../../src/client/generated/operations.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { codesOf, dataOf, startTestGateway, type TestGateway, type Who } from './gateway.js';
import { insist } from './instances.js';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

let cloud: WisproCloudEmulator;

async function startCloud(): Promise<void> {
  cloud = await startWisproCloud({ subscribers: 60 });
  closers.push(() => cloud.close());
}

async function start(environment: Readonly<Record<string, string>> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({
    ...{ backends: [], storeTimeoutMs: 5_000 },
    environment: { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken, ...environment },
  });
  closers.push(() => gateway.close());
  return gateway;
}

const clientId = encodeId('Client', 'WISPRO', wisproCases.suspended.clientId);
const other = encodeId('Client', 'WISPRO', wisproCases.paidAndPending.clientId);
const receipt = { clientId, amount: '150.00', reference: 'Bank-1', bank: 'Banco Nación', contentHash: 'ab'.repeat(32) };
const bot: Who = { subject: 'bot', scopes: ['clients:read', 'billing:read'] };

const report = async (gateway: TestGateway, changes: object = {}) =>
  dataOf(await insist(() => gateway.run(ReportPaymentDocument, { input: { ...receipt, ...changes } }))).reportPayment;
const idOf = (result: Awaited<ReturnType<typeof report>>): string =>
  result.__typename === 'ReportPaymentSuccess' ? result.paymentReport.id : '';
const listed = async (gateway: TestGateway, changes: object = {}) =>
  dataOf(await insist(() => gateway.run(PaymentReportsDocument, { first: 10, ...changes }))).paymentReports;
const register = async (gateway: TestGateway, input: object) =>
  dataOf(await gateway.run(RegisterPaymentDocument, { input: { idempotencyKey: 'confirm', ...input } } as never))
    .registerPayment;
const reject = async (gateway: TestGateway, id: string) =>
  dataOf(await gateway.run(RejectPaymentReportDocument, { id })).rejectPaymentReport.__typename;

describe('a receipt that a subscriber shows', () => {
  it('awaits a person, and changes nothing at the back end', async () => {
    await startCloud();
    const gateway = await start();
    expect(await report(gateway)).toMatchObject({ __typename: 'ReportPaymentSuccess', replayed: false });
    expect(await report(gateway, { reference: 'BANK-1', contentHash: 'AB'.repeat(32) })).toMatchObject({
      replayed: true,
    });
    expect(await report(gateway, { contentHash: 'cd'.repeat(32) })).toMatchObject({ replayed: false });
    expect(await report(gateway, { clientId: other })).toMatchObject({ replayed: false });
    const page = await listed(gateway, { states: ['OPEN'], first: 2 });
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(page.nodes).toMatchObject([{ client: { id: other } }, { contentHash: 'cd'.repeat(32) }]);
    const next = await listed(gateway, { first: 2, after: page.pageInfo.endCursor });
    expect(next.nodes).toMatchObject([
      {
        ...{ state: 'OPEN', amount: { amount: '150.00', currency: 'ARS' }, reference: 'Bank-1', bank: 'Banco Nación' },
        ...{ decidedAt: null, client: { id: clientId } },
      },
    ]);
    expect(cloud.writes).toEqual([]);
    expect(gateway.logged()).not.toMatch(/Bank-1|Nación|abababab/);
  });

  it('is one report through fifty channels at once', async () => {
    await startCloud();
    const gateway = await start();
    const results = await Promise.all(Array.from({ length: 50 }, () => report(gateway)));
    expect(new Set(results.map(idOf)).size).toBe(1);
    expect(results.filter((each) => 'replayed' in each && !each.replayed)).toHaveLength(1);
    expect((await listed(gateway)).totalCount).toBe(1);
  });

  it.skipIf(!canStartRedis())('is one report through fifty channels of two instances', async () => {
    await startCloud();
    const server = await startRedis();
    closers.push(() => server.close());
    const one = await start({ REDIS_URL: server.url });
    const two = await start({ REDIS_URL: server.url });
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => report(index % 2 === 0 ? one : two)));
    expect(new Set(results.map(idOf)).size).toBe(1);
    expect(results.filter((each) => 'replayed' in each && !each.replayed)).toHaveLength(1);
    for (const gateway of [one, two]) expect((await listed(gateway)).totalCount).toBe(1);
  });

  it('is confirmed by registering its payment, once', async () => {
    await startCloud();
    const gateway = await start();
    const reportId = idOf(await report(gateway));
    expect(await register(gateway, { clientId, reportId, reference: 'ANOTHER' })).toMatchObject({
      ...{ __typename: 'InvalidInput', fields: [{ path: ['reference'] }] },
    });
    expect((await register(gateway, { clientId: other, reportId })).__typename).toBe('PaymentReportNotFound');
    const first = await register(gateway, { clientId, reportId });
    expect(first).toMatchObject({
      __typename: 'RegisterPaymentSuccess',
      payment: { amount: { amount: '150.00' }, reference: 'Bank-1' },
    });
    expect(await register(gateway, { clientId, reportId })).toEqual({ ...first, replayed: true });
    expect((await register(gateway, { clientId, reportId, idempotencyKey: 'again' })).__typename).toBe(
      'PaymentReportClosed',
    );
    expect(cloud.writes).toHaveLength(1);
    expect((await listed(gateway, { states: ['CONFIRMED'] })).nodes).toMatchObject([
      { id: reportId, decidedAt: expect.any(String) },
    ]);
    expect(await reject(gateway, reportId)).toBe('PaymentReportClosed');
    expect(await report(gateway)).toMatchObject({ replayed: true, paymentReport: { state: 'CONFIRMED' } });
  });

  it('is rejected once, and then confirms nothing', async () => {
    await startCloud();
    const gateway = await start();
    const reportId = idOf(await report(gateway));
    expect(await reject(gateway, reportId)).toBe('RejectPaymentReportSuccess');
    expect(await reject(gateway, reportId)).toBe('PaymentReportClosed');
    expect((await register(gateway, { clientId, reportId })).__typename).toBe('PaymentReportClosed');
    expect(await reject(gateway, 'x'.repeat(43))).toBe('PaymentReportNotFound');
    expect(codesOf(await gateway.run(RejectPaymentReportDocument, { id: 'x' }))).toEqual(['BAD_USER_INPUT']);
    expect(cloud.writes).toEqual([]);
  });

  it('goes with a purge of its client', async () => {
    await startCloud();
    const gateway = await start();
    await report(gateway);
    await report(gateway, { clientId: other });
    await gateway.run(PurgeClientDocument, { input: { clientId } });
    expect((await listed(gateway)).nodes).toMatchObject([{ client: { id: other } }]);
  });

  it('of a client with twenty that are open is refused for a while', async () => {
    await startCloud();
    const gateway = await start();
    for (let count = 0; count < 20; count += 1) await report(gateway, { reference: `R-${count}` });
    const answer = await gateway.run(ReportPaymentDocument, { input: { ...receipt, reference: 'R-21' } });
    expect(codesOf(answer)).toEqual(['RATE_LIMITED']);
    expect(await report(gateway, { reference: 'R-3' })).toMatchObject({ replayed: true });
  });

  it.each([
    [{ amount: '0.00' }, 'amount'],
    [{ contentHash: 'xyz' }, 'contentHash'],
    [{ reference: ' ' }, 'reference'],
    [{ bank: ' ' }, 'bank'],
    [{ currency: 'USD' }, 'currency'],
  ])('with %j is InvalidInput', async (changes, path) => {
    await startCloud();
    const gateway = await start();
    expect(await report(gateway, changes)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: [path] }] });
  });

  it('is taken from who has verified the client, and decided on with payments:write alone', async () => {
    const gateway = await startTestGateway();
    closers.push(() => gateway.close());
    const { id_servicio: serviceId, nombre, direccion } = wispHubCases.sharedPersonOne;
    const person = encodeId('Client', 'WISPHUB', serviceId);
    const input = { ...receipt, clientId: person };
    expect(codesOf(await gateway.run(ReportPaymentDocument, { input }, bot))).toEqual(['FORBIDDEN']);
    const facts = { name: nombre, address: direccion, planName: '7MB' };
    const { verifyClient } = dataOf(
      await gateway.run(VerifyClientDocument, { input: { clientId: person, facts } }, bot),
    );
    if (verifyClient.__typename !== 'VerifyClientSuccess') throw new Error('not verified');
    const who = { ...bot, assurance: verifyClient.assurance?.token ?? '' };
    const { reportPayment } = dataOf(await gateway.run(ReportPaymentDocument, { input }, who));
    expect(reportPayment).toMatchObject({ __typename: 'ReportPaymentSuccess', replayed: false });
    const payment = { clientId: person, amount: '1.00', reference: 'x', idempotencyKey: 'x' };
    expect(codesOf(await gateway.run(RegisterPaymentDocument, { input: payment }, who))).toEqual(['FORBIDDEN']);
    const staff = { scopes: scopes.filter((scope) => scope !== 'payments:write') };
    expect(codesOf(await gateway.run(PaymentReportsDocument, { first: 1 }, staff))).toContain('FORBIDDEN');
    expect(codesOf(await gateway.run(RejectPaymentReportDocument, { id: 'x' }, staff))).toEqual(['FORBIDDEN']);
  });
});
