import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Answer, callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway();
});

afterEach(async () => {
  vi.useRealTimers();
  await gateway.close();
});

const right = { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB Plus' };
const wrong = { ...right, address: 'Otro Barrio' };

const perTarget = 5;
const perCaller = 20;
const quarter = 15 * 60_000;
const hour = 60 * 60_000;

const field = 'verifyClient(input: $input) { ... on VerifyClientSuccess { verified } ... on Problem { code } }';

const verify = (facts: object, { subject = 'bot', serviceId = 1001 } = {}): Promise<Answer<unknown>> => {
  const input = { clientId: encodeId('Client', 'WISPHUB', serviceId), facts };
  return gateway.send(`mutation ($input: VerifyClientInput!) { ${field} }`, { input }, { subject });
};

const resolve = (facts: object, subject = 'bot'): Promise<Answer<unknown>> => {
  const query = 'mutation ($input: ResolveClientInput!) { resolveClient(input: $input) { __typename } }';
  return gateway.send(query, { input: { facts } }, { subject });
};

/** One after the other, as many as there are. */
async function inTurn(
  count: number,
  ask: (n: number) => Promise<Answer<unknown>>,
): Promise<readonly Answer<unknown>[]> {
  const answers: Answer<unknown>[] = [];
  for (let n = 0; n < count; n += 1) answers.push(await ask(n));
  return answers;
}

const limitedIn = (answers: readonly Answer<unknown>[]): readonly boolean[] =>
  answers.map((answer) => codesOf(answer).includes('RATE_LIMITED'));

const expected = (fine: number, limited: number): readonly boolean[] => [
  ...Array<boolean>(fine).fill(false),
  ...Array<boolean>(limited).fill(true),
];

describe('tries of an identity', () => {
  it('are counted by execution: of ten in one request, five run', async () => {
    const fields = Array.from({ length: 10 }, (_, n) => `a${n}: ${field}`);
    const input = { clientId: encodeId('Client', 'WISPHUB', 1001), facts: wrong };
    const { value, calls } = await callsDuring(gateway, () =>
      gateway.send(`mutation ($input: VerifyClientInput!) { ${fields.join(' ')} }`, { input }, { subject: 'bot' }),
    );
    expect(new Set(codesOf(value))).toEqual(new Set(['RATE_LIMITED']));
    expect(value.errors[0]?.path).toEqual(['a5']);
    expect(calls).toHaveLength(perTarget);
    expect(limitedIn([await verify(right)])).toEqual([true]);
  });

  it.each([
    ['right', right],
    ['wrong', wrong],
  ])('at one client are five, when they are %s', async (_, facts) => {
    const { value, calls } = await callsDuring(gateway, () => inTurn(7, () => verify(facts)));
    expect(limitedIn(value)).toEqual(expected(perTarget, 2));
    expect(calls).toHaveLength(perTarget);
    const [limited] = value.slice(-1);
    expect(limited?.errors[0]).toMatchObject({ path: ['verifyClient'], extensions: { retryable: true } });
    const retryAfterMs = Number(limited?.errors[0]?.extensions.retryAfterMs);
    expect(retryAfterMs).toBeGreaterThan(quarter - 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(quarter);
  });

  it('at one client are five of all callers together, at a client who exists or not', async () => {
    for (const serviceId of [1001, 999_999]) {
      const answers = await inTurn(7, (n) => verify(wrong, { subject: `bot-${n}`, serviceId }));
      expect(limitedIn(answers)).toEqual(expected(perTarget, 2));
    }
    expect(limitedIn([await verify(wrong, { subject: 'bot-9', serviceId: 1002 })])).toEqual([false]);
  });

  it('of one caller are twenty, at whomever, and cost no call after that', async () => {
    const answers = await inTurn(perCaller, (n) => verify(wrong, { serviceId: 5_000 + n }));
    expect(limitedIn(answers)).toEqual(expected(perCaller, 0));
    const { value, calls } = await callsDuring(gateway, async () => [await verify(wrong), await resolve(right)]);
    expect(limitedIn(value)).toEqual([true, true]);
    expect(calls).toEqual([]);
    expect(Number(value[0]?.errors[0]?.extensions.retryAfterMs)).toBeGreaterThan(hour - 60_000);
    expect(limitedIn([await verify(wrong, { subject: 'another' })])).toEqual([false]);
  });

  it('that were refused do not count against the caller: one insistent person does not shut out the others', async () => {
    await inTurn(perTarget + perCaller, () => verify(wrong));
    expect(limitedIn([await verify(wrong, { serviceId: 1002 })])).toEqual([false]);
  });

  it('that cannot be right do not count at all', async () => {
    await inTurn(perCaller + 1, () => verify({ name: 'a' }));
    expect(dataOf(await verify(right))).toEqual({ verifyClient: { verified: true } });
  });

  it('by resolving are five for one name, in whatever order and case', async () => {
    const names = [
      'Esperanza Benítez',
      'benitez esperanza',
      'BENÍTEZ  ESPERANZA',
      'Esperanza Benítez',
      'Esperanza, Benitez',
    ];
    const answers = await inTurn(perTarget, (n) => resolve({ ...wrong, name: names[n] }));
    expect(limitedIn(answers)).toEqual(expected(perTarget, 0));
    const { value, calls } = await callsDuring(gateway, () => resolve(right, 'another'));
    expect([codesOf(value), calls]).toEqual([['RATE_LIMITED'], []]);
    const other = { name: cases.twoPhones.nombre, address: 'El Peñón', planName: '7MB' };
    expect(dataOf(await resolve(other))).toMatchObject({ resolveClient: { __typename: 'ResolveClientSuccess' } });
  });

  it('begin anew after a quarter of an hour, and of a caller after an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await inTurn(perTarget, () => verify(wrong));
    vi.setSystemTime(Date.now() + quarter - 1_000);
    expect(limitedIn([await verify(right)])).toEqual([true]);
    vi.setSystemTime(Date.now() + 2_000);
    expect(dataOf(await verify(right))).toEqual({ verifyClient: { verified: true } });
    await inTurn(perCaller, (n) => verify(wrong, { serviceId: 5_000 + n }));
    expect(limitedIn([await verify(wrong, { serviceId: 6_000 })])).toEqual([true]);
    vi.setSystemTime(Date.now() + hour);
    expect(limitedIn([await verify(wrong, { serviceId: 6_000 })])).toEqual([false]);
  });
});
