import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloudFaults } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases, wisproFaults } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type CloudGateway, startCloudGateway } from './cloud.js';
import { codesOf, dataOf } from './gateway.js';

const { suspended, paidAndPending } = wisproCases;

/** The same record's UUID at an API whose ids are its own. */
const other = (id: string): string => id.replace('-8000-', '-9000-');
const clientId = encodeId('Client', 'WISPRO', other(suspended.clientId));
const contractId = encodeId('Contract', 'WISPRO', other(suspended.clientId), other(suspended.contracts.disabled));

let gateway: CloudGateway;

beforeEach(async () => {
  gateway = await startCloudGateway({ way: 'both' });
  gateway.cloud.settings({ ids: 'different' });
});
afterEach(() => gateway.close());

const fields = '{ id status contracts { id accessServer { name } } }';
const byDocument = (document: string) => gateway.send(`{ client(by: { document: "${document}" }) ${fields} }`);
const byId = `query ($id: ID!) { client(by: { id: $id }) ${fields} }`;
const validUntil = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

async function promise(idempotencyKey: string): Promise<string> {
  const mutation = `mutation ($input: CreatePaymentPromiseInput!) {
    createPaymentPromise(input: $input) { __typename }
  }`;
  const input = { contractId, validUntil, idempotencyKey };
  const answer = await gateway.send<{ createPaymentPromise: { __typename: string } }>(mutation, { input });
  return dataOf(answer).createPaymentPromise.__typename;
}

describe('an API with other ids than the integration (cloud contract A-44)', () => {
  const client = {
    ...{ id: clientId, status: 'SUSPENDED' },
    contracts: [{ id: contractId, accessServer: { name: 'RDA-10-PRU' } }],
  };

  it('names clients by its own ids, and has the names of access servers from the joined contract', async () => {
    expect(dataOf(await byDocument(suspended.dni))).toEqual({ client });
    expect(dataOf(await gateway.send(byId, { id: clientId }))).toEqual({ client });
  });

  it('is down without another id for the same client, and without a client or invoices that are not there', async () => {
    dataOf(await byDocument(suspended.dni));
    gateway.cloud.fault({ fault: cloudFaults.html(502) });
    for (const { dni } of [suspended, paidAndPending]) {
      expect(codesOf(await byDocument(dni))).toEqual(['UPSTREAM_UNAVAILABLE']);
    }
    expect(codesOf(await gateway.send(byId, { id: clientId }))).toEqual(['UPSTREAM_UNAVAILABLE']);
  });

  it('shows no empty list of invoices where its own cannot be read', async () => {
    dataOf(await byDocument(suspended.dni));
    gateway.cloud.fault({ route: '/invoicing/invoices', fault: cloudFaults.html(502) });
    const query = 'query ($id: ID!) { client(by: { id: $id }) { invoices(first: 3) { totalCount } } }';
    const answer = await gateway.send(query, { id: clientId });
    expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(answer.data).toEqual({ client: { invoices: { totalCount: null } } });
  });

  it('serves on with links of its own while the integration is down', async () => {
    gateway.wispro.fault({ fault: wisproFaults.htmlError });
    const query =
      'query ($id: ID!) { client(by: { id: $id }) { id invoices(first: 3) { nodes { paymentLinks { url } } } } }';
    expect(dataOf(await gateway.send(query, { id: clientId }))).toMatchObject({
      client: { id: clientId, invoices: { nodes: [{ paymentLinks: [{}] }] } },
    });
  });

  it('has a promise sent to the integration by the integration’s own id of the contract, once', async () => {
    expect(await promise('one')).toBe('CreatePaymentPromiseSuccess');
    expect(await promise('one')).toBe('CreatePaymentPromiseSuccess');
    expect(gateway.wispro.promises).toMatchObject([{ contractId: suspended.contracts.disabled, validUntil }]);
    expect([gateway.cloud.promises, gateway.sentWrites()]).toEqual([[], []]);
  });

  it('has no promise sent to either once the outcome of one is unclear', async () => {
    gateway.wispro.fault({ route: '/api/pp', fault: { kind: 'reset', when: 'after' } });
    expect(await promise('lost')).toBe('OutcomeUnknown');
    expect(await promise('lost')).toBe('OutcomeUnknown');
    expect(gateway.wispro.promises).toHaveLength(1);
    expect(gateway.sentWrites()).toEqual([]);
  });
});
