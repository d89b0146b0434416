import fc from 'fast-check';
import { parse, specifiedRules, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createRandom, type Random } from '../../src/emulator/random.js';
import { errorCodes } from '../../src/model/error-code.js';
import { encodeId } from '../../src/model/id.js';
import { createSchema } from '../../src/schema/index.js';
import { randomOperation } from '../server/execution/random-operation.js';
import { dataOf, startTestGateway, type TestGateway, until } from './gateway.js';
import { type Message, openSocket, type RawSocket } from './raw-socket.js';
import { jsonHeaders, type Reply, request } from './request.js';
import { findInAnswer } from './secret.js';
import { SocketModel, type Step, session, subscriptions } from './socket-model.js';

const seed = Number(process.env.SEED ?? 11);

/** How much is tried: `FUZZ_RUNS=10000` for a thorough run. */
const runs = Number(process.env.FUZZ_RUNS ?? 1_000);
const schema = createSchema();
const ids = ['Client', 'Plan', 'Zone', 'Ticket'].map((type) => encodeId(type as 'Client', 'WISPHUB', 1001));
const list = ids.map((id) => `"${id}"`);

const values = {
  'Query.client.by': [
    '{serviceId: 1001}',
    '{serviceId: -1}',
    '{document: ".."}',
    '{phone: "300 123 4567"}',
    '{document: "30111222"}',
  ],
  'Query.clients.filter': ['{status: [ACTIVE]}', '{zoneId: 9}'],
  'Query.clients.search': ['"perez"', '"a"'],
  'Query.pingTasks.filter': ['{status: [PENDING]}', '{clientIds: ["x"]}'],
  'Query.plan.planId': ['101', '-1'],
  'Query.ticket.ticketId': ['510', '-1', '99999'],
  'Query.zone.zoneId': ['9', '-5'],
  'Query.writeOutcome.reference': ['"00000000"', '"../writes"'],
  ids: [`[${list.join(', ')}]`, '[]', '["../clients/"]'],
  id: [...list, '"nonsense"'],
  first: ['1', '3', '0', '-1', '99999999'],
  after: ['"nonsense"'],
};

let gateway: TestGateway;
/** A ping that has ended. */
let task: string;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { COST_PER_MINUTE: '100000000' } });
  const start = `mutation { startPing(input: {clientId: "${encodeId('Client', 'WISPHUB', 1021)}"}) {
    ... on StartPingSuccess { pingTask { id } } } }`;
  task = dataOf(await gateway.send<{ startPing: { pingTask: { id: string } } }>(start)).startPing.pingTask.id;
  const look = () => gateway.send<{ pingTask: { status: string } }>(`{ pingTask(id: "${task}") { status } }`);
  await until(async () => dataOf(await look()).pingTask.status === 'COMPLETED');
});

afterAll(() => gateway.close());

/** A random operation: every field of it has a name of its own, so that only the smaller ones have few enough of them. */
function operationOf(random: Random): string {
  return randomOperation(schema, random, { values, without: new Set(), maxDepth: random.int(1, 3), conditions: 0.1 });
}

