import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CreatePaymentPromiseDocument } from '../../src/client/generated/operations.js';
import type { Fault } from '../../src/emulator/fault.js';
import {
  afterEffect,
  wisproCases as cases,
  wisproFaults,
  wisproSettingValues,
} from '../../src/emulator/wispro/index.js';
import { dayIn } from '../../src/model/calendar.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;
let keys = 0;

/** The ledger outlives a reset of the emulator: each test promises for a day of its own gateway. */
beforeEach(async () => {
  gateway = await startTestGateway();
});

afterEach(() => gateway.close());

const newKey = (): string => `promise-${++keys}`;

const zone = 'America/Argentina/Buenos_Aires';
const inDays = (days: number): string => dayIn(zone, new Date(Date.now() + days * 86_400_000));

const suspended = encodeId('Contract', 'WISPRO', cases.suspended.clientId, cases.suspended.contracts.disabled);
const enabled = encodeId('Contract', 'WISPRO', cases.paidAndPending.clientId, cases.paidAndPending.contracts.enabled);

const promise = async (input: object) =>
  dataOf(
    await gateway.run(CreatePaymentPromiseDocument, {
      input: { contractId: suspended, validUntil: inDays(3), idempotencyKey: newKey(), ...input } as never,
    }),
  ).createPaymentPromise;

const sent = (): number => gateway.wispro.calls.filter(({ route }) => route === 'GET /api/pp').length;

