import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ClientDetailDocument,
  ClientsDocument,
  CreateTicketDocument,
  NodesDocument,
  TicketDocument,
  UpdateClientDocument,
  WhatCanBeReportedDocument,
} from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway, until } from './gateway.js';
import { jsonHeaders } from './request.js';

let gateway: TestGateway;
let keys = 0;
let rows = 0;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

const clientId = (row: { id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);

/** A client that no other test uses, in a zone that takes tickets. */
const nextRow = () => {
  const able = gateway.wispHub.clients.filter(
    ({ zona, tecnico, id_servicio }) =>
      tecnico !== null && zona !== null && ![9, 11].includes(zona.id) && id_servicio > 1100,
  );
  const row = able[rows++];
  if (row === undefined) throw new Error('no client left');
  return row;
};

/** A key of its own for each test, since the gateway remembers them. */
const newKey = (): string => `key-${++keys}`;

describe('updateClient', () => {
  const update = (input: object) => gateway.run(UpdateClientDocument, { input: input as never });

  it('changes the phone at the back end, and the next list shows it although the back end lags', async () => {
    dataOf(await gateway.run(ClientsDocument, { first: 1 }));
    const { updateClient } = dataOf(await update({ clientId: clientId(cases.typical), phone: '+57 311 555 0101' }));
    expect(updateClient).toMatchObject({ __typename: 'UpdateClientSuccess', replayed: false });
    expect(gateway.wispHub.effects.updates).toMatchObject([{ serviceId: 1001, changes: { telefono: '3115550101' } }]);
    const fromList = dataOf(await gateway.run(ClientsDocument, { first: 5, search: '3115550101' }));
    expect(fromList.clients.edges.map(({ node }) => node.serviceId)).toEqual([1001]);
    const query = '{ client(by: {serviceId: 1001}) { phones { raw e164 } } }';
    expect(dataOf(await gateway.send(query))).toEqual({
      client: { phones: [{ raw: '3115550101', e164: '+573115550101' }] },
    });
  });

  it('with one key is sent once, and answers the same again', async () => {
    const input = { clientId: clientId(cases.twoPhones), document: '52999888', idempotencyKey: newKey() };
    dataOf(await update(input));
    const { updateClient } = dataOf(await update(input));
    expect(updateClient).toMatchObject({
      __typename: 'UpdateClientSuccess',
      replayed: true,
      client: { document: '52999888' },
    });
    expect(gateway.wispHub.effects.updates).toHaveLength(1);
  });

  it('with a key that stood for another input is refused', async () => {
    const idempotencyKey = newKey();
    dataOf(await update({ clientId: clientId(cases.twoPhones), document: '52999888', idempotencyKey }));
    const { updateClient } = dataOf(
      await update({ clientId: clientId(cases.twoPhones), document: '52999889', idempotencyKey }),
    );
    expect(updateClient).toMatchObject({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(gateway.wispHub.effects.updates).toHaveLength(1);
  });

  it.each([
    ['nothing to change', {}, 'phone'],
    ['a blank phone', { phone: ' ' }, 'phone'],
    ['a phone that is none', { phone: '..' }, 'phone'],
    ['a blank document', { document: '' }, 'document'],
    ['a key with a space', { document: '52999888', idempotencyKey: 'a b' }, 'idempotencyKey'],
    ['a key of 300 characters', { document: '52999888', idempotencyKey: 'k'.repeat(300) }, 'idempotencyKey'],
  ])('with %s is InvalidInput, and nothing is sent', async (_, input, field) => {
    const { value } = await callsDuring(gateway, () => update({ clientId: clientId(cases.typical), ...input }));
    expect(dataOf(value).updateClient).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: [field] }] });
    expect(gateway.wispHub.effects.updates).toEqual([]);
  });

  it('of an unknown client is ClientNotFound', async () => {
    const { updateClient } = dataOf(
      await update({ clientId: encodeId('Client', 'WISPHUB', 999_999), document: '52999888' }),
    );
    expect(updateClient).toMatchObject({ __typename: 'ClientNotFound', code: 'CLIENT_NOT_FOUND' });
  });

  it('that the back end answers with failure is read back: applied is success, not applied may still be', async () => {
    const failed = JSON.stringify({
      ok: false,
      type: 'error',
      action: 'client_update_failed',
      data: null,
      message: '',
      meta: null,
    });
    const answer = { kind: 'answer', status: 200, body: failed } as const;
    gateway.wispHub.fault({ route: 'PUT ', times: 1, fault: { ...answer, when: 'after' } });
    const applied = dataOf(await update({ clientId: clientId(cases.typical), document: '52111222' }));
    expect(applied.updateClient.__typename).toBe('UpdateClientSuccess');
    gateway.wispHub.fault({ route: 'PUT ', times: 1, fault: { ...answer, when: 'before' } });
    const refused = dataOf(await update({ clientId: clientId(cases.typical), document: '52111333' }));
    expect(refused.updateClient).toMatchObject({ __typename: 'OutcomeUnknown', code: 'OUTCOME_UNKNOWN' });
  });

  it('whose answer is lost is OutcomeUnknown, and its key stays blocked', async () => {
    gateway.wispHub.fault({ route: 'PUT ', fault: { kind: 'reset', when: 'after' } });
    const input = { clientId: clientId(cases.twoPhones), document: '52999777', idempotencyKey: newKey() };
    const first = dataOf(await update(input)).updateClient;
    expect(first).toMatchObject({ __typename: 'OutcomeUnknown', backend: 'WISPHUB', retryable: false });
    gateway.wispHub.clearFaults();
    expect(dataOf(await update(input)).updateClient).toEqual(first);
    expect(gateway.wispHub.effects.updates).toHaveLength(1);
  });
});

