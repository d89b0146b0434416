import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const link = 'https://clientes.portal.net/saldo/demo-isp/abc/';
const idOf = ({ id_servicio: id }: { readonly id_servicio: number }) => encodeId('Client', 'WISPHUB', id);
const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    backends: ['wispHub'],
    wispHub: { lineage: 'native' },
    environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native' },
  });
});
afterEach(() => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  gateway.wispHub.reset();
});
// Fails as well when an answer or a log held one of the secrets of a row.
afterAll(() => gateway.close());

const money = `query ($id: ID!) {
  client(by: { id: $id }) {
    outstandingBalance { amount } account { owed { amount } carried { amount } } plan { name } zone { name } router { name hasOutage } technicianName email
    invoices { truncated nodes { number state balance { amount } isOverdue paymentLinks { url provider } } }
  }
}`;
const promise = `mutation ($id: ID!, $day: Date!, $key: ID!) {
  createPaymentPromise(input: { clientId: $id, validUntil: $day, idempotencyKey: $key }) {
    __typename
    ... on CreatePaymentPromiseSuccess { paymentPromise { reference validUntil } replayed }
    ... on PromiseNotAllowed { reason }
  }
}`;

interface Shown {
  readonly client: { readonly invoices: { readonly nodes: readonly object[] } };
}
interface Made {
  readonly createPaymentPromise: object;
}

describe("money over WispHub's own API alone", () => {
  it('is an account, invoices, links and names, by at most four calls once the filters are proven', async () => {
    gateway.wispHub.settings({ installation: 'io', otherLink: link });
    await gateway.send(money, { id: idOf(cases.twoPhones) });
    const before = gateway.wispHub.calls.length;
    const answer = await gateway.send<Shown>(money, { id: idOf(cases.typical) });
    expect(codesOf(answer)).toEqual([]);
    expect(answer.data?.client).toMatchObject({
      account: { owed: { amount: '80000.00' }, carried: { amount: '40000.00' } },
      ...{ outstandingBalance: { amount: '40000.00' }, zone: { name: 'EL PEÑÓN' }, technicianName: 'ÓSCAR MUÑOZ' },
      router: { name: 'SERVIDOR 1', hasOutage: false },
      invoices: {
        truncated: true,
        nodes: [
          {
            ...{ number: '10011', state: 'PENDING', balance: { amount: '40000.00' } },
            paymentLinks: [{ url: link, provider: 'clientes.portal.net' }],
          },
        ],
      },
    });
    const asked = gateway.wispHub.calls.slice(before).map(({ route }) => route);
    expect(asked.filter((route) => route.includes('saldo'))).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it('gives links to those alone who may see what is billed', async () => {
    gateway.wispHub.settings({ otherLink: link });
    const answer = await gateway.send(money, { id: idOf(cases.typical) }, { scopes: ['clients:read'] });
    expect(JSON.stringify(answer)).not.toContain(link);
    expect(gateway.logged()).not.toContain(link);
  });

  it('takes a promise of a client once, and shows it again by its key', async () => {
    const send = () => gateway.send<Made>(promise, { id: idOf(cases.suspended), day, key: 'native-promise' });
    const made = { __typename: 'CreatePaymentPromiseSuccess', paymentPromise: { reference: '501', validUntil: day } };
    expect(dataOf(await send()).createPaymentPromise).toEqual({ ...made, replayed: false });
    expect(dataOf(await send()).createPaymentPromise).toEqual({ ...made, replayed: true });
    expect(gateway.wispHub.effects.promises).toHaveLength(1);
  });

  it('does not know a promise whose answer is lost, and does not send it again', { timeout: 30_000 }, async () => {
    gateway.wispHub.fault({
      route: 'POST /api/promesa-pago/',
      fault: { kind: 'answer', when: 'after', status: 502, body: '<html>' },
    });
    const day2 = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);
    for (const key of ['lost-1', 'lost-2']) {
      const answer = await gateway.send<Made>(promise, { id: idOf(cases.suspended), day: day2, key });
      expect(dataOf(answer).createPaymentPromise).toMatchObject({ __typename: 'OutcomeUnknown' });
    }
    expect(gateway.wispHub.effects.promises).toHaveLength(1);
  });

  it('lists the tickets of a client with their replies, whichever form these have', async () => {
    const query = `query ($id: ID!) {
      client(by: { id: $id }) { tickets { nodes { ticketId subject answer replies { text } client { name } } } }
    }`;
    const of = async (serviceId: number) =>
      dataOf(
        await gateway.send<{ client: { tickets: { nodes: readonly object[] } } }>(query, {
          id: encodeId('Client', 'WISPHUB', serviceId),
        }),
      ).client.tickets.nodes;
    for (const replyForm of ['', 'object', 'null', 'absent', 'detail']) {
      gateway.wispHub.settings({ replyForm, slashDates: true });
      expect((await of(1001)).length).toBeGreaterThan(0);
    }
  });

  it('finds a client by user name and by e-mail, and says what is wrong with one that is none', async () => {
    const byName = '{ client(by: { username: "esperanza-benitez-1001@demo-isp" }) { serviceId } }';
    expect(dataOf(await gateway.send(byName))).toEqual({ client: { serviceId: 1001 } });
    const byMail = '{ client(by: { email: "Cliente1002@correo.example" }) { serviceId } }';
    expect(dataOf(await gateway.send(byMail))).toEqual({ client: { serviceId: 1002 } });
    const asked = gateway.wispHub.calls.length;
    for (const [by, argument] of [
      ['email: "nobody"', 'by.email'],
      ['username: "?"', 'by.username'],
    ]) {
      const { errors } = await gateway.send(`{ client(by: { ${by} }) { serviceId } }`);
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    }
    expect(gateway.wispHub.calls).toHaveLength(asked);
  });
});
