import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const { noDocument } = wispHubCases;
const placeholders = ['11111111', '11.111.111', '12345678', '222222222222', 'consumidor final'];

describe.each([
  ['v1', {}],
  ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
  ['native', { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const)('a document that many people have, over %s', (dialect, dialectVariables) => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ wispHub: { dialect }, environment: { ...dialectVariables } });
  });

  afterAll(() => gateway.close());

  it.each(placeholders)('%s finds nobody, and no back end is asked', async (document) => {
    const queries = [`document: "${document}"`, `wispro: {type: DNI, value: "${document}"}`];
    for (const by of queries) {
      const { value, calls } = await callsDuring(gateway, () => gateway.send(`{ client(by: {${by}}) { id } }`));
      expect([value.data, codesOf(value), calls]).toEqual([{ client: null }, ['BAD_USER_INPUT'], []]);
    }
  });

  it('joins nobody, and no other back end is asked', async () => {
    const clientId = encodeId('Client', 'WISPHUB', noDocument.id_servicio);
    const update = 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';
    dataOf(await gateway.send(update, { input: { clientId, document: '11111111' } }));
    const query = `{ client(by: {id: "${clientId}"}) { document email contracts { id } sources { backend found } } }`;
    const { value, calls } = await callsDuring(gateway, () => gateway.send(query));
    expect(dataOf(value)).toEqual({
      client: {
        document: '11111111',
        email: null,
        contracts: [],
        sources: [
          { backend: 'WISPHUB', found: true },
          { backend: 'WISPRO', found: false },
        ],
      },
    });
    expect(calls).toHaveLength(1);
  });
});

describe('a document that a list has under several names', () => {
  it('joins none of them: one of two records has it by mistake, and nothing tells which', async () => {
    const { sharedPersonOne: one, sharedPersonTwo: two } = wispHubCases;
    const gateway = await startTestGateway({ lifetimes });
    const row = gateway.wispHub.clients.find(({ id_servicio }) => id_servicio === two.id_servicio);
    Object.assign(row ?? {}, { cedula: one.cedula });
    dataOf(await gateway.send('{ clients(first: 1) { foundCount } }'));

    const looked = await gateway.send(`{ client(by: {document: "${one.cedula}"}) { id } }`);
    expect([looked.data, codesOf(looked)]).toEqual([{ client: null }, ['AMBIGUOUS']]);
    const query = `{ client(by: {serviceId: ${one.id_servicio}}) { name email contracts { id } sources { backend found } } }`;
    expect(dataOf(await gateway.send(query))).toEqual({
      client: {
        name: one.nombre,
        email: null,
        contracts: [],
        sources: [
          { backend: 'WISPHUB', found: true },
          { backend: 'WISPRO', found: false },
        ],
      },
    });
    const input = {
      clientId: encodeId('Client', 'WISPRO', wisproCases.paidAndPending.clientId),
      facts: { name: one.nombre, address: one.direccion, planName: '7MB' },
    };
    const verify =
      'mutation ($input: VerifyClientInput!) { verifyClient(input: $input) { ... on VerifyClientSuccess { verified } } }';
    expect(dataOf(await gateway.send(verify, { input }))).toEqual({ verifyClient: { verified: false } });
    await gateway.close();
  });
});
