import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { VerifyClientDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import type { Scope } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { mintToken } from '../../src/server/auth/token.js';
import { callsDuring, codesOf, dataOf, jwt, startTestGateway, type TestGateway, until, type Who } from './gateway.js';
import { openSocket } from './raw-socket.js';

let gateway: TestGateway;

const unlimited = { points: 10_000, pointsAlone: 10_000, duration: 60 };

beforeAll(async () => {
  gateway = await startTestGateway({ attemptLimits: { perTarget: unlimited, perCaller: unlimited } });
});

afterAll(() => gateway.close());

beforeEach(() => {
  gateway.wispHub.reset();
  gateway.wispro.reset();
});

afterEach(() => {
  vi.useRealTimers();
});

type Row = (typeof cases)[keyof typeof cases];

const person = cases.sharedPersonOne;
const other = cases.sharedPersonTwo;
const idOf = (row: Row): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const wisproIdOf = (row: { readonly clientId: string }): string => encodeId('Client', 'WISPRO', row.clientId);

const readOnly: readonly Scope[] = ['clients:read', 'tickets:read', 'network:read', 'billing:read'];
const bot = { subject: 'bot', scopes: readOnly };

/** What a person who is that client says of themselves. */
const factsOf = ({ nombre, direccion }: Row) => ({ name: nombre, address: direccion, planName: '7MB' });

/** A token for a client. */
async function prove(row: Row, who: Who = bot): Promise<string> {
  const input = { clientId: idOf(row), facts: factsOf(row) };
  const { verifyClient } = dataOf(await gateway.run(VerifyClientDocument, { input }, who));
  const token = verifyClient.__typename === 'VerifyClientSuccess' ? verifyClient.assurance?.token : undefined;
  if (token === undefined) throw new Error(`not verified: ${JSON.stringify(verifyClient)}`);
  return token;
}

const documentsQuery = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Client { document } } }';

const documentsOf = async (ids: readonly string[], who: Who): Promise<readonly (string | undefined)[]> => {
  const answer = await gateway.send<{ nodes: ({ document: string } | null)[] }>(documentsQuery, { ids }, who);
  return dataOf(answer).nodes.map((node) => node?.document);
};

