import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { type Scope, scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { startAgent } from './mcp-agent.js';

/** One document, two names: somebody typed it wrongly in one of the systems. */
const mistyped = wispHubCases.sharedPersonThree;
const stranger = wisproCases.suspended;
const ids = {
  wispHub: encodeId('Client', 'WISPHUB', mistyped.id_servicio),
  wispro: encodeId('Client', 'WISPRO', stranger.clientId),
};
const without = (...missing: readonly Scope[]): readonly Scope[] => scopes.filter((scope) => !missing.includes(scope));
const facts = { name: mistyped.nombre, address: mistyped.direccion, planName: '7MB Plus' };

describe.each([
  ['v1', {}],
  ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
  ['native', { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const)('two records of one document whose names share no word, over %s', (dialect, dialectVariables) => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({
      wispHub: { dialect },
      environment: { COST_PER_MINUTE: '1000000', MCP: 'true', ...dialectVariables },
    });
  });

  afterAll(() => gateway.close());

  it.each([
    ['personal:read', without('personal:read')],
    ['billing:read', without('billing:read', 'admin')],
  ])('are not joined for a caller without %s', async (missing, granted) => {
    const hasBilling = missing !== 'billing:read';
    const answer = await gateway.send(
      `{ client(by: {document: "${stranger.dni}"}) { name plan { name } province externalIds { backend }
         ${hasBilling ? 'contracts { id } invoices { nodes { id } }' : ''}
         sources { backend found name conflict unavailable } } }`,
      {},
      { scopes: granted },
    );
    expect(answer.data).toMatchObject({
      client: {
        name: mistyped.nombre,
        province: null,
        externalIds: [{ backend: 'WISPHUB' }],
        ...(hasBilling ? { contracts: [], invoices: { nodes: [] } } : {}),
        sources: [
          { backend: 'WISPHUB', found: true, conflict: false, unavailable: null },
          { backend: 'WISPRO', found: null, name: null, conflict: true, unavailable: 'JOIN_CONFLICT' },
        ],
      },
    });
    const misses = answer.errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`).sort();
    const fields = ['externalIds', 'province', ...(hasBilling ? ['contracts', 'invoices'] : [])].sort();
    // Money is for who was verified, whatever else is known.
    const codeOf = (field: string) => (/contracts|invoices/.test(field) ? 'FORBIDDEN' : 'JOIN_CONFLICT');
    expect(misses).toEqual(fields.map((field) => `client.${field} ${codeOf(field)}`));
    expect(JSON.stringify(answer)).not.toContain('SUÁREZ');
  });

  it('are not joined from the other side, nor over a socket, nor for a model', async () => {
    const query = `{ node(id: "${ids.wispro}") { ... on Client { serviceId outstandingBalance { amount } tickets { nodes { id } } } } }`;
    const who = { scopes: without('personal:read') };
    const fields = ['outstandingBalance', 'serviceId', 'tickets'];
    const answer = await gateway.send(query, {}, who);
    expect(answer.data).toEqual({ node: { serviceId: null, outstandingBalance: null, tickets: { nodes: [] } } });
    expect(answer.errors.map(({ path }) => path?.join('.')).sort()).toEqual(fields.map((field) => `node.${field}`));
    const start =
      'mutation ($input: StartPingInput!) { startPing(input: $input) { ... on StartPingSuccess { pingTask { id } } } }';
    const started = await gateway.send<{ startPing: { pingTask: { id: string } } }>(start, {
      input: { clientId: ids.wispHub },
    });
    const watch = 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { client { name province } } }';
    const variables = { id: dataOf(started).startPing.pingTask.id };
    for await (const { data, errors } of gateway.socket(who).iterate({ query: watch, variables })) {
      expect(data).toEqual({ pingTaskCompleted: { client: { name: mistyped.nombre, province: null } } });
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['JOIN_CONFLICT']);
    }
    const agent = await startAgent(gateway, who);
    await agent.call('verify_client', { input: { clientId: ids.wispHub, facts } });
    const { codes, text } = await agent.call('debt', { document: mistyped.cedula });
    expect(codes).toContain('JOIN_CONFLICT');
    expect(text).not.toContain('SUÁREZ');
    await agent.close();
  });

  it('are shown with both names to whoever may see both', async () => {
    const query = `{ client(by: {serviceId: ${mistyped.id_servicio}}) { contracts { contractId } sources { name conflict unavailable } } }`;
    expect(dataOf(await gateway.send(query))).toEqual({
      client: {
        contracts: [{ contractId: stranger.contracts.disabled }],
        sources: [
          { name: mistyped.nombre, conflict: false, unavailable: null },
          { name: expect.stringContaining('SUÁREZ'), conflict: true, unavailable: null },
        ],
      },
    });
  });

  it('are not opened by an assurance of the other one', async () => {
    const bot = { scopes: ['clients:read', 'billing:read'] as const };
    const verify = `mutation ($input: VerifyClientInput!) { verifyClient(input: $input) { ... on VerifyClientSuccess { verified assurance { token } } } }`;
    const verifyAs = (clientId: string) =>
      gateway.send<{ verifyClient: { verified: boolean; assurance: { token: string } | null } }>(
        verify,
        { input: { clientId, facts } },
        bot,
      );
    expect(dataOf(await verifyAs(ids.wispro)).verifyClient).toEqual({ verified: false, assurance: null });
    const { verified, assurance } = dataOf(await verifyAs(ids.wispHub)).verifyClient;
    expect(verified).toBe(true);
    const who = { ...bot, assurance: assurance?.token ?? '' };
    const answer = await gateway.send<{ node: { document: string; email: string | null } }>(
      `{ node(id: "${ids.wispro}") { ... on Client { document email } } }`,
      {},
      who,
    );
    expect(answer.data?.node).toMatchObject({ document: expect.stringMatching(/^•/), email: null });
    const own = await gateway.send<{ node: { document: string; email: string | null } }>(
      `{ node(id: "${ids.wispHub}") { ... on Client { document email } } }`,
      {},
      who,
    );
    expect(own.data?.node).toEqual({ document: mistyped.cedula, email: null });
    expect(codesOf(own)).toEqual(['JOIN_CONFLICT']);
  });

  it('are not written to by way of one another, whoever asks', async () => {
    const ticket = { clientId: ids.wispro, subject: 'Internet Lento', description: 'x', idempotencyKey: 'conflict' };
    const created = await gateway.send(
      'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename } }',
      { input: ticket },
    );
    const changed = await gateway.send(
      'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }',
      { input: { clientId: ids.wispro, phone: '3001112233' } },
    );
    const pinged = await gateway.send(
      'mutation ($input: StartPingInput!) { startPing(input: $input) { __typename } }',
      { input: { clientId: ids.wispro } },
    );
    for (const answer of [created, changed, pinged]) expect(codesOf(answer)).toEqual(['JOIN_CONFLICT']);
  });
});