describe('a promise to pay', () => {
  it('is recorded once for a suspended contract, and the same key replays it', async () => {
    const input = { idempotencyKey: newKey() };
    const first = await promise(input);
    expect(first).toMatchObject({
      __typename: 'CreatePaymentPromiseSuccess',
      replayed: false,
      paymentPromise: { reference: expect.any(String), validUntil: inDays(3), contract: { id: suspended } },
    });
    expect(await promise(input)).toEqual({ ...first, replayed: true });
    expect(gateway.wispro.promises).toMatchObject([
      { contractId: cases.suspended.contracts.disabled, validUntil: inDays(3) },
    ]);
    expect(sent()).toBe(1);
  });

  it('for the same day under another key is ALREADY_PROMISED, forced or not', async () => {
    await promise({});
    gateway.wispro.settings({});
    for (const force of [false, true]) {
      expect(await promise({ force })).toMatchObject({ __typename: 'PromiseNotAllowed', reason: 'ALREADY_PROMISED' });
    }
    expect(gateway.wispro.promises).toHaveLength(1);
  });

  it('for a service that runs is SERVICE_ACTIVE, by a fresh look', async () => {
    expect(await promise({ contractId: enabled })).toMatchObject({
      __typename: 'PromiseNotAllowed',
      reason: 'SERVICE_ACTIVE',
    });
    expect(sent()).toBe(0);
  });

  it.each([
    [-1, 'DATE_IN_PAST'],
    [16, 'DATE_TOO_FAR'],
    [3_650, 'DATE_TOO_FAR'],
  ])('until %d days from today is %s, and nothing is asked', async (days, reason) => {
    const { value, calls } = await callsDuring(gateway, () => promise({ validUntil: inDays(days) }));
    expect(value).toMatchObject({ __typename: 'PromiseNotAllowed', reason });
    expect(calls).toEqual([]);
  });

  it.each([0, 15])('until %d days from today is within the policy, counted where the ISP is', async (days) => {
    expect((await promise({ validUntil: inDays(days) })).__typename).toBe('CreatePaymentPromiseSuccess');
    expect(gateway.wispro.promises).toMatchObject([{ validUntil: inDays(days) }]);
  });

  it.each(['2026-02-29', '2026-13-01', '20261201', '-1', 'NaN', '1e309', '1,5', ''])(
    'until %j is no day at all',
    async (validUntil) => {
      const answer = await gateway.run(CreatePaymentPromiseDocument, {
        input: { contractId: suspended, validUntil, idempotencyKey: newKey() },
      });
      expect(answer.status).toBe(400);
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
      expect(sent()).toBe(0);
    },
  );

  it("for a contract that is not that client's, or does not exist, is ContractNotFound", async () => {
    const foreign = encodeId('Contract', 'WISPRO', cases.paidAndPending.clientId, cases.suspended.contracts.disabled);
    const unknown = encodeId('Contract', 'WISPRO', cases.suspended.clientId, 'c0000000-0000-4000-8000-999999999999');
    for (const contractId of [foreign, unknown]) {
      expect((await promise({ contractId })).__typename).toBe('ContractNotFound');
    }
    const answer = await gateway.run(CreatePaymentPromiseDocument, {
      input: { contractId: 'not-an-id', validUntil: inDays(1), idempotencyKey: newKey() },
    });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(sent()).toBe(0);
  });

  it('with a key that cannot be one is InvalidInput', async () => {
    expect(await promise({ idempotencyKey: 'a b' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['idempotencyKey'] }],
    });
  });

  it('whose fresh look fails was not sent, and says so as an error that may be retried', async () => {
    gateway.wispro.fault({ route: '/api/data', fault: { kind: 'reset', when: 'before' } });
    const answer = await gateway.run(CreatePaymentPromiseDocument, {
      input: { contractId: suspended, validUntil: inDays(2), idempotencyKey: 'same' },
    });
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, backend: 'WISPRO' } },
    ]);
    gateway.wispro.clearFaults();
    expect((await promise({ validUntil: inDays(2), idempotencyKey: 'same' })).__typename).toBe(
      'CreatePaymentPromiseSuccess',
    );
  });

  it.each([
    ['a reset', { kind: 'reset', when: 'after' }],
    ['a 503', { kind: 'answer', when: 'after', status: 503, body: '' }],
    ['an empty 200', afterEffect(wisproFaults.empty)],
    ['an HTML page', afterEffect(wisproFaults.htmlError)],
    ['half an answer', { kind: 'cut' }],
    ['two documents', wisproFaults.concatenated],
    ['a redirect', afterEffect(wisproFaults.redirectElsewhere('http://127.0.0.1:9/'))],
  ] as readonly (readonly [string, Fault])[])(
    'ended by %s after it was recorded is OutcomeUnknown, sent once, and blocked unless forced',
    async (_, fault) => {
      gateway.wispro.fault({ route: '/api/pp', times: 1, fault });
      const input = { idempotencyKey: newKey() };
      const first = await promise(input);
      expect(first).toMatchObject({
        __typename: 'OutcomeUnknown',
        backend: 'WISPRO',
        reference: expect.stringMatching(/^[0-9a-f]{8}$/),
        retryable: false,
      });
      expect(await promise(input)).toEqual(first);
      gateway.wispro.settings({});
      expect(await promise({})).toEqual(first);
      expect(sent()).toBe(1);
      expect(gateway.wispro.promises.length).toBeLessThanOrEqual(1);
    },
  );

  it('that was reset before it was recorded can be forced under a new key', async () => {
    gateway.wispro.fault({ route: '/api/pp', times: 1, fault: { kind: 'reset', when: 'before' } });
    expect((await promise({})).__typename).toBe('OutcomeUnknown');
    expect((await promise({ force: true })).__typename).toBe('CreatePaymentPromiseSuccess');
    expect(gateway.wispro.promises).toHaveLength(1);
  });

  it('fifty times at once, under keys of their own, is recorded once', async () => {
    gateway.wispro.setLatency(20);
    const answers = await Promise.all(Array.from({ length: 50 }, () => promise({})));
    expect(answers.filter(({ __typename }) => __typename === 'CreatePaymentPromiseSuccess')).toHaveLength(1);
    expect(gateway.wispro.promises).toHaveLength(1);
  });

  it.each(wisproSettingValues.promiseShape)(
    'answered in the shape %s is never called failed when it was recorded, nor recorded when it was refused',
    async (promiseShape) => {
      gateway.wispro.settings({ promiseShape });
      const { __typename } = await promise({});
      const effects = gateway.wispro.promises.length;
      if (__typename === 'CreatePaymentPromiseSuccess') expect(effects).toBe(1);
      else if (__typename === 'BackendRefused' || __typename === 'ContractNotFound') expect(effects).toBe(0);
      else expect(__typename).toBe('OutcomeUnknown');
      if (promiseShape.startsWith('refused')) expect(['BackendRefused', 'OutcomeUnknown']).toContain(__typename);
    },
  );

  it('goes out on a connection of its own', async () => {
    await promise({});
    const sockets = gateway.wispro.calls.map(({ route, socket }) => ({ route, socket }));
    const pp = sockets.find(({ route }) => route === 'GET /api/pp')?.socket;
    expect(sockets.filter(({ socket }) => socket === pp)).toHaveLength(1);
  });

  it('needs billing:write', async () => {
    const input = { contractId: suspended, validUntil: inDays(1), idempotencyKey: newKey() };
    expect(codesOf(await gateway.run(CreatePaymentPromiseDocument, { input }, { scopes: ['billing:read'] }))).toEqual([
      'FORBIDDEN',
    ]);
  });
});
