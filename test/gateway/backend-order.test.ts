import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { sharedDnis, wisproCases } from '../../src/emulator/wispro/index.js';
import { decodeId, encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const outage = { kind: 'answer', when: 'before', status: 500, body: '' } as const;

/** Every field of a client with what it needs, of one back end or the other. */
const fields = [
  'name',
  'document',
  'status',
  'paymentStatus',
  'phones { e164 }',
  'address',
  'serviceId',
  'outstandingBalance { amount }',
  'plan { name }',
  'zone { isBlocked }',
  'email',
  'province',
  'location { latitude }',
  'contracts { id }',
  'invoices { nodes { id } }',
  'tickets { nodes { id } }',
  'sources { backend }',
];

const keys = [
  ...sharedDnis.slice(0, 8),
  wispHubCases.typical.cedula,
  wispHubCases.sharedDocumentFirst.cedula,
  wisproCases.paidAndPending.dni,
  wisproCases.suspended.dni,
  wisproCases.manyInvoices.dni,
  wisproCases.company.cuit,
  '55666777',
];

describe.each([
  ['v1', {}],
  ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
  ['native', { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const)('the order of the back ends, over %s', (dialect, dialectVariables) => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({
      wispHub: { dialect },
      environment: { COST_PER_MINUTE: '1000000', ...dialectVariables },
    });
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    gateway.wispHub.reset();
    gateway.wispro.reset();
  });

  const idOf = async (document: string, selection: readonly string[]): Promise<string | null> => {
    const query = `query ($document: String!) { client(by: {document: $document}) { id ${selection.join(' ')} } }`;
    const answer = await gateway.send<{ client: { id: string } | null }>(query, { document });
    return dataOf(answer).client?.id ?? null;
  };

  it('gives a key one id, whatever is selected', async () => {
    const known = new Map<string, string | null>();
    const selection = fc.shuffledSubarray(fields, { minLength: 0, maxLength: 4 });
    const property = fc.asyncProperty(fc.constantFrom(...keys), selection, async (document, selected) => {
      const id = await idOf(document, selected);
      if (!known.has(document)) known.set(document, await idOf(document, []));
      expect(id).toBe(known.get(document));
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('asks the second only about whom the first does not know', async () => {
    expect(await idOf(wisproCases.paidAndPending.dni, ['invoices { nodes { id } }'])).toBe(
      encodeId('Client', 'WISPHUB', wispHubCases.sharedPersonOne.id_servicio),
    );
    expect(await idOf(wisproCases.manyInvoices.dni, ['plan { name }'])).toBe(
      encodeId('Client', 'WISPRO', wisproCases.manyInvoices.clientId),
    );
    expect(await idOf('55666777', [])).toBeNull();
  });

  it('says at the path of the client that the second stands in, when the first cannot be asked', async () => {
    gateway.wispHub.fault({ fault: outage });
    const document = wisproCases.paidAndPending.dni;
    const query = `{ client(by: {document: "${document}"}) { id email } }`;
    const answer = await gateway.send<{ client: { id: string } }>(query);
    expect(decodeId(answer.data?.client.id ?? '')?.backend).toBe('WISPRO');
    expect(answer.errors).toMatchObject([{ path: ['client'], extensions: { backend: 'WISPHUB' } }]);
  });

  it('finds nobody when the first cannot be asked and the second knows nobody', async () => {
    gateway.wispHub.fault({ fault: outage });
    const answer = await gateway.send('{ client(by: {document: "55666777"}) { id } }');
    expect(answer.data).toEqual({ client: null });
    expect(codesOf(answer)).toHaveLength(1);
  });
});