/** What must hold of every answer, whatever was sent. */
function issuesOf({ status, text }: Reply): readonly string[] {
  const found = [...findInAnswer(text)];
  if (status >= 500 && status !== 503 && status !== 504) found.push(`status ${status}`);
  const { errors = [] } = JSON.parse(text) as {
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  const codes: readonly string[] = errorCodes;
  for (const { extensions } of errors) {
    if (!codes.includes(extensions.code)) found.push(`code ${extensions.code}`);
    if (extensions.code === 'INTERNAL_SERVER_ERROR') found.push(extensions.code);
  }
  return found;
}

const send = (body: string | Buffer): Promise<Reply> =>
  request(gateway.url, { headers: jsonHeaders(gateway.token()), body });

const bodyOf = (query: string): string =>
  JSON.stringify({ query, operationName: 'Random', variables: { a: true, b: false } });

/** Some of its bytes changed, cut out or doubled. */
function mutate(text: string, random: Random): Buffer {
  let bytes = Buffer.from(text);
  for (let count = random.int(1, 6); count > 0; count -= 1) {
    const at = random.int(0, bytes.length - 1);
    const rest = bytes.subarray(at);
    const change = random.pick(['set', 'cut', 'double']);
    if (change === 'set') bytes[at] = random.int(0, 255);
    else if (change === 'cut') bytes = Buffer.concat([bytes.subarray(0, at), rest.subarray(random.int(1, 9))]);
    else bytes = Buffer.concat([bytes.subarray(0, at), rest.subarray(0, random.int(1, 40)), rest]);
    if (bytes.length === 0) return Buffer.from('x');
  }
  return bytes;
}

/** Sends so many, a few at a time. @returns what was wrong with the answers, and their statuses. */
async function sendMany(count: number, make: () => string | Buffer) {
  const issues: string[] = [];
  const statuses = new Map<number, number>();
  for (let sent = 0; sent < count; sent += 10) {
    const bodies = Array.from({ length: 10 }, make);
    const replies = await Promise.all(bodies.map(send));
    replies.forEach((reply, index) => {
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      const found = issuesOf(reply);
      if (found.length > 0) issues.push(`${found.join(', ')}: ${String(bodies[index]).slice(0, 600)}`);
    });
  }
  return { issues, statuses };
}

/** Says one thing after the other, and waits each time for what must come of it. */
async function converse(socket: RawSocket, steps: readonly Step[], subject: string): Promise<void> {
  const model = new SocketModel();
  const expected: string[] = [];
  const received = (): readonly string[] => socket.received.map(inShort);
  for (const step of steps) {
    socket.send(messageOf(step, subject));
    const { messages, code } = model.take(step);
    expected.push(...messages);
    if (code !== undefined) {
      expect((await socket.closed()).code).toBe(code);
      expect(received()).toEqual(expected);
      return;
    }
    await until(() => socket.received.length >= expected.length || socket.socket.readyState !== WebSocket.OPEN);
    expect(received()).toEqual(expected);
  }
  socket.send({ type: 'ping' });
  await until(() => socket.received.length > expected.length || socket.socket.readyState !== WebSocket.OPEN);
  expect(received()).toEqual([...expected, 'pong']);
  expect(findInAnswer(JSON.stringify(socket.received))).toEqual([]);
}

function inShort({ type, id, payload }: Message): string {
  const codes = type === 'error' ? (payload as readonly { extensions: { code: string } }[]) : [];
  return [type, ...(id === undefined ? [] : [id]), ...codes.map(({ extensions }) => extensions.code)].join(' ');
}

function messageOf(step: Step, subject: string): unknown {
  switch (step.do) {
    case 'init': {
      const token = step.token === 'good' ? gateway.token({ subject }) : 'a.b.c';
      return {
        type: 'connection_init',
        ...(step.token === 'none' ? {} : { payload: { authorization: `Bearer ${token}` } }),
      };
    }
    case 'subscribe':
      return { type: 'subscribe', id: step.id, payload: { query: subscriptions[step.to]?.replace('$task', task) } };
    case 'complete':
      return { type: 'complete', id: step.id };
    case 'nonsense':
      return step.text;
    default:
      return { type: step.do };
  }
}

describe(`random requests (seed ${seed}, ${runs} in all)`, () => {
  const [operations, changed] = [runs * 0.4, runs * 0.3];

  it(`${operations} valid operations tell no secret, and no code that there is not`, async () => {
    const random = createRandom(seed);
    const { issues, statuses } = await sendMany(operations, () => {
      const query = operationOf(random);
      expect(validate(schema, parse(query), specifiedRules)).toEqual([]);
      return bodyOf(query);
    });
    expect(issues).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(operations * 0.3);
    expect((statuses.get(200) ?? 0) + (statuses.get(400) ?? 0)).toBe(operations);
  }, 600_000);

  it(`${changed} of which bytes were changed are refused, or answered, as decently`, async () => {
    const random = createRandom(seed + 1);
    const { issues, statuses } = await sendMany(changed, () => mutate(bodyOf(operationOf(random)), random));
    expect(issues).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(changed * 0.25);
  }, 600_000);

  it(`${runs * 0.3} conversations over WebSocket go as the protocol says, message by message`, async () => {
    let count = 0;
    const property = fc.asyncProperty(session, async (steps) => {
      count += 1;
      const socket = await openSocket(gateway.url);
      try {
        await converse(socket, steps, `caller ${count}`);
      } finally {
        socket.socket.terminate();
      }
    });
    await fc.assert(property, { numRuns: runs * 0.3, seed });
  }, 600_000);

  it('100 with bytes changed over WebSocket close the socket by the protocol, or leave it alive', async () => {
    const random = createRandom(seed + 2);
    for (let count = 0; count < 100; count += 1) {
      const socket = await openSocket(gateway.url);
      await socket.init(gateway.token());
      const query = random.chance(0.5)
        ? operationOf(random)
        : 'subscription { pingTaskChanged { id client { name } } }';
      socket.send(String(mutate(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }), random)));
      socket.socket.close();
      const { code } = await socket.closed();
      expect([1000, 1005, 4400, 4409]).toContain(code);
      expect(findInAnswer(JSON.stringify(socket.received))).toEqual([]);
    }
  }, 120_000);
});
