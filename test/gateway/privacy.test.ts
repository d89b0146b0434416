import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VerifyClientDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import type { Scope } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { startInstances } from './instances.js';

const readOnly: readonly Scope[] = ['clients:read', 'tickets:read', 'network:read', 'billing:read'];
const bot = { subject: 'bot', scopes: readOnly };
const person = cases.sharedPersonOne;
const clientId = encodeId('Client', 'WISPHUB', person.id_servicio);

let gateway: TestGateway;
const unlimited = { points: 10_000, pointsAlone: 10_000, duration: 60 };
beforeAll(async () => {
  gateway = await startTestGateway({ attemptLimits: { perTarget: unlimited, perCaller: unlimited } });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.wispHub.reset());

const verify = async (facts: object, scopes = readOnly) =>
  dataOf(await gateway.run(VerifyClientDocument, { input: { clientId, facts } }, { subject: 'bot', scopes }))
    .verifyClient;

const all = { name: person.nombre, address: person.direccion, planName: '7MB', document: person.cedula };

describe('a fact proves who somebody is', () => {
  it('only beside one that the caller could not have read', async () => {
    const { name, planName, address, document } = all;
    const visible = { name, planName, planPrice: person.precio_plan };
    expect(await verify(visible)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['facts'] }] });
    expect(await verify({ name, planName, document })).toMatchObject({ verified: true });
    expect(await verify({ name, planName, address })).toMatchObject({ verified: true });
    expect(await verify({ name, planName, document: '30111223' })).toMatchObject({ verified: false });
    // Who is shown addresses and documents anyway may go by what they see.
    expect(await verify(visible, [...readOnly, 'personal:read'])).toMatchObject({ verified: true });
  });

  it.each(['4-27', '12', 'a 12 b', '# 3'])('and %j is no address: a number is soon guessed', async (address) => {
    expect(await verify({ ...all, document: undefined, address })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['facts', 'address'] }],
    });
  });

  it.each(['CL 40', 'B/ cra 40', 'Avenida Norte 40', 'Rua 40'])(
    'and %j is none either: half of all addresses have such words',
    async (address) => {
      expect(await verify({ ...all, document: undefined, address })).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: ['facts', 'address'] }],
      });
    },
  );

  it.each([
    ['the end that a mask shows', 'VEREDA LA PAZ', 'Paz', 'La Paz'],
    ['the town', 'SABANAGRANDE, SANTA RITA 12', 'Sabanagrande', 'Santa Rita, Sabanagrande'],
    ['the name', `ARRAYANES ${person.nombre}`, person.nombre.split(' ').at(-1), 'Arrayanes'],
  ])('nor is a word of the address that is read elsewhere, as %s', async (source, direccion, read, whole) => {
    Object.assign(gateway.wispHub.clients.find(({ id_servicio }) => id_servicio === person.id_servicio) ?? {}, {
      direccion,
    });
    const shown = await gateway.send(
      'query ($id: ID!) { client(by: {id: $id}) { name address city } }',
      { id: clientId },
      bot,
    );
    expect(JSON.stringify(shown.data).toLowerCase()).toContain(String(read).toLowerCase());
    const { name, planName } = all;
    expect(await verify({ name, planName, address: read })).toMatchObject({ verified: false, assurance: null });
    expect(await verify({ name, planName, address: whole })).toMatchObject({ verified: !source.startsWith('the end') });
    expect(await verify({ name, planName, address: read }, [...readOnly, 'personal:read'])).toMatchObject({
      verified: true,
    });
  });
});

const money = `query ($id: ID!) { client(by: {id: $id}) { name outstandingBalance { amount } cutOffDate
  contracts { contractId } invoices { nodes { number paymentLinks { url } } } } }`;