describe('createTicket', () => {
  const create = (input: object) =>
    gateway.run(CreateTicketDocument, {
      input: { subject: 'Internet Lento', description: 'Va lento', idempotencyKey: newKey(), ...input } as never,
    });

  it('opens one with the zone and technician of the client, and remembers whose it is', async () => {
    const { createTicket } = dataOf(await create({ clientId: clientId(cases.typical) }));
    if (createTicket.__typename !== 'CreateTicketSuccess') throw new Error(createTicket.__typename);
    expect(createTicket).toMatchObject({
      replayed: false,
      ticket: {
        subject: 'Internet Lento',
        status: 'OPEN',
        priority: 'NORMAL',
        client: { id: clientId(cases.typical) },
      },
    });
    const { ticket } = dataOf(await gateway.run(TicketDocument, { ticketId: createTicket.ticket.ticketId }));
    expect(ticket).toMatchObject({ id: createTicket.ticket.id, client: { id: clientId(cases.typical) } });
    const { client } = dataOf(await gateway.run(ClientDetailDocument, { id: clientId(cases.typical) }));
    expect(client?.tickets).toMatchObject({ totalCount: 1, nodes: [{ ticketId: createTicket.ticket.ticketId }] });
    expect(gateway.wispHub.effects.tickets).toMatchObject([
      { descripcion: expect.stringMatching(/^Va lento\n\[ref:[0-9a-f]{8}\]$/) },
    ]);
  });

  it.each([
    ['v1', {}],
    ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
    ['native', { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
  ] as const)(
    'says of a ticket when it was opened, by the clock of the gateway and whenever it is read over %s',
    async (lineage, environment) => {
      const own = await startTestGateway({
        wispHub: { lineage },
        environment: { ...environment, TIMEZONE_WISPHUB: 'America/Bogota' },
      });
      const earliest = Date.now();
      const input = {
        subject: 'Internet Lento',
        description: 'x',
        idempotencyKey: newKey(),
        clientId: clientId(cases.typical),
      };
      const { createTicket } = dataOf(await own.run(CreateTicketDocument, { input }));
      if (createTicket.__typename !== 'CreateTicketSuccess') throw new Error(createTicket.__typename);
      const { createdAt, dueAt, ticketId } = createTicket.ticket;
      const opened = Date.parse(String(createdAt));
      expect([opened >= earliest, opened <= Date.now()]).toEqual([true, true]);
      // Three working days later to the minute, by the contract's section 1.8.
      expect((Date.parse(String(dueAt)) - Math.floor(opened / 60_000) * 60_000) % 86_400_000).toBe(0);
      const { ticket } = dataOf(await own.run(TicketDocument, { ticketId }));
      expect(ticket).toMatchObject({ createdAt, dueAt });
      await own.close();
    },
  );

  it('with one key opens one', async () => {
    const input = { clientId: clientId(cases.twoPhones), idempotencyKey: newKey() };
    const first = dataOf(await create(input)).createTicket;
    const second = dataOf(await create(input)).createTicket;
    expect(second).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: true });
    expect(first).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: false });
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('whose answer the caller lost is answered under the same key, and not opened again', async () => {
    const input = { clientId: clientId(nextRow()), idempotencyKey: newKey() };
    gateway.wispHub.fault({ route: 'POST /api', fault: { kind: 'delay', ms: 500, when: 'after' } });
    const leave = new AbortController();
    const variables = { input: { subject: 'Internet Lento', description: 'Va lento', ...input } };
    const lost = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: jsonHeaders(gateway.token()),
      body: JSON.stringify({ query: CreateTicketDocument.text, variables }),
      signal: leave.signal,
    });
    await until(() => gateway.wispHub.effects.tickets.length === 1);
    leave.abort();
    await expect(lost).rejects.toThrow('aborted');
    gateway.wispHub.clearFaults();
    await until(async () => (await create(input)).data?.createTicket.__typename === 'CreateTicketSuccess');
    expect(dataOf(await create(input)).createTicket).toMatchObject({ replayed: true });
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('with the same key from another caller is another request', async () => {
    const idempotencyKey = newKey();
    const input = { subject: 'Internet Lento', description: 'x', idempotencyKey };
    dataOf(
      await gateway.run(
        CreateTicketDocument,
        { input: { ...input, clientId: clientId(cases.sharedPersonTwo), force: true } },
        { subject: 'a' },
      ),
    );
    dataOf(
      await gateway.run(
        CreateTicketDocument,
        { input: { ...input, clientId: clientId(cases.sharedPersonThree), force: true } },
        { subject: 'b' },
      ),
    );
    expect(gateway.wispHub.effects.tickets).toHaveLength(2);
  });

  it('for the same service and subject under another key is DuplicateTicket, unless forced', async () => {
    const input = { clientId: clientId(cases.sharedPersonFour) };
    const first = dataOf(await create(input)).createTicket;
    if (first.__typename !== 'CreateTicketSuccess') throw new Error(first.__typename);
    expect(dataOf(await create(input)).createTicket).toMatchObject({
      __typename: 'DuplicateTicket',
      ticket: { ticketId: first.ticket.ticketId },
    });
    expect(dataOf(await create({ ...input, force: true })).createTicket.__typename).toBe('CreateTicketSuccess');
    expect(gateway.wispHub.effects.tickets).toHaveLength(2);
  });

  it('in a full zone is ZoneFull with the limit', async () => {
    const { createTicket } = dataOf(await create({ clientId: clientId(cases.fullZone) }));
    expect(createTicket).toMatchObject({
      __typename: 'ZoneFull',
      code: 'ZONE_FULL',
      maxTickets: 3,
      zone: { zoneId: 9, isBlocked: true },
    });
    expect(gateway.wispHub.effects.tickets).toEqual([]);
  });

  it('that the middleware refuses unread is BackendRefused, and its key is free again', async () => {
    const body = JSON.stringify({ detail: 'Error de validación: zone_id: Input should be a valid integer' });
    gateway.wispHub.fault({
      route: 'POST /api/v1/tickets',
      times: 1,
      fault: { kind: 'answer', when: 'before', status: 422, body },
    });
    const input = { clientId: clientId(cases.suspended), idempotencyKey: newKey() };
    expect(dataOf(await create(input)).createTicket).toMatchObject({
      __typename: 'BackendRefused',
      backend: 'WISPHUB',
    });
    expect(dataOf(await create(input)).createTicket.__typename).toBe('CreateTicketSuccess');
  });

  it.each([
    ['a reset after the effect', { kind: 'reset', when: 'after' }, 1],
    ['a reset before the effect', { kind: 'reset', when: 'before' }, 0],
    ['a 500 after the effect', { kind: 'answer', when: 'after', status: 500, body: '' }, 1],
    ['an HTML page', { kind: 'answer', when: 'after', status: 200, body: '<html>' }, 1],
    ['half an answer', { kind: 'cut' }, 1],
  ] as const)('with %s is OutcomeUnknown, is not sent again, and blocks key and content', async (_, fault, effects) => {
    gateway.wispHub.fault({ route: 'POST /api/v1/tickets', times: 1, fault });
    const row = nextRow();
    const input = { clientId: clientId(row), idempotencyKey: newKey() };
    const first = dataOf(await create(input)).createTicket;
    expect(first).toMatchObject({ __typename: 'OutcomeUnknown', reference: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(dataOf(await create(input)).createTicket).toEqual(first);
    expect(dataOf(await create({ ...input, idempotencyKey: newKey() })).createTicket).toEqual(first);
    expect(gateway.wispHub.effects.tickets).toHaveLength(effects);
    expect(dataOf(await create({ clientId: clientId(nextRow()) })).createTicket.__typename).toBe('CreateTicketSuccess');
  });

  it('fifty times at once with one key opens one', async () => {
    gateway.wispHub.setLatency(20);
    const input = { clientId: clientId(cases.nearlyFullZone), idempotencyKey: newKey() };
    const answers = await Promise.all(Array.from({ length: 50 }, async () => dataOf(await create(input)).createTicket));
    const kinds = new Set(answers.map((answer) => ('code' in answer ? answer.code : answer.__typename)));
    expect(kinds).toContain('CreateTicketSuccess');
    expect([...kinds].every((kind) => kind === 'CreateTicketSuccess' || kind === 'IDEMPOTENCY_IN_PROGRESS')).toBe(true);
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it.each([
    ['an unknown subject', cases.typical, { subject: 'Falla Masiva' }, ['subject']],
    ['no description', cases.typical, { description: ' ' }, ['description']],
    ['a description of 4,001 characters', cases.typical, { description: 'x'.repeat(4_001) }, ['description']],
    ['no key worth the name', cases.typical, { idempotencyKey: '' }, ['idempotencyKey']],
    ['a client without zone', cases.noZone, {}, ['clientId']],
    ['a client without technician', cases.noTechnician, {}, ['technicianId']],
  ])('with %s is InvalidInput, and nothing is opened', async (_, row, input, path) => {
    const { createTicket } = dataOf(await create({ clientId: clientId(row), ...input }));
    expect(createTicket).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path, message: expect.stringMatching(/\.$/) }],
    });
    expect(gateway.wispHub.effects.tickets).toEqual([]);
  });

  it('takes a technician from the caller only where the client has none', async () => {
    dataOf(await create({ clientId: clientId(cases.noTechnician), technicianId: 8 }));
    dataOf(await create({ clientId: clientId(cases.free), technicianId: 15 }));
    expect(gateway.wispHub.effects.tickets).toMatchObject([{ id_tecnico: 8 }, { id_tecnico: cases.free.tecnico?.id }]);
  });

  it('of an unknown client is ClientNotFound; of an id that is no client BAD_USER_INPUT', async () => {
    expect(dataOf(await create({ clientId: encodeId('Client', 'WISPHUB', 999_999) })).createTicket.__typename).toBe(
      'ClientNotFound',
    );
    expect(codesOf(await create({ clientId: encodeId('Plan', 'WISPHUB', 1) }))).toEqual(['BAD_USER_INPUT']);
  });

  it('lists 31 subjects, least urgent first', async () => {
    const { ticketSubjects } = dataOf(await gateway.run(WhatCanBeReportedDocument, {}));
    expect(ticketSubjects).toHaveLength(31);
    expect(ticketSubjects.at(0)?.priority).toBe('LOW');
    expect(ticketSubjects.at(-1)?.priority).toBe('VERY_HIGH');
  });

  it('says its message in the language that is asked for', async () => {
    const query = `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on Problem { es: message en: message(locale: EN) pt: message(locale: PT) } } }`;
    const input = {
      clientId: clientId(cases.fullZone),
      subject: 'Internet Lento',
      description: 'x',
      idempotencyKey: newKey(),
    };
    const { createTicket } = dataOf(
      await gateway.send<{ createTicket: Record<'es' | 'en' | 'pt', string> }>(query, { input }),
    );
    expect(createTicket.es).toMatch(/zona/);
    expect(createTicket.en).toMatch(/area/);
    expect(createTicket.pt).toMatch(/região/);
  });
});

describe('nodes', () => {
  it('answer every type by its id, in order, with null for what there is not', async () => {
    const ids = [
      encodeId('Plan', 'WISPHUB', 101),
      clientId(cases.typical),
      encodeId('Ticket', 'WISPHUB', 510),
      encodeId('Zone', 'WISPHUB', 9),
      encodeId('Ticket', 'WISPHUB', 99_999),
    ];
    const { nodes } = dataOf(await gateway.run(NodesDocument, { ids }));
    expect(nodes.map((node) => node?.__typename ?? null)).toEqual(['Plan', 'Client', 'Ticket', 'Zone', null]);
  });
});
