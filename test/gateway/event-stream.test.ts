import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { claiming, inSeconds } from './forged-token.js';
import { quickPings, startTestGateway, type TestGateway, until, type Who } from './gateway.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ pingTimings: { ...quickPings, deadline: 60_000 } });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.wispHub.reset());

interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly requestId: string } }[];
}

/** Operations as graphql-sse sends them, each over a connection of its own. */
const connect = (who?: Who) =>
  createClient({
    url: `${gateway.url}/graphql`,
    headers: { authorization: `Bearer ${gateway.token(who)}` },
    retryAttempts: 0,
  });
const codesOf = ({ errors = [] }: Result): readonly string[] => errors.map(({ extensions }) => extensions.code);

async function ping({ id_servicio }: { readonly id_servicio: number }): Promise<string> {
  const { data } = await gateway.send<{ client: { id: string } }>(
    `{ client(by: { serviceId: ${id_servicio} }) { id } }`,
  );
  const start =
    'mutation ($id: ID!) { startPing(input: { clientId: $id }) { ... on StartPingSuccess { pingTask { id } } } }';
  const started = await gateway.send<{ startPing: { pingTask: { id: string } } }>(start, { id: data?.client.id });
  return started.data?.startPing.pingTask.id ?? '';
}

const completion = 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { id status connection } }';
const changes = 'subscription { pingTaskChanged { serviceId status } }';

/** A stream as it comes, without a client. */
async function open(query: string, { token = gateway.token(), method = 'POST' } = {}) {
  const leave = new AbortController();
  const headers = { ...jsonHeaders(token), accept: 'text/event-stream' };
  const response = await fetch(
    method === 'GET' ? `${gateway.url}/graphql?${new URLSearchParams({ query })}` : `${gateway.url}/graphql`,
    { method, headers, signal: leave.signal, ...(method === 'GET' ? {} : { body: JSON.stringify({ query }) }) },
  );
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  return { response, text: () => text, ended: reading, leave: () => leave.abort() };
}

describe('a subscription as server-sent events', () => {
  it('brings the result of a ping when it exists, and is complete then', async () => {
    const id = await ping(cases.typical);
    const events: Result[] = [];
    for await (const event of connect().iterate({ query: completion, variables: { id } }))
      events.push(event as unknown as Result);
    expect(events).toEqual([
      { data: { pingTaskCompleted: { id, status: 'COMPLETED', connection: expect.any(String) } } },
    ]);
  });

  it('brings what runs, and then every change, until its reader leaves', async () => {
    await ping(cases.pingHangs);
    const events = connect().iterate({ query: changes });
    const next = async () => ((await events.next()).value as unknown as Result | undefined)?.data?.pingTaskChanged;
    expect(await next()).toEqual({ serviceId: cases.pingHangs.id_servicio, status: 'PENDING' });
    await ping(cases.twoPhones);
    expect(await next()).toEqual({ serviceId: cases.twoPhones.id_servicio, status: 'PENDING' });
    await events.return?.();
  });

  it.each(['GET', 'POST'])('comes by %s as an event stream that no proxy holds back', async (method) => {
    const { response, text, leave } = await open(changes, { method });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      ...{ 'x-request-id': expect.any(String), 'x-content-type-options': 'nosniff' },
    });
    await until(() => text().startsWith(':\n\n'));
    leave();
  });
});

describe('an event stream', () => {
  const firstOf = async (
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    who?: Who,
  ): Promise<Result> => {
    const { value } = await connect(who).iterate({ query, variables }).next();
    return value as unknown as Result;
  };

  it.each<[string, string, Who | undefined, string]>([
    ['a syntax error', 'subscription {', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', 'subscription { nothing }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', '{ __schema { queryType { name } } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['what the token does not allow', changes, { scopes: ['clients:read'] }, 'FORBIDDEN'],
    ['a ping that is none', 'subscription { pingTaskCompleted(id: "x") { id } }', undefined, 'BAD_USER_INPUT'],
  ])('says that it refuses %s, with the request id, and is complete', async (_, query, who, code) => {
    const events: Result[] = [];
    for await (const event of connect(who).iterate({ query })) events.push(event as unknown as Result);
    expect(events.map(codesOf)).toEqual([[code]]);
    expect(events[0]?.errors?.[0]?.extensions.requestId).toMatch(/^[\w-]{36}$/);
  });

  it('answers queries and mutations as well', async () => {
    expect(await firstOf('{ viewer { subject } }')).toEqual({ data: { viewer: { subject: 'tester' } } });
    const result = await firstOf('mutation { startPing(input: { clientId: "x" }) { __typename } }');
    expect(codesOf(result)).toEqual(['BAD_USER_INPUT']);
  });

  it('without a token is 401', async () => {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const reply = await request(gateway.url, { headers, body: JSON.stringify({ query: changes }) });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('of one subject is one of 20 connections, sockets included, and makes room when it is left', async () => {
    const token = gateway.token({ subject: 'many' });
    const streams = await Promise.all(Array.from({ length: 20 }, () => open(changes, { token })));
    expect(streams.map(({ response }) => response.status)).toEqual(Array(20).fill(200));
    const refused = await open(changes, { token });
    expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await open(changes)).response.status).toBe(200);
    streams[0]?.leave();
    await until(async () => {
      const next = await open(changes, { token });
      next.leave();
      return next.response.status === 200;
    });
    for (const { leave } of streams) leave();
  });

  it('ends with the token, and says so', async () => {
    const { text, ended } = await open(changes, {
      token: claiming({ exp: inSeconds(1), scope: 'network:read network:diagnose' }),
    });
    await ended;
    expect(text()).toContain('"code":"UNAUTHENTICATED"');
    expect(text().endsWith('event: complete\ndata: \n\n')).toBe(true);
  });

  it('is cut off without a completion when the gateway stops, so that its client begins it again', async () => {
    const own = await startTestGateway();
    const response = await fetch(`${own.url}/graphql`, {
      method: 'POST',
      headers: { ...jsonHeaders(own.token()), accept: 'text/event-stream' },
      body: JSON.stringify({ query: changes }),
    });
    const [text] = await Promise.all([response.text().catch((error: unknown) => error), own.close()]);
    expect(text).toBeInstanceOf(Error);
  });
});