describe('an assurance unmasks', () => {
  it('that one client for that one caller, under every id of theirs, and nobody else', async () => {
    const ids = [
      idOf(person),
      wisproIdOf(wisproCases.paidAndPending),
      idOf(other),
      wisproIdOf(wisproCases.threeContracts),
    ];
    const assurance = await prove(person);
    expect(await documentsOf(ids, bot)).toEqual(['•••••22', '•••••22', '•••••33', '•••••33']);
    const shown = ['30111222', '30111222', '•••••33', '•••••33'];
    expect(await documentsOf(ids, { ...bot, assurance })).toEqual(shown);
    const masked = ['•••••22', '•••••22', '•••••33', '•••••33'];
    expect(await documentsOf(ids, { ...bot, subject: 'another', assurance })).toEqual(masked);
  });

  it('every personal field of theirs, at both back ends', async () => {
    const query = `query ($id: ID!) { client(by: {id: $id}) { document address phones { raw e164 } email antennaIp
      contracts { ip macAddress address location { latitude } } sources { document } } }`;
    const assurance = await prove(person);
    const variables = { id: idOf(person) };
    const clear = dataOf(await gateway.send(query, variables));
    expect(JSON.stringify(clear)).not.toContain('•');
    expect(dataOf(await gateway.send(query, variables, { ...bot, assurance }))).toEqual(clear);
    const node = `query ($id: ID!) { node(id: $id) { ... on Contract { ip macAddress address } } }`;
    const { clientId, contracts } = wisproCases.paidAndPending;
    const contract = { id: encodeId('Contract', 'WISPRO', clientId, contracts.enabled) };
    const clearContract = dataOf(await gateway.send(node, contract));
    expect(dataOf(await gateway.send(node, contract, { ...bot, assurance }))).toEqual(clearContract);
    expect(codesOf(await gateway.send(node, contract, bot))).toEqual(['FORBIDDEN']);
  });

  it('several clients when several are sent, five at most', async () => {
    const rows = [person, other, cases.sharedPersonThree, cases.typical, cases.twoPhones, cases.noTechnician];
    const tokens = await Promise.all(rows.map((row) => prove(row)));
    const documents = await documentsOf(rows.map(idOf), { ...bot, assurance: tokens.join(', ') });
    expect(documents.map((text) => text?.startsWith('•'))).toEqual([false, false, false, false, false, true]);
  });

  it('for a quarter of an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const assurance = await prove(person);
    vi.setSystemTime(Date.now() + 15 * 60_000 - 1_000);
    expect(await documentsOf([idOf(person)], { ...bot, assurance })).toEqual(['30111222']);
    vi.setSystemTime(Date.now() + 2_000);
    expect(await documentsOf([idOf(person)], { ...bot, assurance })).toEqual(['•••••22']);
  });

  it('nothing when a letter of it was changed', async () => {
    const assurance = await prove(person);
    const [payload = '', seal = ''] = assurance.split('.');
    const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(idOf(person), idOf(other)));
    expect(forged.toString()).toContain(idOf(other));
    const changed = [
      `${forged.toString('base64url')}.${seal}`,
      `${payload}.${seal.replace(/^./, 'A')}x`,
      `.${seal}`,
      payload,
    ];
    for (const token of changed) {
      expect(await documentsOf([idOf(person), idOf(other)], { ...bot, assurance: token })).toEqual([
        '•••••22',
        '•••••33',
      ]);
    }
  });

  it('no stranger at the other back end when the document becomes theirs later', async () => {
    const assurance = await prove(person);
    const input = { clientId: idOf(person), document: wisproCases.threeContracts.dni };
    const update = 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';
    expect(dataOf(await gateway.send(update, { input }))).toEqual({
      updateClient: { __typename: 'UpdateClientSuccess' },
    });
    const query = 'query ($id: ID!) { client(by: {id: $id}) { document email contracts { address } } }';
    const answer = await gateway.send<{ client: { contracts: unknown[] } }>(
      query,
      { id: idOf(person) },
      { ...bot, assurance },
    );
    expect(answer.data?.client).toEqual({ document: '31222333', email: null, contracts: [] });
    expect(codesOf(answer)).toEqual(['JOIN_CONFLICT', 'JOIN_CONFLICT']);
  });

  it('over a WebSocket too, until it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const assurance = await prove(person);
    const start =
      'mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id } } } }';
    const { startPing } = dataOf(
      await gateway.send<{ startPing: { pingTask: { id: string } } }>(start, { id: idOf(person) }),
    );
    const query = 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { client { document phones { e164 } } } }';
    const payload = { query, variables: startPing.pingTask };
    const socket = await openSocket(gateway.url);
    const authorization = `Bearer ${mintToken(jwt, { ...bot, lifeSeconds: 3_600 })}`;
    socket.send({ type: 'connection_init', payload: { authorization, clientAssurance: assurance } });
    await until(() => socket.received.some(({ type }) => type === 'connection_ack'));
    socket.send({ id: 'in-time', type: 'subscribe', payload });
    const [message] = await socket.about('in-time');
    const client = { document: '30111222', phones: [{ e164: '+573115550128' }] };
    expect(message).toMatchObject({ type: 'next', payload: { data: { pingTaskCompleted: { client } } } });
    vi.setSystemTime(Date.now() + 15 * 60_000 + 1_000);
    socket.send({ id: 'too-late', type: 'subscribe', payload });
    const [late] = await socket.about('too-late');
    const masked = { document: '•••••22', phones: [{ e164: null }] };
    expect(late).toMatchObject({ type: 'next', payload: { data: { pingTaskCompleted: { client: masked } } } });
    await socket.close();
  });

  it('for a page in a browser as well, which asks first whether it may send one', async () => {
    const headers = {
      origin: 'http://localhost:3000',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-client-assurance',
    };
    const response = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers });
    expect(response.headers.get('access-control-allow-headers')).toContain('x-client-assurance');
  });

  it('and is told in no log', async () => {
    const token = await prove(person);
    await documentsOf([idOf(person)], { ...bot, assurance: token });
    expect(gateway.logged()).not.toContain(token.split('.')[1]);
  });
});

