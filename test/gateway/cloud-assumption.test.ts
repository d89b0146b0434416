import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudSettings, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type CloudGateway, startCloudGateway } from './cloud.js';
import { codesOf, dataOf } from './gateway.js';

// Each title names the assumed point of the cloud contract whose variants it goes through.

const { suspended, paidAndPending } = wisproCases;
const clientId = encodeId('Client', 'WISPRO', suspended.clientId);
const contractId = encodeId('Contract', 'WISPRO', suspended.clientId, suspended.contracts.disabled);
const start = Date.parse('2025-03-10T12:00:00-03:00');

let now = start;
let gateway: CloudGateway;
let keys = 0;

/** One for each test: it remembers what it has written. */
beforeEach(async () => {
  now = start;
  gateway = await startCloudGateway({ emulator: { today: () => new Date(now) } });
});
afterEach(() => gateway.close());

const key = (): string => {
  keys += 1;
  return `assumption-${keys}`;
};

const status = async (): Promise<unknown> => {
  const query = 'query ($id: ID!) { client(by: { id: $id }) { status } }';
  return dataOf<{ client: { status: string } }>(await gateway.send(query, { id: clientId })).client.status;
};

/** Days from the machine's own, by which the gateway judges a promise. */
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function promise(validUntil = dayIn(3)): Promise<string> {
  const mutation = `mutation ($input: CreatePaymentPromiseInput!) {
    createPaymentPromise(input: $input) { __typename }
  }`;
  const input = { contractId, validUntil, idempotencyKey: key() };
  const answer = await gateway.send<{ createPaymentPromise: { __typename: string } }>(mutation, { input });
  return dataOf(answer).createPaymentPromise.__typename;
}

async function openTicket(subject: string): Promise<string> {
  const mutation = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename } }';
  const input = { clientId, subject, description: 'x', idempotencyKey: key() };
  const answer = await gateway.send<{ createTicket: { __typename: string } }>(mutation, { input });
  return dataOf(answer).createTicket.__typename;
}

