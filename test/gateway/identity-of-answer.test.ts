import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CreateTicketDocument,
  StartPingDocument,
  UpdateClientDocument,
} from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const dialects = [
  ['v1', {}],
  ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
  ['native', { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const;

const who = 'id name document phones { raw } address planName: plan { name price { amount } }';
const byKey = {
  serviceId: `query ($key: Int!) { client(by: {serviceId: $key}) { ${who} } }`,
  document: `query ($key: String!) { client(by: {document: $key}) { ${who} } }`,
  phone: `query ($key: String!) { client(by: {phone: $key}) { ${who} } }`,
} as const;

describe.each(dialects)('a back end that answers with somebody else, over %s', (dialect, environment) => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({ backends: ['wispHub'], wispHub: { dialect, subscribers: 60 }, environment });
  });
  afterEach(() => gateway.close());

  it('is not believed, by whatever key: nothing of that record is shown', async () => {
    const { clients } = gateway.wispHub;
    const row = fc.integer({ min: 0, max: clients.length - 1 });
    await fc.assert(
      fc.asyncProperty(
        row,
        row,
        fc.constantFrom('serviceId' as const, 'document' as const, 'phone' as const),
        async (asked, answered, kind) => {
          const [mine, theirs] = [clients[asked], clients[answered]];
          if (mine === undefined || theirs === undefined) return;
          const values = { serviceId: mine.id_servicio, document: mine.cedula, phone: mine.telefono.split(',')[0] };
          fc.pre(mine.cedula.length > 4 && mine.telefono !== '' && mine.cedula !== theirs.cedula);
          fc.pre(!theirs.telefono.includes(mine.telefono.slice(-10)));
          gateway.wispHub.settings({ nativeAnswersRow: answered + 1 });
          gateway.wispHub.expireCaches();
          const answer = await gateway.send<{ client: { id: string } | null }>(byKey[kind], { key: values[kind] });
          // Many such answers are a fault of the back end, which is then left alone. What a list proves is still found.
          const codes = answer.data?.client === null ? ['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_UNAVAILABLE'] : [''];
          expect(codes).toContain(codesOf(answer).join());
          // One of their services, if they have several.
          const own = clients.filter(({ cedula }) => cedula === mine.cedula);
          const ids = own.map(({ id_servicio }) => encodeId('Client', 'WISPHUB', id_servicio));
          expect([undefined, ...ids]).toContain(answer.data?.client?.id);
          expect(JSON.stringify(answer)).not.toContain(theirs.nombre);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is not believed of a ticket or a plan', async () => {
    gateway.wispHub.settings({ nativeAnswersRow: 1 });
    const ticket = await gateway.send('{ ticket(ticketId: 503) { ticketId subject } }');
    expect([codesOf(ticket), ticket.data]).toEqual([['UPSTREAM_BAD_RESPONSE'], { ticket: null }]);
    gateway.wispHub.settings({ nativeAnswersRow: 0 });
    const other = { name: '100MB', price: 1, download_speed: '1M', upload_speed: '1M' };
    const envelope = {
      ok: true,
      type: 'success',
      action: 'internet_plan_found',
      data: other,
      message: null,
      meta: null,
    };
    const bodies = { v1: envelope, v2: other, native: { nombre: '100MB', precio: '1.00', bajada: '1M', subida: '1M' } };
    gateway.wispHub.fault({
      route: dialect === 'native' ? '/plan-internet/pppoe/{id}/' : '/internet-plans/{plan_id}',
      fault: { kind: 'answer', when: 'before', status: 200, body: JSON.stringify(bodies[dialect]) },
    });
    const plan = await gateway.send('{ plan(planId: 101) { name downloadSpeed } }');
    expect([codesOf(plan), plan.data]).toEqual([
      ['UPSTREAM_BAD_RESPONSE'],
      { plan: { name: '7MB PLUS', downloadSpeed: null } },
    ]);
  });
});

describe.each(dialects)('a write for a client of the other back end, over %s', (dialect, environment) => {
  const person = wispHubCases.sharedPersonOne;
  let gateway: TestGateway;
  let clientId: string;
  beforeEach(async () => {
    gateway = await startTestGateway({ wispHub: { dialect }, environment, lifetimes });
    const query = 'query ($value: String!) { client(by: {wispro: {type: DNI, value: $value}}) { id serviceId } }';
    const { client } = dataOf(
      await gateway.send<{ client: { id: string; serviceId: number } }>(query, { value: person.cedula }),
    );
    expect(client).toMatchObject({ serviceId: person.id_servicio });
    clientId = client.id;
  });

  const sends = async () => {
    const ticket = { clientId, subject: 'Internet Lento', description: 'x', idempotencyKey: 'stranger' };
    return [
      await gateway.run(CreateTicketDocument, { input: ticket }),
      await gateway.run(UpdateClientDocument, { input: { clientId, phone: '3115550101' } }),
      await gateway.run(StartPingDocument, { input: { clientId } }),
    ];
  };
  const nothingSent = () => {
    const { tickets, updates, pings } = gateway.wispHub.effects;
    expect([tickets, updates, pings]).toEqual([[], [], []]);
  };

  it('is not sent where the answer is about another', async () => {
    gateway.wispHub.settings({ nativeAnswersRow: 20 });
    gateway.wispHub.expireCaches();
    const answers = await sends();
    if (dialect === 'native') {
      // The filter proves to be ignored: who is meant is found in the whole list.
      const { tickets, updates, pings } = gateway.wispHub.effects;
      const meant = [
        ...tickets.map((ticket) => ticket.id_servicio),
        ...[...updates, ...pings].map((each) => each.serviceId),
      ];
      expect(meant).toEqual([person.id_servicio, person.id_servicio, person.id_servicio]);
    } else {
      for (const answer of answers) expect(codesOf(answer)).toEqual(['UPSTREAM_BAD_RESPONSE']);
      nothingSent();
    }
    await gateway.close();
  });

  it('is not sent to who had the document a moment ago, whatever is remembered', async () => {
    const index = gateway.wispHub.clients.findIndex(({ id_servicio }) => id_servicio === person.id_servicio);
    const row = gateway.wispHub.clients[index];
    if (row === undefined) throw new Error('no such client');
    (gateway.wispHub.clients as (typeof row)[])[index] = { ...row, cedula: '52000111' };
    gateway.wispHub.expireCaches();
    for (const { data } of await sends()) {
      expect(Object.values(data ?? {})).toEqual([expect.objectContaining({ __typename: 'ClientNotFound' })]);
    }
    nothingSent();
    await gateway.close();
  });
});

describe('a page of another server', () => {
  it.each([404, 200, 403, 422])(
    'with status %d is no answer of either back end, and nobody owes nothing',
    async (status) => {
      const gateway = await startTestGateway();
      const { clientId } = wisproCases.paidAndPending;
      const page = { kind: 'answer', when: 'before', status, body: '<html><body>Not Found</body></html>' } as const;
      gateway.wispro.fault({ fault: page });
      gateway.wispHub.fault({ route: 'clients', fault: page });
      const query = `query ($id: ID!) {
      one: client(by: {id: $id}) { name invoices { nodes { id } } }
      other: client(by: {serviceId: 1001}) { name }
    }`;
      const answer = await gateway.send(query, { id: encodeId('Client', 'WISPRO', clientId) });
      expect(answer.data).toEqual({ one: null, other: null });
      expect(codesOf(answer)).toEqual(['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_BAD_RESPONSE']);
      await gateway.close();
    },
  );
});
