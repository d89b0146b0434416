import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataOf, errorAt, errorCodes, OperationFailed } from '../../src/client/index.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { errorCodes as codesOfTheGateway } from '../../src/model/error-code.js';
import { encodeId } from '../../src/model/id.js';
import { startTestGateway, type TestGateway, until } from '../gateway/gateway.js';
import { connect, refusal } from './harness.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => {
  gateway.wispHub.reset();
  gateway.wispro.reset();
});

const document = wisproCases.paidAndPending.dni;
const clientId = encodeId('Client', 'WISPHUB', cases.typical.id_servicio);
const ticket = { clientId, subject: 'Internet Lento', description: 'Desde ayer' };
const tooBusy = refusal(503, 'SERVER_OVERLOADED', { 'retry-after': '0' });

describe('an operation', () => {
  it('is a function that answers its data', async () => {
    const client = connect(gateway);
    const result = await client.clientCard({ document: cases.typical.cedula });
    expect(result).toMatchObject({ kind: 'ok', data: { client: { name: cases.typical.nombre, status: 'ACTIVE' } } });
    expect(dataOf(await client.plans()).plans.length).toBeGreaterThan(0);
  });

  it('without one back end has data and an error at its place', async () => {
    gateway.wispro.fault({
      route: 'GET /api/invoicing',
      fault: { kind: 'answer', when: 'before', status: 500, body: '' },
    });
    const result = await connect(gateway).debt({ document });
    expect(result).toMatchObject({ kind: 'partial', data: { client: { name: expect.any(String) } } });
    expect(errorAt(result, 'client', 'invoices')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', backend: 'WISPRO' });
    expect(errorAt(result, 'client', 'name')).toBeNull();
    expect(dataOf(result).client?.invoices.nodes).toEqual([]);
  });

  it('that is refused has errors alone, with the id by which the log names the request', async () => {
    const client = connect(gateway, { token: 'no-token' });
    const result = await client.plans({}, { requestId: 'from-a-screen' });
    expect(result).toEqual({
      kind: 'failed',
      errors: [
        {
          code: 'UNAUTHENTICATED',
          message: 'A valid bearer token is required.',
          retryable: false,
          retryAfterMs: null,
          requestId: 'from-a-screen',
        },
      ],
    });
    expect(() => dataOf(result)).toThrow(OperationFailed);
    expect(client.sent).toHaveLength(1);
  });

  it('whose argument is unacceptable says which', async () => {
    const result = await connect(gateway).whoWrites({ phone: 'call me' });
    const error = errorAt(result, 'client');
    expect(error?.code === 'BAD_USER_INPUT' && error.argument).toBe('by.phone');
  });

  it('that changes something answers success or the problem, told apart by their names', async () => {
    const client = connect(gateway);
    const input = { ...ticket, subject: 'No such subject', idempotencyKey: 'a-problem' };
    const { createTicket } = dataOf(await client.createTicket({ input }));
    if (createTicket.__typename !== 'InvalidInput') throw new Error(createTicket.__typename);
    expect(createTicket.fields).toMatchObject([{ path: ['subject'] }]);
  });

  it('carries the assurance of the call, or of the client', async () => {
    const client = connect(gateway, { assurance: () => 'of-the-client' });
    await client.plans();
    await client.plans({}, { assurance: 'of-the-call' });
    expect(client.sent.map(({ headers }) => headers.get('x-client-assurance'))).toEqual([
      'of-the-client',
      'of-the-call',
    ]);
  });

  it('asks for a token that is still valid each time', async () => {
    const tokens = ['no-token', gateway.token()];
    const client = connect(gateway, { token: async () => tokens.shift() ?? '' });
    expect([(await client.plans()).kind, (await client.plans()).kind]).toEqual(['failed', 'ok']);
  });
});

describe('a document of one’s own', () => {
  it('runs like the others: generated, as a typed tree, as text', async () => {
    const client = connect(gateway);
    const text = 'query Own { plans { name } }';
    const generated = { kind: 'query', name: 'Own', text } as const;
    const tree: TypedDocumentNode<
      { readonly plans: readonly { readonly name: string }[] },
      Record<string, never>
    > = parse(text);
    const result = await client.request(tree);
    expect(dataOf(result).plans[0]?.name).toEqual(expect.any(String));
    expect(await client.request(generated)).toEqual(result);
    expect(await client.request<{ readonly plans: unknown }>(text)).toEqual(result);
    expect(client.sent.map(({ body }) => JSON.parse(body).operationName)).toEqual(['Own', 'Own', 'Own']);
  });

  it('is sent again as the others are: a query, and a write with a key', async () => {
    const query = connect(gateway, {}, ['lost']);
    expect((await query.request('{ plans { name } }')).kind).toBe('ok');
    expect(query.sent).toHaveLength(2);
    const write = 'mutation ($input: StartPingInput!) { startPing(input: $input) { __typename } }';
    const keyed = connect(gateway, {}, ['lost']);
    const input = { clientId, idempotencyKey: 'own-ping' };
    expect((await keyed.request(write, { input })).kind).toBe('ok');
    expect(keyed.sent).toHaveLength(2);
    const unkeyed = connect(gateway, {}, ['lost']);
    expect(await unkeyed.request(parse(write), { input: { clientId } })).toMatchObject({
      kind: 'failed',
      errors: [{ code: 'UNREACHABLE', retryable: false }],
    });
    expect(unkeyed.sent).toHaveLength(1);
  });

  it('that is the wrong kind, or no GraphQL, is an error of the program', async () => {
    const client = connect(gateway);
    await expect(client.request('subscription { pingTaskChanged { id } }')).rejects.toThrow('subscribe');
    await expect(client.request('query {')).rejects.toThrow('Syntax Error');
    await expect(client.subscribe('{ plans { name } }').next()).rejects.toThrow('request');
    expect(client.sent).toEqual([]);
  });
});

describe('sending again', () => {
  it('a query that was refused unread or lost its answer is sent again', async () => {
    const client = connect(gateway, {}, [tooBusy, 'lost']);
    expect((await client.plans()).kind).toBe('ok');
    expect(client.sent).toHaveLength(3);
    expect(new Set(client.sent.map(({ headers }) => headers.get('x-request-id'))).size).toBe(1);
  });

  it('is given up after so many times', async () => {
    const client = connect(gateway, { retries: 1 }, [tooBusy, tooBusy, tooBusy]);
    expect(await client.plans()).toMatchObject({
      kind: 'failed',
      errors: [{ code: 'SERVER_OVERLOADED', retryable: true }],
    });
    expect(client.sent).toHaveLength(2);
  });

  it('is left to the caller where the gateway wants a long pause', async () => {
    const client = connect(gateway, {}, [refusal(429, 'RATE_LIMITED', { 'retry-after': '60' })]);
    expect(await client.plans()).toMatchObject({ errors: [{ code: 'RATE_LIMITED', retryAfterMs: 60_000 }] });
    expect(client.sent).toHaveLength(1);
  });

  it('a write with a key whose answer was lost is sent again under the same key, and happens once', async () => {
    const client = connect(gateway, {}, ['lost']);
    const { createTicket } = dataOf(await client.createTicket({ input: { ...ticket, idempotencyKey: 'once' } }));
    expect(createTicket).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: true });
    expect(client.sent).toHaveLength(2);
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('a write without a key never is', async () => {
    const client = connect(gateway, {}, ['lost']);
    expect(await client.startPing({ input: { clientId } })).toMatchObject({
      kind: 'failed',
      errors: [{ code: 'UNREACHABLE', retryable: false }],
    });
    expect(client.sent).toHaveLength(1);
  });

  it.each([
    ['a page of somebody else', new Response('<html>Login</html>'), 'UNREADABLE'],
    ['a proxy that finds no gateway', new Response('<html>Bad Gateway</html>', { status: 502 }), 'UNREACHABLE'],
    ['JSON that is no answer', new Response('[1]'), 'UNREADABLE'],
  ])('%s is told apart from an answer', async (_, response, code) => {
    const client = connect(gateway, { retries: 0 }, [() => response]);
    expect(await client.plans()).toMatchObject({ kind: 'failed', errors: [{ code }] });
  });
});

describe('not waiting', () => {
  beforeEach(() => gateway.wispHub.fault({ fault: { kind: 'hang', when: 'before' } }));

  it('ends with ABORTED as soon as the caller leaves', async () => {
    const leave = new AbortController();
    const before = gateway.wispHub.calls.length;
    const result = connect(gateway).zone({ zoneId: 7 }, { signal: leave.signal });
    await until(() => gateway.wispHub.calls.length > before);
    leave.abort();
    expect(await result).toMatchObject({ kind: 'failed', errors: [{ code: 'ABORTED' }] });
  });

  it('ends with TIMED_OUT when the time is over', async () => {
    const client = connect(gateway, { timeoutMs: 100 });
    expect(await client.zone({ zoneId: 7 })).toMatchObject({ kind: 'failed', errors: [{ code: 'TIMED_OUT' }] });
    expect(client.sent).toHaveLength(1);
  });
});

it('knows every code of the gateway, and no other', () => {
  expect(errorCodes).toEqual(codesOfTheGateway);
});

it('says which scope the token lacks', async () => {
  const client = connect(gateway, { token: gateway.token({ scopes: [] }) });
  const result = await client.zone({ zoneId: 7 });
  expect(result).toMatchObject({ errors: [{ code: 'FORBIDDEN', scope: 'tickets:read' }] });
});
