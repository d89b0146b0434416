import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { claiming } from './forged-token.js';
import { startTestGateway, type TestGateway, until } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, request } from './request.js';
import { findInAnswer, findInLog } from './secret.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

type Line = Readonly<Record<string, unknown>>;

/** The lines that were logged while something ran. */
async function linesDuring(run: () => Promise<unknown>): Promise<readonly Line[]> {
  const before = gateway.logged().length;
  await run();
  const text = gateway.logged().slice(before);
  expect(findInLog(text)).toEqual([]);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const uuid = expect.stringMatching(/^[\da-f-]{36}$/);

describe('an operation', () => {
  it('is one line: who, what, how long, how many back-end calls', async () => {
    const query =
      'query Card($document: String!) { client(by: { document: $document }) { name phones { raw } plan { name } } }';
    const lines = await linesDuring(() => gateway.send(query, { document: cases.typical.cedula }));
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(String),
        requestId: uuid,
        operation: 'Card',
        kind: 'query',
        subject: 'tester',
        ms: expect.any(Number),
        backendCalls: 2,
        msg: 'operation',
      },
    ]);
  });

  it('that meets errors names their codes and causes, once each', async () => {
    gateway.wispHub.fault({ fault: { kind: 'answer', when: 'before', status: 502, body: '<h1>pppoe-planted</h1>' } });
    const query = '{ a: plan(planId: 101) { price { amount } } plans { name } ticket(ticketId: 510) { subject } }';
    const lines = await linesDuring(async () => {
      const answer = await gateway.send(query);
      expect(findInAnswer(JSON.stringify(answer))).toEqual([]);
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ operation: null, codes: ['UPSTREAM_UNAVAILABLE'] });
    expect(lines[0]?.causes).toEqual(['WISPHUB UPSTREAM_UNAVAILABLE (status 502)']);
  });

  it('that is refused is a line as well, without what was sent', async () => {
    const lines = await linesDuring(() => gateway.send(`{ client(by: { document: "${cases.typical.cedula}" ) }`));
    expect(lines).toEqual([
      expect.objectContaining({ operation: null, kind: 'none', codes: ['GRAPHQL_PARSE_FAILED'], backendCalls: 0 }),
    ]);
    // The code says it all.
    expect(lines[0]).not.toHaveProperty('causes');
  });

  it('with values of persons in every place logs none of them', async () => {
    const { cedula, telefono, nombre, direccion } = cases.typical;
    const id = encodeId('Client', 'WISPHUB', 1001);
    await linesDuring(async () => {
      await gateway.send(`{ clients(search: "${nombre}") { nodes { name document phones { raw } address } } }`);
      await gateway.send(
        `{ a: client(by: { phone: "${telefono}x" }) { id } b: client(by: { document: ".." }) { id } }`,
      );
      await gateway.send('mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }', {
        input: { clientId: id, document: cedula, phone: telefono, idempotencyKey: 'log-1' },
      });
      await gateway.send('mutation ($input: VerifyClientInput!) { verifyClient(input: $input) { __typename } }', {
        input: { clientId: id, facts: { name: nombre, address: direccion, planName: 'x1' } },
      });
      await request(gateway.url, {
        path: `/graphql?document=${cedula}`,
        headers: { ...jsonHeaders(gateway.token()), 'user-agent': telefono, referer: `https://x/${cedula}` },
        body: JSON.stringify({ query: '{ __typename }', operationName: nombre, variables: { phone: telefono } }),
      });
    });
  });

  it('whose names hold control characters stays one line of JSON', async () => {
    const token = claiming({ sub: 'a\r\n{"level":50}\u001b[31m' });
    const lines = await linesDuring(() =>
      request(gateway.url, {
        headers: { ...jsonHeaders(token), 'x-request-id': '{"level":50}' },
        body: JSON.stringify({ query: 'query A { __typename }', operationName: 'A\r\n{"level":60}' }),
      }),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 30, operation: null, requestId: uuid });
  });

  it('over WebSocket is one line when it begins, however many events follow', async () => {
    const lines = await linesDuring(async () => {
      const socket = await openSocket(gateway.url);
      await socket.init(gateway.token({ subject: 'screen' }));
      const query = 'subscription Changes { pingTaskChanged { id } }';
      socket.send({ id: '1', type: 'subscribe', payload: { query, operationName: 'Changes' } });
      await until(() => gateway.logged().includes('"operation":"Changes"'));
      socket.send({
        id: '2',
        type: 'subscribe',
        payload: { query: '{ plans { name } }', operationName: cases.typical.nombre },
      });
      await socket.about('2');
      await socket.close();
    });
    expect(lines).toEqual([
      expect.objectContaining({ operation: 'Changes', kind: 'subscription', subject: 'screen', backendCalls: 0 }),
      expect.objectContaining({ operation: null, codes: ['OPERATION_RESOLUTION_FAILURE'] }),
    ]);
  });
});

describe('what is no operation', () => {
  it('is not logged, so that a stranger cannot fill the log', async () => {
    const lines = await linesDuring(async () => {
      await request(gateway.url, { body: '{}' });
      await request(gateway.url, { headers: jsonHeaders('x.y.z'), body: `{"query":"${cases.typical.cedula}"}` });
      await request(gateway.url, { headers: jsonHeaders(gateway.token()), body: `{"query":"${cases.typical.cedula}` });
      await request(gateway.url, { method: 'GET', path: `/${cases.typical.cedula}` });
      const socket = await openSocket(gateway.url);
      socket.send({ type: 'connection_init', payload: { authorization: cases.typical.cedula } });
      await socket.closed();
    });
    expect(lines).toEqual([]);
  });
});
