import { afterEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import type { WispHubChanges } from '../../src/emulator/wisphub/settings.js';
import { dataOf, type TestGateway } from './gateway.js';
import { idOf, startNative, writesOf } from './native.js';

let gateway: TestGateway;
let keys = 0;

afterEach(async () => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  await gateway.close();
});

async function start(settings: WispHubChanges = {}, environment: Readonly<Record<string, string>> = {}) {
  gateway = await startNative({ environment: { WISPHUB_PROMISE_ONLY_SUSPENDED: 'true', ...environment } });
  gateway.wispHub.settings(settings);
}

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const mutation = `mutation ($input: CreatePaymentPromiseInput!) {
  createPaymentPromise(input: $input) {
    __typename
    ... on CreatePaymentPromiseSuccess { paymentPromise { validUntil } replayed }
    ... on PromiseNotAllowed { reason }
  }
}`;

async function promise(row: { readonly id_servicio: number } = cases.suspended, input: object = {}) {
  keys += 1;
  const asked = { clientId: idOf(row), validUntil: day(3), idempotencyKey: `promise-${keys}`, ...input };
  const answer = await gateway.send<{ createPaymentPromise: object }>(mutation, { input: asked });
  return dataOf(answer).createPaymentPromise;
}
const status = async () => {
  const query = 'query ($id: ID!) { client(by: { id: $id }) { status } }';
  return dataOf(await gateway.send<{ client: object }>(query, { id: idOf(cases.suspended) })).client;
};
const posts = () => writesOf(gateway).length;
const made = () => gateway.wispHub.effects.promises;

const success = { __typename: 'CreatePaymentPromiseSuccess' };
const unknown = { __typename: 'OutcomeUnknown' };
const notAllowed = (reason: string) => ({ __typename: 'PromiseNotAllowed', reason });