/** Posted by another tool. */
async function post(path: string, json: object): Promise<void> {
  await fetch(`${gateway.cloud.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: wisproApiToken, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
}

describe('a promise', () => {
  it.each([
    ['envelope400', 'BackendRefused'],
    ['envelope412', 'BackendRefused'],
    ['http422', 'BackendRefused'],
    ['never', 'CreatePaymentPromiseSuccess'],
  ] as const)('beside one of another tool ends as the back end says: %s (A-09)', async (promiseRefusal, outcome) => {
    gateway.cloud.settings({ promiseRefusal, promiseEffect: 'never' });
    await post(`/contracts/${suspended.contracts.disabled}/payment_promises`, { valid_until: dayIn(9) });
    expect(await promise()).toBe(outcome);
    expect(gateway.cloud.promises).toHaveLength(outcome === 'BackendRefused' ? 1 : 2);
    expect(gateway.sentWrites()).toHaveLength(2);
  });

  it.each(['envelope400', 'envelope412', 'http422', 'never'] as const)(
    'of a past day or for a service that runs is not sent, whatever would answer: %s (A-09)',
    async (promiseRefusal) => {
      gateway.cloud.settings({ promiseRefusal });
      expect(await promise('2020-01-01')).not.toBe('CreatePaymentPromiseSuccess');
      now = start + 1_000;
      gateway.cloud.settings({ promiseRefusal, paymentEnables: 'atOnce' });
      const paid = { client_id: suspended.clientId, amount: 20_000, payment_date: '2025-03-10T12:00:00-03:00' };
      await post('/invoicing/payments', paid);
      expect(await status()).toBe('ACTIVE');
      expect(await promise()).toBe('PromiseNotAllowed');
      expect(gateway.cloud.promises).toEqual([]);
    },
  );

  it.each(['http404', 'lists', 'empty', 'http405'] as const)(
    'whose answer is lost is unknown, and no list is taken for proof: %s (A-10)',
    async (promiseList) => {
      gateway.cloud.settings({ promiseList });
      gateway.cloud.fault({ route: 'POST', fault: { kind: 'reset', when: 'after' }, times: 1 });
      expect(await promise()).toBe('OutcomeUnknown');
      expect(await promise()).not.toBe('CreatePaymentPromiseSuccess');
      expect(gateway.cloud.promises).toHaveLength(1);
      expect(gateway.cloud.calls.filter(({ route }) => route.endsWith('payment_promises'))).toHaveLength(1);
    },
  );

  it.each([
    ['atOnce', ['ACTIVE', 'ACTIVE', 'ACTIVE']],
    ['soon', ['SUSPENDED', 'ACTIVE', 'ACTIVE']],
    ['nextDay', ['SUSPENDED', 'SUSPENDED', 'ACTIVE']],
    ['never', ['SUSPENDED', 'SUSPENDED', 'SUSPENDED']],
  ] as const)('shows the service as the back end has it, back %s (A-11)', async (promiseEffect, expected) => {
    gateway.cloud.settings({ promiseEffect });
    const validUntil = dayIn(3);
    expect(await promise(validUntil)).toBe('CreatePaymentPromiseSuccess');
    const seen: unknown[] = [];
    for (const passedMs of [0, 6_000, 86_400_000]) {
      now = start + passedMs;
      seen.push(await status());
    }
    expect(seen).toEqual(expected);
    now = Date.parse(validUntil) + 3 * 86_400_000;
    expect(await status()).toBe('SUSPENDED');
  });
});

describe('a change of a client', () => {
  const mutation = 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';

  it.each<[point: string, settings: CloudSettings]>([
    ['A-18', { clientChange: 'query' }],
    ['A-18', { clientChange: 'json' }],
    ['A-18', { clientChange: 'both' }],
    ['A-18', { clientChange: 'echo' }],
    ['A-34', { clearsRest: false }],
    ['A-34', { clearsRest: true }],
    ['A-35', { repeatedDocument: 'accepted' }],
    ['A-35', { repeatedDocument: 'refused' }],
  ])('is not offered, for it might clear or do nothing in silence: %s %j', async (_, settings) => {
    gateway.cloud.settings(settings);
    for (const change of [{ phone: '+5492262411111' }, { document: paidAndPending.dni }]) {
      expect(codesOf(await gateway.send(mutation, { input: { clientId, ...change } }))).toEqual(['NOT_SUPPORTED']);
    }
    expect([gateway.sentWrites(), gateway.cloud.writes]).toEqual([[], []]);
    const { backends } = dataOf<{ backends: object }>(await gateway.send('{ backends { capabilities } }'));
    expect(JSON.stringify(backends)).not.toContain('CLIENT_UPDATE');
  });
});

describe('a ticket', () => {
  it.each<[point: string, settings: CloudSettings]>([
    ['A-40', { issueBody: 'ignored' }],
    ['A-40', { issueBody: 'accepted' }],
    ['A-41', { categoryId: 'mandatory' }],
    ['A-41', { categoryId: 'optional' }],
    ['A-42', { issueExtras: false }],
    ['A-42', { issueExtras: true }],
    ['A-43', { comments: 'http404' }],
    ['A-43', { comments: 'list' }],
  ])('has its category always, and no answer, assignee or day of theirs: %s %j', async (_, settings) => {
    gateway.cloud.settings(settings);
    expect(await openTicket('Otra cosa')).not.toBe('CreateTicketSuccess');
    expect(gateway.sentWrites()).toEqual([]);
    expect(await openTicket('Lentitud')).toBe('CreateTicketSuccess');
    const { publicId, categoryId } = gateway.cloud.issues.at(-1) ?? {};
    expect(categoryId).toMatch(/^40000000/);
    const read = 'query ($id: Int!) { ticket(ticketId: $id) { subject priority answer dueAt } }';
    expect(dataOf(await gateway.send(read, { id: publicId }))).toEqual({
      ticket: { subject: 'Lentitud', priority: 'NORMAL', answer: null, dueAt: null },
    });
  });

  it('may write to people, so that nothing but its mutation opens one, and that once (A-45)', async () => {
    const read = `query ($id: ID!) {
      client(by: { id: $id }) { name tickets { totalCount } invoices(first: 3) { nodes { id paymentLinks { url } } } }
      ticketSubjects { name } ticket(ticketId: 512) { status } plans { name } backends { state }
    }`;
    await gateway.send(read, { id: clientId });
    expect(gateway.sentWrites()).toEqual([]);
    const input = { clientId, subject: 'Consulta', description: 'x', idempotencyKey: key() };
    const mutation = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename } }';
    gateway.cloud.fault({ route: 'POST', fault: { kind: 'hang', when: 'after' }, times: 1 });
    await Promise.all(Array.from({ length: 4 }, () => gateway.send(mutation, { input })));
    await gateway.send(mutation, { input });
    expect(gateway.sentWrites()).toEqual(['POST /api/v1/help_desk/issues']);
  });
});
