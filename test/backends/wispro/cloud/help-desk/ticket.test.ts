import { describe, expect, it } from 'vitest';
import type { Backend, TicketPort } from '../../../../../src/backends/backend.js';
import { cloudFaults } from '../../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../../src/emulator/wispro/index.js';
import { BadUserInput } from '../../../../../src/model/errors.js';
import { encodeId } from '../../../../../src/model/id.js';
import type { NewTicket } from '../../../../../src/model/ticket.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { failure } from '../../harness.js';
import { useCloud } from '../harness.js';

const { suspended, threeContracts, paidAndPending } = wisproCases;
const harness = useCloud();

function ticketsOf(backend: Backend): TicketPort {
  if (backend.tickets === undefined) throw new Error('no tickets');
  return backend.tickets;
}

async function create(more: Partial<NewTicket> = {}, dni: string = suspended.dni, backend = harness.connect()) {
  const client = await harness.get(backend, 'DNI', dni);
  const facts = { client, technicianId: null, subject: 'Lentitud', description: 'Anda lento.\n[ref:1a2b3c4d]' };
  return ticketsOf(backend).create({ ...facts, ...more }, backgroundCall());
}

const posts = () => harness.routes().filter((route) => route.startsWith('POST'));
const find = (backend: Backend, id: number) => ticketsOf(backend).find(id, backgroundCall());

describe('subjects', () => {
  it('are the categories, least urgent first, of one name the oldest', async () => {
    expect(await ticketsOf(harness.connect()).subjects(backgroundCall())).toEqual([
      { name: 'Consulta', priority: 'LOW' },
      { name: 'Lentitud', priority: 'NORMAL' },
      { name: 'Sin conexión', priority: 'HIGH' },
    ]);
  });

  it.each([
    ['lower', ['LOW', 'NORMAL', 'HIGH']],
    ['spanish', ['LOW', 'NORMAL', 'HIGH']],
    ['number', ['UNKNOWN', 'UNKNOWN', 'UNKNOWN']],
    ['null', ['UNKNOWN', 'UNKNOWN', 'UNKNOWN']],
  ] as const)('have a priority whose level is written as %s (cloud contract A-39)', async (level, priorities) => {
    harness.cloud.settings({ level });
    const subjects = await ticketsOf(harness.connect()).subjects(backgroundCall());
    expect(subjects.map(({ priority }) => priority)).toEqual(priorities);
  });
});