describe('an assurance opens', () => {
  const writes: readonly (readonly [string, string, (of: 'person' | 'other') => object])[] = [
    [
      'createTicket',
      'CreateTicketInput',
      (of) => ({
        clientId: of === 'person' ? idOf(person) : idOf(other),
        subject: 'Internet Lento',
        description: 'x',
        idempotencyKey: `ticket-of-${of}`,
      }),
    ],
    ['startPing', 'StartPingInput', (of) => ({ clientId: of === 'person' ? idOf(person) : idOf(other) })],
    [
      'updateClient',
      'UpdateClientInput',
      (of) => ({ clientId: of === 'person' ? idOf(person) : idOf(other), phone: '3115550177' }),
    ],
    [
      'createPaymentPromise',
      'CreatePaymentPromiseInput',
      (of) => {
        const { clientId, contracts } = wisproCases.threeContracts;
        const own = wisproCases.paidAndPending;
        return {
          contractId:
            of === 'person'
              ? encodeId('Contract', 'WISPRO', own.clientId, own.contracts.enabled)
              : encodeId('Contract', 'WISPRO', clientId, contracts.disabled),
          validUntil: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
          idempotencyKey: `promise-of-${of}`,
        };
      },
    ],
  ];

  const write = (name: string, type: string, input: object, who: Who) =>
    gateway.send<Record<string, { __typename: string }>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`,
      { input },
      who,
    );

  it.each(writes)('%s of that client, and of nobody else, without the scope for it', async (name, type, inputOf) => {
    const assurance = await prove(person);
    const { value: refused, calls } = await callsDuring(gateway, () => write(name, type, inputOf('person'), bot));
    // Pings of the tests before may still run.
    expect([codesOf(refused), calls.filter((route) => !route.includes('/ping/{task_id}'))]).toEqual([
      ['FORBIDDEN'],
      [],
    ]);
    const stranger = await write(name, type, inputOf('other'), { ...bot, assurance });
    expect(codesOf(stranger)).toEqual(['FORBIDDEN']);
    const another = await write(name, type, inputOf('person'), { ...bot, subject: 'another', assurance });
    expect(codesOf(another)).toEqual(['FORBIDDEN']);
    const done = dataOf(await write(name, type, inputOf('person'), { ...bot, assurance }));
    expect(done[name]?.__typename).toMatch(/Success$|^PromiseNotAllowed$/);
  });

  it.each(writes.slice(0, 3))(
    '%s of a client who is named by the id of the other back end',
    async (name, type, inputOf) => {
      const assurance = await prove(person);
      const input = { ...inputOf('person'), clientId: wisproIdOf(wisproCases.paidAndPending) };
      const unkeyed = name === 'createTicket' ? { ...input, idempotencyKey: 'joined', force: true } : input;
      const done = dataOf(await write(name, type, unkeyed, { ...bot, assurance }));
      expect(done[name]?.__typename).toMatch(/Success$/);
    },
  );

  it('no other contract of another client, whoever is named with it', async () => {
    const assurance = await prove(person);
    const contractId = encodeId(
      'Contract',
      'WISPRO',
      wisproCases.paidAndPending.clientId,
      wisproCases.suspended.contracts.disabled,
    );
    const input = { contractId, validUntil: '2030-01-01', idempotencyKey: 'foreign' };
    const answer = await write('createPaymentPromise', 'CreatePaymentPromiseInput', input, { ...bot, assurance });
    expect(dataOf(answer).createPaymentPromise?.__typename).toMatch(/^(ContractNotFound|PromiseNotAllowed)$/);
    expect(gateway.wispro.promises).toEqual([]);
  });

  it('no other document: by it records are joined, and whoever changed it would be somebody else', async () => {
    const assurance = await prove(person);
    const input = { clientId: idOf(person), phone: '3115550178', document: '31222333' };
    const answer = await write('updateClient', 'UpdateClientInput', input, { ...bot, assurance });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    expect(gateway.wispHub.effects.updates).toEqual([]);
  });
});