describe("an assumed point of promises by WispHub's own API", () => {
  it.each(['absent', 'null', 'object'])(
    'A-11 %s: a promise of which the answer is lost stays unknown, whatever a client’s detail has of it',
    async (promiseOnClient) => {
      await start({ promiseOnClient });
      const fault = { kind: 'answer', when: 'after', status: 502, body: '<html>' } as const;
      gateway.wispHub.fault({ route: 'POST /api/promesa-pago/', fault });
      const input = { idempotencyKey: 'lost' };
      expect(await promise(cases.suspended, input)).toMatchObject(unknown);
      gateway.wispHub.clearFaults();
      expect(await promise(cases.suspended, input)).toMatchObject(unknown);
      expect(await promise()).toMatchObject(unknown);
      expect([posts(), made().length]).toEqual([1, 1]);
      expect(gateway.wispHub.calls.filter(({ route }) => route === 'GET /api/clientes/{id}/')).toEqual([]);
    },
  );

  it.each(['made', 'refused', 'page500'])(
    'A-24 %s, T34: a promise for no invoice is not sent',
    async (orphanPromise) => {
      await start({ orphanPromise }, { WISPHUB_PROMISE_ONLY_SUSPENDED: 'false' });
      expect(await promise(cases.zeroPrice)).toEqual(notAllowed('NOTHING_TO_PAY'));
      expect(posts()).toBe(0);
      expect(await promise(cases.suspended)).toMatchObject(success);
      expect(made()).toMatchObject([{ factura: 10_151 }]);
    },
  );

  it.each<[WispHubChanges, number, string]>([
    [{ pastPromise: 'refused' }, -3, 'DATE_IN_PAST'],
    [{ pastPromise: 'made' }, -3, 'DATE_IN_PAST'],
    [{ farPromise: 'made' }, 90, 'DATE_TOO_FAR'],
    [{ farPromise: 'refused' }, 90, 'DATE_TOO_FAR'],
  ])('A-27 %j: the day in %i days is %s before anything is sent', async (settings, days, reason) => {
    await start(settings);
    expect(await promise(cases.suspended, { validUntil: day(days) })).toEqual(notAllowed(reason));
    expect(posts()).toBe(0);
  });

  it.each(['made', 'refused'])('A-27 %s: a far day that the ISP allows is as it is answered', async (farPromise) => {
    await start({ farPromise }, { WISPHUB_PROMISE_MAX_DAYS: '60' });
    const expected = farPromise === 'made' ? success : { __typename: 'BackendRefused' };
    expect(await promise(cases.suspended, { validUntil: day(45) })).toMatchObject(expected);
    expect([posts(), made().length]).toEqual([1, farPromise === 'made' ? 1 : 0]);
  });

  it.each(['made', 'refused'])('A-27 %s: the same promise a second time is not sent', async (secondPromise) => {
    await start({ secondPromise }, { WISPHUB_PROMISE_ONLY_SUSPENDED: 'false' });
    expect(await promise()).toMatchObject(success);
    expect(await promise()).toEqual(notAllowed('ALREADY_PROMISED'));
    expect([posts(), made().length]).toEqual([1, 1]);
    // One to another day is another one. A refusal in words alone does not prove that it was not made (T12).
    const other = await promise(cases.suspended, { validUntil: day(5) });
    expect(other).toMatchObject(secondPromise === 'made' ? success : unknown);
    expect(posts()).toBe(2);
  });

  it.each(['refused', 'made'])('A-27 %s: nothing is sent for a moved or cancelled invoice', async (movedPromise) => {
    await start({ movedPromise }, { WISPHUB_PROMISE_ONLY_SUSPENDED: 'false' });
    expect(await promise(cases.cancelled)).toEqual(notAllowed('NOTHING_TO_PAY'));
    expect(posts()).toBe(0);
    expect(await promise(cases.twoPhones)).toMatchObject(success);
    expect(made()).toMatchObject([{ factura: 10_022 }]);
  });

  it.each([
    ['refused', unknown, 0],
    ['made', success, 1],
  ])('A-27 %s: one whose invoice moves meanwhile is sent once', async (movedPromise, expected, promises) => {
    await start({ movedPromise, beforePayment: 'moved' });
    const input = { idempotencyKey: 'moved' };
    expect(await promise(cases.suspended, input)).toMatchObject(expected);
    expect(await promise(cases.suspended, input)).toMatchObject(expected);
    expect([posts(), made().length]).toEqual([1, promises]);
  });

  it.each(['made', 'refused'])('A-27 %s: an active service gets none', async (activePromise) => {
    await start({ activePromise });
    expect(await promise(cases.typical)).toEqual(notAllowed('SERVICE_ACTIVE'));
    expect(posts()).toBe(0);
  });

  it.each(['made', 'refused'])(
    'A-27 %s: nor, where the ISP allows it, more than is answered',
    async (activePromise) => {
      await start({ activePromise }, { WISPHUB_PROMISE_ONLY_SUSPENDED: 'false' });
      expect(await promise(cases.typical)).toMatchObject(activePromise === 'made' ? success : unknown);
      expect([posts(), made().length]).toEqual([1, activePromise === 'made' ? 1 : 0]);
    },
  );

  it.each([
    ['suspends', 'SUSPENDED'],
    ['nightly', 'SUSPENDED'],
    ['nothing', 'ACTIVE'],
  ])('A-28 %s: after its end the client is %s, as it is read', async (promiseEnd, after) => {
    await start({ promiseEnd });
    expect(await promise()).toMatchObject(success);
    expect(await status()).toEqual({ status: 'ACTIVE' });
    // The last day itself is covered (T33).
    gateway.wispHub.advance(2 * 86_400);
    expect(await status()).toEqual({ status: 'ACTIVE' });
    gateway.wispHub.advance(5 * 86_400);
    expect(await status()).toEqual({ status: after });
  });
});

describe("a trap of promises by WispHub's own API", () => {
  it('T35, T36: it is sent with its action, and never asked for', async () => {
    await start();
    expect(await promise()).toMatchObject(success);
    expect(made()).toMatchObject([{ accion: 1 }]);
    expect(gateway.wispHub.calls.filter(({ route }) => route === 'GET /api/promesa-pago/')).toEqual([]);
  });
});