describe('what a person owes', () => {
  const nothing = { outstandingBalance: null, cutOffDate: null, contracts: [], invoices: { nodes: [] } };
  const { clientId: wisproKey, contracts } = wisproCases.paidAndPending;

  it('is shown to a caller without personal:read for an assured client alone', async () => {
    const before = await gateway.send(money, { id: clientId }, bot);
    expect(before.data).toEqual({ client: { name: person.nombre, ...nothing } });
    expect(codesOf(before)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    const { assurance } = (await verify(all)) as { assurance: { token: string } };
    const proven = { ...bot, assurance: assurance.token };
    const after = dataOf(await gateway.send<{ client: Record<string, unknown> }>(money, { id: clientId }, proven));
    expect(after).toEqual(dataOf(await gateway.send(money, { id: clientId })));
    const stranger = { id: encodeId('Client', 'WISPHUB', cases.sharedPersonTwo.id_servicio) };
    expect((await gateway.send(money, stranger, proven)).data).toMatchObject({ client: nothing });
  });

  it('is not told by the ids of contracts either', async () => {
    const query = 'query ($id: ID!) { client(by: {id: $id}) { externalIds { backend kind } } }';
    const kindsFor = async (who: object) => {
      const { client } = dataOf(
        await gateway.send<{ client: { externalIds: { kind: string }[] } }>(
          query,
          { id: clientId },
          { ...bot, ...who },
        ),
      );
      return client.externalIds.map(({ kind }) => kind);
    };
    expect(await kindsFor({})).toEqual(['SERVICE_ID', 'CLIENT_ID']);
    const { assurance } = (await verify(all)) as { assurance: { token: string } };
    const whole = ['SERVICE_ID', 'CLIENT_ID', 'CONTRACT_ID', 'CONTRACT_PUBLIC_ID'];
    expect(await kindsFor({ assurance: assurance.token })).toEqual(whole);
    expect(await kindsFor({ scopes: ['clients:read', 'personal:read'] })).toEqual(whole);
  });

  it('is not told by who is found: without personal:read nobody is filtered by it', async () => {
    const query =
      '{ clients(search: "nubia estela", filter: {overdueOnly: true}) { foundCount nodes { id } } viewer { subject } }';
    const answer = await gateway.send(query, {}, bot);
    expect(answer.data).toMatchObject({ clients: { foundCount: 0, nodes: [] }, viewer: { subject: 'bot' } });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    const whole = { ...bot, scopes: [...readOnly, 'personal:read' as const] };
    expect(dataOf(await gateway.send(query, {}, whole))).toMatchObject({ clients: { foundCount: 1 } });
  });

  it('is not found around the client either', async () => {
    const contract = encodeId('Contract', 'WISPRO', wisproKey, contracts.enabled);
    const query = dataOf(
      await gateway.send<{ client: { invoices: { nodes: { id: string }[] } } }>(
        'query ($id: ID!) { client(by: {id: $id}) { invoices { nodes { id } } } }',
        { id: clientId },
      ),
    );
    const invoice = query.client.invoices.nodes[0]?.id;
    for (const id of [contract, invoice]) {
      const answer = await gateway.send(
        'query ($id: ID!) { node(id: $id) { ... on Contract { status } ... on Invoice { state paymentLinks { url } } } }',
        { id },
        bot,
      );
      expect([answer.data, codesOf(answer)]).toEqual([{ node: null }, ['FORBIDDEN']]);
    }
  });
});

describe('a token that may only write', () => {
  it('reads nothing of a client in what its write answers', async () => {
    const mutation = `mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename
      ... on UpdateClientSuccess { client { id name document status phones { raw } plan { name } email
        outstandingBalance { amount } sources { name } } } } }`;
    const answer = await gateway.send<{ updateClient: { client: Record<string, unknown> } }>(
      mutation,
      { input: { clientId, phone: '3115550177' } },
      { subject: 'writer', scopes: ['clients:write'] },
    );
    const { client } = answer.data?.updateClient ?? {};
    expect(client).toMatchObject({ id: clientId, name: null, document: null, phones: [], plan: null, email: null });
    expect(JSON.stringify(client)).not.toContain(person.nombre);
    expect(codesOf(answer)).toContain('FORBIDDEN');
  });
});

describe('a token that may only open tickets', () => {
  const mutation = `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename
    ... on CreateTicketSuccess { ticket { ticketId status upstreamStatus } }
    ... on DuplicateTicket { ticket { ticketId status upstreamStatus answer } } } }`;
  const open = (idempotencyKey: string, scopes: readonly Scope[]) => {
    const input = { clientId, subject: 'Internet Lento', description: 'Se corta', idempotencyKey };
    return callsDuring(gateway, () =>
      gateway.send<{ createTicket: unknown }>(mutation, { input }, { subject: idempotencyKey, scopes }),
    );
  };

  it('is told what was opened, and reads nothing of what became of it', async () => {
    const first = dataOf((await open('writer-1', ['tickets:write'])).value);
    expect(first).toMatchObject({ createTicket: { __typename: 'CreateTicketSuccess', ticket: { status: 'OPEN' } } });
    const second = await open('writer-2', ['tickets:write']);
    expect(dataOf(second.value)).toMatchObject({
      createTicket: { __typename: 'DuplicateTicket', ticket: { status: 'OPEN' } },
    });
    expect(second.calls.filter((route) => /^GET .*ticket.*[0-9}]/i.test(route))).toEqual([]);
    const reader = await open('reader', ['tickets:write', 'tickets:read']);
    expect(dataOf(reader.value)).toMatchObject({ createTicket: { __typename: 'DuplicateTicket' } });
    expect(reader.calls.length).toBeGreaterThan(second.calls.length);
  });
});

