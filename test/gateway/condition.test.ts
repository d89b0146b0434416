import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

const id = cases.typical.id_servicio;
const both = [true, false].flatMap((a) => [true, false].map((b) => ({ a, b })));

describe('a fragment that is spread several times under different conditions', () => {
  const fragment = 'fragment P on Plan { planId name }';
  const head = 'query ($a: Boolean!, $b: Boolean!)';
  it.each([
    ['on one field', `plan { ...P @include(if: $a) ...P @include(if: $b) }`],
    ['in an inline fragment beside a plain field', `plan { ... @include(if: $a) { ...P } ...P @include(if: $b) }`],
    [
      'of two selections of one field',
      `plan { ...P @include(if: $a) } plan { ...P @skip(if: $a) ...P @include(if: $b) }`,
    ],
  ])('%s shows its fields where one of them holds', async (_, selection) => {
    const query = `${head} { client(by: { serviceId: ${id} }) { ${selection} } } ${fragment}`;
    const whole = dataOf(await gateway.send(`{ client(by: { serviceId: ${id} }) { plan { ...P } } } ${fragment}`));
    const holds = (a: boolean, b: boolean) => a || b || selection.includes('@skip');
    for (const { a, b } of both) {
      const expected = holds(a, b) ? whole : { client: { plan: {} } };
      expect([a, b, dataOf(await gateway.send(query, { a, b }))]).toEqual([a, b, expected]);
    }
  });
});

describe('a null where its variable may be null and its place may not', () => {
  it.each([
    ['a condition', 'query ($x: Boolean = true) { viewer { subject @include(if: $x) scopes } }', 'viewer'],
    ['an argument', 'query ($x: Int = 1) { clients(first: $x) { totalCount } viewer { subject } }', 'clients'],
  ])('is an error of %s, and takes away that field alone', async (_, query, field) => {
    expect(dataOf(await gateway.send(query))).not.toMatchObject({ [field]: null });
    const answer = await gateway.send(query, { x: null });
    expect([answer.status, codesOf(answer), answer.errors[0]?.path]).toEqual([200, ['BAD_USER_INPUT'], [field]]);
  });

  it('is one of an event that comes over a WebSocket', async () => {
    const query = `subscription ($x: Boolean = true) { pingTaskChanged { id @include(if: $x) status } }`;
    const { data } = await gateway.send<{ client: { id: string } }>(`{ client(by: { serviceId: ${id} }) { id } }`);
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { x: null } } });
    socket.send({ id: '2', type: 'subscribe', payload: { query } });
    socket.send({ id: '3', type: 'subscribe', payload: { query: '{ viewer { subject } }' } });
    // Messages are answered in order: by now both have begun.
    await socket.about('3');
    const start = 'mutation ($id: ID!) { startPing(input: { clientId: $id }) { __typename } }';
    await gateway.send(start, { id: data?.client.id });
    expect((await socket.about('1'))[0]).toMatchObject({
      type: 'next',
      payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    });
    expect((await socket.about('2'))[0]).toMatchObject({
      payload: { data: { pingTaskChanged: { id: expect.any(String) } } },
    });
    await socket.close();
  });
});
