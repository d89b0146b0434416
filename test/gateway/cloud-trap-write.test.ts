import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloudFaults } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type CloudGateway, startCloudGateway } from './cloud.js';
import { codesOf, dataOf } from './gateway.js';

// Each title names the trap of the cloud contract into which a gateway that did not know it would fall.

const { suspended } = wisproCases;
const clientId = encodeId('Client', 'WISPRO', suspended.clientId);
const contractId = encodeId('Contract', 'WISPRO', suspended.clientId, suspended.contracts.disabled);

let gateway: CloudGateway;

beforeEach(async () => {
  gateway = await startCloudGateway();
});
afterEach(() => gateway.close());

const mutations = {
  createTicket: 'mutation ($input: CreateTicketInput!) { result: createTicket(input: $input) { __typename } }',
  registerPayment: 'mutation ($input: RegisterPaymentInput!) { result: registerPayment(input: $input) { __typename } }',
  createPaymentPromise:
    'mutation ($input: CreatePaymentPromiseInput!) { result: createPaymentPromise(input: $input) { __typename } }',
} as const;

async function write(name: keyof typeof mutations, input: object): Promise<string> {
  const answer = await gateway.send<{ result: { __typename: string } }>(mutations[name], { input });
  return dataOf(answer).result.__typename;
}

const ticket = (idempotencyKey: string) => ({
  clientId,
  subject: 'Lentitud',
  description: 'Anda lento',
  idempotencyKey,
});
const payment = { clientId, amount: '10.00', reference: 'TRAP-1', idempotencyKey: 'payment' };
/** A day from the machine's own, by which the gateway judges it. */
const validUntil = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

describe('a write', () => {
  it('of a ticket stands in the address, of a payment and a promise in the body (T9)', async () => {
    expect(await write('createTicket', ticket('ticket'))).toBe('CreateTicketSuccess');
    expect(await write('registerPayment', payment)).toBe('RegisterPaymentSuccess');
    const promise = { contractId, validUntil, idempotencyKey: 'promise' };
    expect(await write('createPaymentPromise', promise)).toBe('CreatePaymentPromiseSuccess');
    const posts = gateway.cloud.calls.filter(({ method }) => method === 'POST');
    expect(posts.map(({ path }) => path.includes('?'))).toEqual([true, false, false]);
    expect(gateway.cloud.writes.map(({ kind }) => kind)).toEqual(['issue', 'payment', 'promise']);
  });

  it('of a payment is of the noon of the day of the ISP (T15)', async () => {
    expect(await write('registerPayment', payment)).toBe('RegisterPaymentSuccess');
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Argentina/Buenos_Aires' }).format(new Date());
    expect(gateway.cloud.payments.at(-1)?.paidAt).toBe(`${day}T12:00:00.000-03:00`);
  });

  it('of a ticket stays unknown though another tool has written over its reference (T24)', async () => {
    gateway.cloud.fault({ route: 'POST', fault: { kind: 'reset', when: 'after' }, times: 1 });
    expect(await write('createTicket', ticket('lost'))).toBe('OutcomeUnknown');
    Object.assign(gateway.cloud.issues.at(-1) ?? {}, { description: 'Cerrado por el técnico', state: 'closed' });
    expect(await write('createTicket', ticket('lost'))).toBe('OutcomeUnknown');
    expect(await write('createTicket', ticket('again'))).not.toBe('CreateTicketSuccess');
    expect(gateway.sentWrites()).toHaveLength(1);
    const query = 'query ($id: ID!) { client(by: { id: $id }) { tickets { nodes { status client { id } } } } }';
    expect(dataOf(await gateway.send(query, { id: clientId }))).toEqual({
      client: { tickets: { nodes: [{ status: 'CLOSED', client: { id: clientId } }] } },
    });
  });
});

describe('a ticket of one number at two systems (T26)', () => {
  it('is the one of its global id', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { id ... on Ticket { subject } } }';
    const [ours, theirs] = [encodeId('Ticket', 'WISPRO', 511), encodeId('Ticket', 'WISPHUB', 511)];
    const both = await startCloudGateway({ way: 'besideWispHub' });
    try {
      const subjects = [];
      for (const id of [ours, theirs]) {
        const { node } = dataOf<{ node: { id: string; subject: string } }>(await both.send(query, { id }));
        expect(node.id).toBe(id);
        subjects.push(node.subject);
      }
      expect(subjects).toEqual(['Lentitud', 'No Tiene Internet']);
    } finally {
      await both.close();
    }
  });
});

describe('a list', () => {
  const invoices = 'query ($id: ID!) { client(by: { id: $id }) { invoices(first: 3) { totalCount } } }';

  it('that refuses a filter is not empty (T20)', async () => {
    gateway.cloud.fault({ route: '/invoicing/invoices', fault: cloudFaults.envelope(400) });
    const answer = await gateway.send(invoices, { id: clientId });
    expect(codesOf(answer)).toEqual(['UPSTREAM_BAD_RESPONSE']);
    expect(answer.data).toEqual({ client: { invoices: { totalCount: null } } });
  });

  it('is asked for no time, which needs an offset and a + that is encoded (T20, T25)', async () => {
    const query = `query ($id: ID!) {
      client(by: { id: $id }) { name account { owed { amount } } contracts { id } tickets { totalCount } invoices { totalCount } }
      byPhone: client(by: { phone: "+5492262400003" }) { id }
      plans { name } ticketSubjects { name }
    }`;
    dataOf(await gateway.send(query, { id: clientId }));
    const paths = gateway.cloud.calls.map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => /_(?:after|before)=/.test(path) || path.includes('+'))).toEqual([]);
  });
});