describe('a new ticket', () => {
  it('is sent once by the query, with the one contract, the reference first', async () => {
    const outcome = await create({ technicianId: 2 });
    const [issue] = harness.cloud.issues.slice(-1);
    expect(outcome).toMatchObject({
      kind: 'done',
      value: {
        id: encodeId('Ticket', 'WISPRO', issue?.publicId ?? 0),
        ticketId: issue?.publicId,
        ...{ subject: 'Lentitud', status: 'OPEN', priority: 'NORMAL', upstreamStatus: 'pending' },
        clientId: encodeId('Client', 'WISPRO', suspended.clientId),
      },
    });
    expect(issue).toMatchObject({
      ...{ title: 'Lentitud', description: '[ref:1a2b3c4d] Anda lento.' },
      ...{ clientId: suspended.clientId, contractId: suspended.contracts.disabled },
      assignableId: expect.stringMatching(/2$/),
    });
    expect(posts()).toEqual(['POST /help_desk/issues']);
  });

  it('names no contract of several', async () => {
    expect(await create({}, threeContracts.dni)).toMatchObject({ kind: 'done' });
    expect(harness.cloud.issues.at(-1)).toMatchObject({ contractId: null });
  });

  it('is cut to what an address holds, and keeps its reference (cloud contract T28)', async () => {
    for (const text of ['a'.repeat(4_000), 'ñ€😀'.repeat(1_000)]) {
      expect(await create({ description: `${text}\n[ref:1a2b3c4d]` })).toMatchObject({ kind: 'done' });
      const description = harness.cloud.issues.at(-1)?.description ?? '';
      expect(description.startsWith('[ref:1a2b3c4d] ')).toBe(true);
      expect([...description].length).toBeLessThanOrEqual(1_500);
    }
    expect(harness.warnings).toEqual(Array(2).fill('descriptions of tickets that are cut: 1'));
  });

  it.each([
    ['a reset before it', { kind: 'reset', when: 'before' }, 0],
    ['a reset after it', { kind: 'reset', when: 'after' }, 1],
    ['a page with 502', cloudFaults.html(502), 0],
    ['nothing', cloudFaults.empty, 0],
    ['another record', { ...cloudFaults.otherJson, body: '{"status":200,"data":{"id":"x"}}' }, 0],
    ['envelope 500', cloudFaults.envelope(500), 0],
  ] as const)('is unknown after %s, and is not sent again (cloud contract T10)', async (_, fault, written) => {
    const before = harness.cloud.issues.length;
    harness.cloud.fault({ route: 'POST', fault });
    expect(await create()).toEqual({ kind: 'unknown' });
    expect(posts()).toHaveLength(1);
    expect(harness.cloud.issues.length - before).toBe(written);
  });

  it.each([
    ['envelope 400', cloudFaults.envelope(400)],
    ['HTTP 422', cloudFaults.http(422)],
    ['a proxy’s 414', cloudFaults.html(414)],
    ['a proxy’s 400', cloudFaults.html(400)],
  ] as const)('is refused by %s', async (_, fault) => {
    harness.cloud.fault({ route: 'POST', fault });
    expect(await create()).toEqual({ kind: 'refused' });
  });

  it('is not sent where its category or employee cannot be read, or does not exist', async () => {
    harness.cloud.fault({ route: 'GET /api/v1/help_desk/categories', fault: cloudFaults.html(502) });
    expect(await failure(create())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    harness.cloud.reset();
    await expect(create({ technicianId: 77 })).rejects.toThrow(BadUserInput);
    expect(await create({ subject: 'Otra cosa' })).toEqual({ kind: 'refused' });
    expect(posts()).toEqual([]);
  });

  it.each([
    ['T3', { recordAs: 'list' }],
    ['A-13', { issueDetail: 'http404' }],
    ['A-23', { reasonsAs: 'nested' }],
    ['A-40', { issueBody: 'accepted' }],
    ['A-41', { categoryId: 'optional' }],
    ['A-42', { issueExtras: true }],
  ] as const)('is opened (cloud contract %s) where %j', async (_, settings) => {
    harness.cloud.settings(settings);
    expect(await create()).toMatchObject({ kind: 'done', value: { subject: 'Lentitud' } });
  });
});

describe('a ticket', () => {
  it('is found by its number among the newest, and by itself from then on', async () => {
    const backend = harness.connect();
    expect(await find(backend, 511)).toMatchObject({
      ticketId: 511,
      subject: 'Lentitud',
      status: 'CLOSED',
      clientId: null,
    });
    expect(await find(backend, 511)).toMatchObject({ ticketId: 511, upstreamStatus: 'finalized' });
    expect(harness.routes().filter((route) => route.includes('issues'))).toEqual([
      'GET /help_desk/issues',
      'GET /help_desk/issues/{id}',
    ]);
    expect(await find(backend, 9_999)).toBeNull();
    expect(await find(backend, 1)).toBeNull();
  });

  it.each([['works'], ['http404'], ['bare']] as const)(
    'is found again where its detail %s (cloud contract A-13)',
    async (issueDetail) => {
      harness.cloud.settings({ issueDetail });
      const backend = harness.connect();
      for (let times = 0; times < 2; times += 1) expect(await find(backend, 510)).toMatchObject({ ticketId: 510 });
    },
  );

  it.each([
    ['plain', 'CLOSED'],
    ['spanish', 'CLOSED'],
    ['upper', 'CLOSED'],
    ['unknown', 'UNKNOWN'],
  ] as const)('has a state in %s words (cloud contract A-14, T23)', async (issueState, status) => {
    harness.cloud.settings({ issueState });
    expect(await find(harness.connect(), 511)).toMatchObject({ status });
  });

  it.each(['oldestFirst', 'newestFirst'] as const)(
    'is looked for from the newest on, %s (cloud contract T19)',
    async (order) => {
      harness.cloud.settings({ order, perPageCap: 50 });
      const backend = harness.connect();
      const client = await harness.get(backend, 'DNI', suspended.dni);
      for (let count = 0; count < 250; count += 1) {
        const facts = { client, technicianId: null, subject: 'Consulta', description: 'x' };
        await ticketsOf(backend).create(facts, backgroundCall());
      }
      const pagesFor = async (id: number): Promise<number> => {
        const before = harness.routes().length;
        expect(await find(harness.connect(), id)).toMatchObject({ ticketId: id });
        return harness
          .routes()
          .slice(before)
          .filter((route) => route === 'GET /help_desk/issues').length;
      };
      expect(await pagesFor(762)).toBeLessThanOrEqual(5);
      expect(await pagesFor(510)).toBeLessThanOrEqual(6);
      const { tickets, isTruncated } = (await ticketsOf(harness.connect()).list?.(client, backgroundCall())) ?? {};
      expect([tickets?.length, tickets?.[0]?.ticketId, isTruncated]).toEqual([250, 762, false]);
    },
  );
});

describe('the tickets of a client', () => {
  it.each(['ignored', 'works'] as const)(
    'are theirs alone, newest first, where the filter is: %s (cloud contract A-30)',
    async (issueFilter) => {
      harness.cloud.settings({ issueFilter });
      const backend = harness.connect();
      const client = await harness.get(backend, 'DNI', paidAndPending.dni);
      const list = await ticketsOf(backend).list?.(client, backgroundCall());
      expect(list).toMatchObject({ isTruncated: false, tickets: [{ ticketId: 512 }, { ticketId: 510 }] });
      const other = await harness.get(backend, 'DNI', suspended.dni);
      expect(await ticketsOf(backend).list?.(other, backgroundCall())).toEqual({ tickets: [], isTruncated: false });
    },
  );

  it('may lack some where the list moves', async () => {
    harness.cloud.settings({ perPageCap: 50, moving: 'always' });
    const backend = harness.connect();
    const client = await harness.get(backend, 'CLIENT_ID', suspended.clientId);
    for (let count = 0; count < 60; count += 1) await create({}, suspended.dni, backend);
    expect(await ticketsOf(harness.connect()).list?.(client, backgroundCall())).toMatchObject({ isTruncated: true });
  });
});