const byDocument = (document: string) => `client(by: {document: "${document}"}) { id }`;
const guess = (first: number, count: number): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${byDocument(String(52_111_000 + first + index))}`).join(' ')} }`;

/** Guesses until it is refused. @returns how many were answered. */
async function countGuesses(ask: (query: string) => ReturnType<TestGateway['send']>): Promise<number> {
  let answered = 0;
  for (let round = 0; round < 12; round += 1) {
    const answer = await ask(guess(round * 10, 10));
    const refused = answer.errors.filter(({ extensions }) => extensions.code === 'RATE_LIMITED');
    answered += 10 - refused.length;
    if (refused.length === 0) continue;
    expect(refused[0]?.extensions.retryAfterMs).toBeGreaterThan(0);
    break;
  }
  return answered;
}

describe('a masked value', () => {
  let own: TestGateway;
  beforeEach(async () => {
    own = await startTestGateway({ environment: { LOOKUP_MISSES_PER_MINUTE: '25' } });
  });
  afterEach(() => own.close());

  it('cannot be guessed: so many look-ups that find nobody are answered, aliases one by one', async () => {
    expect(await countGuesses((query) => own.send(query, {}, bot))).toBe(25);
    const search = '{ clients(search: "52111999") { foundCount } }';
    expect(codesOf(await own.send(search, {}, bot))).toEqual(['RATE_LIMITED']);
    expect(codesOf(await own.send('{ client(by: {phone: "3009998877"}) { id } }', {}, bot))).toEqual(['RATE_LIMITED']);
    expect(codesOf(await own.send('{ client(by: {wispro: {type: DNI, value: "52111999"}}) { id } }', {}, bot))).toEqual(
      ['RATE_LIMITED'],
    );
    const lines = own.journaled().filter(({ outcome }) => outcome === 'RATE_LIMITED');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]).toMatchObject({ subject: 'bot', client: null, field: 'client' });
    expect(JSON.stringify(lines)).not.toContain('52111');
  });

  it('keeps no caller from those whom there are, nor from ids and names, nor another caller from anything', async () => {
    const found = `{ ${Array.from({ length: 10 }, (_, index) => `a${index}: ${byDocument(person.cedula)}`).join(' ')} }`;
    for (let round = 0; round < 5; round += 1) expect(codesOf(await own.send(found, {}, bot))).toEqual([]);
    await countGuesses((query) => own.send(query, {}, bot));
    expect(codesOf(await own.send('{ client(by: {serviceId: 1001}) { id } }', {}, bot))).toEqual([]);
    expect(codesOf(await own.send('{ clients(search: "nadie así") { foundCount } }', {}, bot))).toEqual([]);
    expect(codesOf(await own.send(guess(500, 10), {}, { ...bot, subject: 'another' }))).toEqual([]);
    expect(codesOf(await own.send(guess(600, 10), {}, { subject: 'bot' }))).toEqual([]);
  });

  it('is as secret with few digits in it: such a search is a try as well', async () => {
    const search = (index: number) => `a${index}: clients(search: "PA${index}B") { foundCount }`;
    const query = `{ ${Array.from({ length: 10 }, (_, index) => search(index)).join(' ')} }`;
    const codes: string[] = [];
    for (let round = 0; round < 4; round += 1) codes.push(...codesOf(await own.send(query, {}, bot)));
    expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));
  });

  it('is no easier for many at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, round) => own.send(guess(round * 10, 10), {}, bot)),
    );
    const refused = answers.flatMap(codesOf).filter((code) => code === 'RATE_LIMITED');
    expect(80 - refused.length).toBe(25);
  });
});

describeWith(canStartRedis(), 'over two instances and one Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  it('misses count together, but for what one has not told the other yet', async () => {
    const instances = await startInstances(redis, { environment: { LOOKUP_MISSES_PER_MINUTE: '40' } });
    const { one, other } = instances;
    let turn = 0;
    const answered = await countGuesses((query) => {
      turn += 1;
      return (turn % 2 === 0 ? one : other).send(query, {}, bot);
    });
    expect(answered).toBeGreaterThanOrEqual(40);
    expect(answered).toBeLessThanOrEqual(60);
    await instances.close();
  });
});
