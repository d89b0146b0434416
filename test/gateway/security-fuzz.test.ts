import { parse, specifiedRules, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../src/emulator/random.js';
import { errorCodes } from '../../src/model/errors.js';
import { encodeId } from '../../src/model/id.js';
import { createSchema } from '../../src/schema/index.js';
import { endpointRules } from '../../src/transport/document.js';
import { createGuard } from '../../src/transport/guard.js';
import { randomOperation } from '../transport/random-operation.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, type Reply, request } from './request.js';
import { findInAnswer } from './secret.js';

const seed = Number(process.env.SEED ?? 11);
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
  ids: [`[${list.join(', ')}]`, '[]', '["../clients/"]'],
  id: [...list, '"nonsense"'],
  first: ['1', '3', '0', '-1', '99999999'],
  after: ['"nonsense"'],
};

const unlimited = { take: async () => ({ isAllowed: true, points: 1, renewsInMs: 1 }) };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { COST_PER_MINUTE: '100000000' } });
});

afterAll(() => gateway.close());

/** A random operation: every field of it has a name of its own, so that only the smaller ones have few enough of them. */
function operationOf(random: Random): string {
  return randomOperation(schema, random, { values, without: new Set(), maxDepth: random.int(1, 3) });
}

/** What must hold of every answer, whatever was sent. */
function faultsOf({ status, text }: Reply): readonly string[] {
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
  JSON.stringify({ query, operationName: 'Random', variables: { yes: true, no: false } });

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
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  for (let sent = 0; sent < count; sent += 10) {
    const bodies = Array.from({ length: 10 }, make);
    const replies = await Promise.all(bodies.map(send));
    replies.forEach((reply, index) => {
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      const found = faultsOf(reply);
      if (found.length > 0) faults.push(`${found.join(', ')}: ${String(bodies[index]).slice(0, 600)}`);
    });
  }
  return { faults, statuses };
}

describe(`random operations (seed ${seed})`, () => {
  it('10,000 of them are each let through or refused by the guard with its own code, and most are let through', async () => {
    const random = createRandom(seed);
    const guard = createGuard(schema, unlimited);
    let admitted = 0;
    for (let count = 0; count < 10_000; count += 1) {
      const document = parse(operationOf(random));
      expect(validate(schema, document, specifiedRules)).toEqual([]);
      const [operation] = document.definitions;
      if (operation?.kind !== 'OperationDefinition') throw new Error('no operation comes first');
      if (validate(schema, document, endpointRules).length > 0) continue;
      const outcome = await guard.admit('tester', { document, operation }, {}).catch((error: unknown) => error);
      if (outcome instanceof Error)
        expect(outcome).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      else admitted += 1;
    }
    expect(admitted).toBeGreaterThan(3_000);
  }, 120_000);

  it('1,000 of them over HTTP tell no secret, and no code that there is not', async () => {
    const random = createRandom(seed + 1);
    const { faults, statuses } = await sendMany(1_000, () => bodyOf(operationOf(random)));
    expect(faults).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(300);
    expect((statuses.get(200) ?? 0) + (statuses.get(400) ?? 0)).toBe(1_000);
  }, 120_000);

  it('2,000 of them with bytes changed are refused, or answered, as decently', async () => {
    const random = createRandom(seed + 2);
    const { faults, statuses } = await sendMany(2_000, () => mutate(bodyOf(operationOf(random)), random));
    expect(faults).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(500);
  }, 120_000);

  it('300 of them with bytes changed over WebSocket close the socket by the protocol, or leave it alive', async () => {
    const random = createRandom(seed + 3);
    for (let count = 0; count < 300; count += 1) {
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
