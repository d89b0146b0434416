import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/domain/audit-entry.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { startTestGateway, type TestGateway, until, type Who } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

const idOf = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const typical = idOf(cases.typical);
const masked: Who = { subject: 'bot', scopes: scopes.filter((scope) => scope !== 'personal:read') };

/** The lines that a request leaves: those before the line of a mutation that is sent after it. */
async function linesOf(query: string, variables: object = {}, who?: Who): Promise<readonly AuditEntry[]> {
  const before = gateway.journaled().length;
  await gateway.send(query, variables, who);
  const end = `end-${before}`;
  await gateway.send(
    'mutation { verifyClient(input: {clientId: "x", facts: {}}) { __typename } }',
    {},
    { subject: end },
  );
  await until(() => gateway.journaled().some(({ subject }) => subject === end));
  return gateway
    .journaled()
    .slice(before)
    .filter(({ subject }) => subject !== end);
}

const shown = {
  msg: 'lookup',
  name: 'journal',
  outcome: 'shown',
  client: expect.stringMatching(/^[\w-]{22}$/),
  subject: 'tester',
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  requestId: expect.stringMatching(/^[\w-]{36}$/),
};

describe('the journal has a line', () => {
  it('for a client whose data was shown, with the operation and its root field, and no alias', async () => {
    const query =
      'query Screen { secret30011: client(by: {serviceId: 1001}) { name document phones { raw } antennaIp } }';
    const lines = await linesOf(query);
    expect(lines).toEqual([{ level: 30, ...shown, operation: 'Screen', field: 'client' }]);
  });

  it('for each client of a page, once, however often it is in the answer', async () => {
    const query =
      '{ a: clients(first: 20) { nodes { document address } } ... on Query { b: clients(first: 10) { edges { node { address } } } } }';
    const lines = await linesOf(query);
    expect(lines).toHaveLength(20);
    expect(new Set(lines.map(({ client }) => client)).size).toBe(20);
    expect(lines[0]).toMatchObject({ ...shown, operation: null, field: 'clients' });
  });

  it('for none of whom nothing personal was shown', async () => {
    expect(await linesOf('{ client(by: {serviceId: 1001}) { name status plan { name } } }')).toEqual([]);
    expect(await linesOf('{ client(by: {serviceId: 1001}) { document phones { raw } } }', {}, masked)).toEqual([]);
    expect(await linesOf('{ client(by: {serviceId: 999999}) { document } }')).toEqual([]);
    const { id_servicio } = cases.noDocument;
    expect(await linesOf(`{ client(by: {serviceId: ${id_servicio}}) { document } }`)).toEqual([]);
  });

  it('for a contract that is looked at by itself, under its client', async () => {
    const { clientId, contracts } = wisproCases.paidAndPending;
    const query = 'query ($id: ID!) { node(id: $id) { ... on Contract { address } } }';
    const [line] = await linesOf(query, { id: encodeId('Contract', 'WISPRO', clientId, contracts.enabled) });
    const [other] = await linesOf('query ($id: ID!) { client(by: {id: $id}) { email } }', {
      id: encodeId('Client', 'WISPRO', clientId),
    });
    expect(line).toMatchObject({ field: 'node', client: other?.client });
  });

  it('for every mutation, with how it ended, refused ones too', async () => {
    const update = 'mutation Change($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';
    const input = { clientId: typical, phone: '3115550166' };
    const [client] = (await linesOf('{ client(by: {serviceId: 1001}) { document } }')).map((line) => line.client);
    const line = { msg: 'mutation', operation: 'Change', field: 'updateClient', client };
    expect(await linesOf(update, { input })).toMatchObject([{ ...line, outcome: 'UpdateClientSuccess' }]);
    const invalid = { input: { ...input, phone: 'x' } };
    expect(await linesOf(update, invalid)).toMatchObject([{ ...line, outcome: 'InvalidInput' }]);
    const refused = await linesOf(update, { input }, { subject: 'bot', scopes: ['clients:read'] });
    expect(refused).toMatchObject([{ ...line, subject: 'bot', outcome: 'FORBIDDEN' }]);
    gateway.wispHub.fault({ route: 'PUT ', times: 1, fault: { kind: 'reset', when: 'after' } });
    expect(await linesOf(update, { input })).toMatchObject([{ ...line, outcome: 'OutcomeUnknown' }]);
    const unknownPerson = { input: { ...input, clientId: 'x' } };
    expect(await linesOf(update, unknownPerson)).toMatchObject([{ ...line, client: null, outcome: 'BAD_USER_INPUT' }]);
  });

  it('for whoever is verified, or is not, and whom a resolution found', async () => {
    const facts = { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB' };
    const verify = 'mutation ($input: VerifyClientInput!) { verifyClient(input: $input) { __typename } }';
    const resolve = 'mutation ($input: ResolveClientInput!) { resolveClient(input: $input) { __typename } }';
    const [right] = await linesOf(verify, { input: { clientId: typical, facts } });
    const [wrong] = await linesOf(verify, { input: { clientId: typical, facts: { ...facts, address: 'Otra' } } });
    const [found] = await linesOf(resolve, { input: { facts } });
    const [unfound] = await linesOf(resolve, { input: { facts: { ...facts, name: 'Nadie Conocido' } } });
    expect([right, wrong, found, unfound].map((line) => line?.outcome)).toEqual([
      'VerifyClientSuccess',
      'NotVerified',
      'ResolveClientSuccess',
      'ClientNotFound',
    ]);
    expect(new Set([right, wrong, found].map((line) => line?.client)).size).toBe(1);
    expect(unfound?.client).toBeNull();
  });

  it('for data that goes out with an event', async () => {
    const start =
      'mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id } } } }';
    const { data } = await gateway.send<{ startPing: { pingTask: { id: string } } }>(start, { id: typical });
    const before = gateway.journaled().length;
    const query = 'subscription Watch($id: ID!) { pingTaskCompleted(id: $id) { client { document } } }';
    const events = gateway.socket().iterate({ query, variables: { id: data?.startPing.pingTask.id } });
    expect((await events.next()).value).toMatchObject({ data: { pingTaskCompleted: { client: {} } } });
    await until(() => gateway.journaled().length > before);
    expect(gateway.journaled().slice(before)).toMatchObject([
      { ...shown, operation: 'Watch', field: 'pingTaskCompleted' },
    ]);
  });
});

describe('the journal', () => {
  it('has nothing of a person in it, and no id that leads to one', async () => {
    await linesOf('{ client(by: {document: "1.098.765.432"}) { id name document phones { raw } address } }');
    const text = JSON.stringify(gateway.journaled());
    for (const value of ['1098765432', '1.098.765.432', 'ESPERANZA', 'BELLAVISTA', '3001234567', typical]) {
      expect(text).not.toContain(value);
    }
  });
});
