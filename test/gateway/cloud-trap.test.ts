import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { cloudCases, cloudFaults } from '../../src/emulator/wispro/cloud/index.js';
import { plantedSecrets, wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type CloudGateway, startCloudGateway } from './cloud.js';
import { codesOf, dataOf } from './gateway.js';

// Each title names the trap of the cloud contract into which a gateway that did not know it would fall.

const { suspended, threeContracts, paidAndPending } = wisproCases;
const idOf = ({ clientId }: { readonly clientId: string }): string => encodeId('Client', 'WISPRO', clientId);

let gateway: CloudGateway;

beforeAll(async () => {
  gateway = await startCloudGateway();
});
beforeEach(() => gateway.cloud.reset());
afterAll(() => gateway.close());

/** The answer with another value of a key, as JSON. */
const rewrite = (key: string, value: string) => ({
  kind: 'rewrite' as const,
  rewrite: (answer: EmulatedAnswer): EmulatedAnswer => ({
    ...answer,
    body: String(answer.body).replace(new RegExp(`"${key}":(?:"[^"]*"|[^,}]*)`), `"${key}":${value}`),
  }),
});

const everything = `query ($id: ID!) {
  client(by: { id: $id }) {
    id name document email phones { raw } address city province country status outstandingBalance { amount currency }
    externalIds { kind value } account { owed { amount } }
    contracts { id status upstreamStatus pppoeUsername ip macAddress accessServer { name } plan { name price { amount } } }
    invoices(first: 60) { nodes { id state total { amount currency } balance { amount } paymentLinks { url } } }
    tickets { nodes { ticketId status upstreamStatus } }
  }
}`;

describe('a client', () => {
  it('has a province, and services with a state, each its own (T6, T12)', async () => {
    const { client } = dataOf<{ client: object }>(await gateway.send(everything, { id: idOf(threeContracts) }));
    expect(client).toMatchObject({
      ...{ province: 'Buenos Aires', status: 'ACTIVE' },
      contracts: [
        { status: 'ACTIVE', upstreamStatus: 'enabled' },
        { status: 'SUSPENDED', upstreamStatus: 'disabled' },
        { status: 'ACTIVE', upstreamStatus: 'alerted' },
      ],
    });
  });

  it('shows no password and no way to log in, in an answer or in the log (T11)', async () => {
    const answers = [];
    for (const each of [suspended, wisproCases.nulls]) answers.push(await gateway.send(everything, { id: idOf(each) }));
    answers.push(await gateway.send('{ clients(first: 50, filter: { city: "a" }) { nodes { name } } }'));
    const told = JSON.stringify(answers) + gateway.logged() + JSON.stringify(gateway.journaled());
    for (const secret of Object.values(plantedSecrets)) expect(told).not.toContain(secret);
    expect(told).not.toMatch(/pppoe_password|link_mobile_login/);
  });

  it('has a code and a document that are texts (T21)', async () => {
    const byCode = 'query ($value: String!) { client(by: { wispro: { type: COD, value: $value } }) { name } }';
    for (const { cod, name } of [cloudCases.sixtyInvoices, cloudCases.plainCode]) {
      expect(dataOf(await gateway.send(byCode, { value: cod }))).toEqual({ client: { name } });
    }
    for (const value of ['00077', '077']) {
      expect(dataOf(await gateway.send(byCode, { value }))).toEqual({ client: null });
    }
    gateway.cloud.fault({ route: 'clients/{id}', fault: rewrite('national_identification_number', '"00123456"') });
    const { client } = dataOf<{ client: object }>(await gateway.send(everything, { id: idOf(suspended) }));
    expect(client).toMatchObject({ document: '00123456' });
  });

  it('is asked for by a UUID in the path, and by a number in a filter alone (T27)', async () => {
    const byKey = 'query ($value: String!) { client(by: { wispro: { type: ID, value: $value } }) { id } }';
    for (const value of [suspended.clientId, String(suspended.publicId)]) {
      expect(dataOf(await gateway.send(byKey, { value }))).toEqual({ client: { id: idOf(suspended) } });
    }
    const paths = gateway.cloud.calls.map(({ path }) => path).filter((path) => path.includes('/clients'));
    expect(paths.some((path) => path.includes(`/clients/${suspended.publicId}`))).toBe(false);
    expect(paths.some((path) => /public_id_eq=[^&]*-/.test(path))).toBe(false);
  });

  it('is not asked for by nothing, which would find everybody (T30)', async () => {
    for (const by of ['document: ""', 'phone: " "', 'email: ""', 'wispro: { type: COD, value: "" }', 'id: ""']) {
      const answer = await gateway.send<{ client: unknown }>(`{ client(by: { ${by} }) { id } }`);
      expect([by, answer.data?.client ?? null, codesOf(answer)]).toEqual([by, null, ['BAD_USER_INPUT']]);
    }
    expect(gateway.cloud.calls).toEqual([]);
  });
});

describe('money', () => {
  it('is as it is written, of text or number, longer than a float (T8)', async () => {
    const id = idOf(cloudCases.sixtyInvoices);
    const { client } = dataOf<{ client: { invoices: { nodes: { total: { amount: string } }[] } } }>(
      await gateway.send(everything, { id }),
    );
    expect(client.invoices.nodes).toHaveLength(60);
    for (const { total } of client.invoices.nodes) expect(total.amount).toMatch(/^\d+\.\d\d$/);
    gateway.cloud.fault({ route: 'current_account', fault: rewrite('balance_amount', '"-90071992547409.93"') });
    expect(dataOf(await gateway.send(everything, { id: idOf(suspended) }))).toMatchObject({
      client: {
        outstandingBalance: { amount: '90071992547409.93' },
        account: { owed: { amount: '90071992547409.93' } },
      },
    });
  });

  it('has the currency of the configuration, not of the country (T22)', async () => {
    const abroad = await startCloudGateway({ environment: { COUNTRY: 'VE', CURRENCY_WISPRO: 'USD' } });
    try {
      const { client } = dataOf<{ client: object }>(await abroad.send(everything, { id: idOf(suspended) }));
      expect(client).toMatchObject({
        outstandingBalance: { amount: '12345.50', currency: 'USD' },
        invoices: { nodes: [{ total: { currency: 'USD' } }] },
      });
      expect(JSON.stringify(client)).not.toMatch(/ARS|VES/);
    } finally {
      await abroad.close();
    }
  });
});

describe('an error', () => {
  const refusal = (message: string) => ({
    ...cloudFaults.otherJson,
    body: JSON.stringify({ status: 400, meta: {}, message, errors: { base: message } }),
  });

  it.each(['es', 'en', 'pt'] as const)('is read by its code, whatever it says, in %s (T17)', async (locale) => {
    gateway.cloud.fault({ route: 'clients/{id}', fault: cloudFaults.envelope(404, locale) });
    expect(
      dataOf(await gateway.send('query ($id: ID!) { client(by: { id: $id }) { id } }', { id: idOf(suspended) })),
    ).toEqual({
      client: null,
    });
  });

  it('of a write is a refusal, though it speaks of what is not found or was created (T17)', async () => {
    const mutation = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename } }';
    for (const [index, message] of ['Registro no encontrado', 'Criado com sucesso', 'Server error'].entries()) {
      gateway.cloud.clearFaults();
      gateway.cloud.fault({ route: 'POST', fault: refusal(message) });
      const input = {
        clientId: idOf(suspended),
        subject: 'Lentitud',
        description: `T17 ${index}`,
        idempotencyKey: `t17-${index}`,
      };
      expect(dataOf(await gateway.send(mutation, { input }))).toEqual({
        createTicket: { __typename: 'BackendRefused' },
      });
    }
  });
});

it('finds the licence over without asking twice, and keeps what it offers (T16)', async () => {
  const own = await startCloudGateway();
  try {
    const capabilities = async () => dataOf(await own.send('{ backends { capabilities } }'));
    const offered = await capabilities();
    own.cloud.settings({ licence: 'expired' });
    for (const { clientId } of [suspended, paidAndPending]) {
      const answer = await own.send('query ($id: ID!) { client(by: { id: $id }) { id } }', {
        id: encodeId('Client', 'WISPRO', clientId),
      });
      expect(codesOf(answer)).toEqual(['UPSTREAM_AUTH_FAILED']);
    }
    expect(own.cloud.calls.length).toBeLessThanOrEqual(2);
    expect(await capabilities()).toEqual(offered);
  } finally {
    await own.close();
  }
});
