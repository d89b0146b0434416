import { describe, expect, it } from 'vitest';
import { wispHubTickets as tickets } from '../../../src/emulator/wisphub/index.js';
import { BadUserInput } from '../../../src/model/errors.js';
import type { NewTicket } from '../../../src/model/ticket.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { dialects, failure, type Harness, middlewareDialects, orderOf, part, routesOf, useWispHub } from './harness.js';

const order = orderOf({}, { description: 'Va lento' });

const create = (hub: Harness, changes: Partial<NewTicket> = {}) =>
  part(hub.wispHub, 'tickets').create({ ...order, ...changes }, backgroundCall());

describe.each(dialects)('a ticket in %s', (dialect) => {
  const hub = useWispHub(dialect);
  const find = (ticketId: number) => part(hub.wispHub, 'tickets').find(ticketId, backgroundCall());

  it('has one of 31 subjects, least urgent first', async () => {
    const subjects = await part(hub.wispHub, 'tickets').subjects(backgroundCall());
    expect(subjects).toHaveLength(31);
    expect(subjects.at(0)).toEqual({ name: 'Cambio de Contraseña en Router Wifi', priority: 'LOW' });
    expect(subjects.at(-1)).toEqual({ name: 'Cambio A Fibra Óptica', priority: 'VERY_HIGH' });
  });

  it('is found, its three forms of dates read as instants where the ISP is', async () => {
    expect(await find(tickets.open.id_ticket)).toMatchObject({
      ticketId: 510,
      subject: 'Internet Lento',
      status: 'OPEN',
      upstreamStatus: 'Nuevo',
      priority: 'NORMAL',
      createdAt: '2026-08-03T14:10:00.000Z',
      dueAt: '2026-08-06T14:10:00.000Z',
      answer: null,
    });
    expect(await find(tickets.closed.id_ticket)).toMatchObject({
      status: 'CLOSED',
      createdAt: '2026-07-28T19:05:33.000Z',
    });
    expect(await find(tickets.answered.id_ticket)).toMatchObject({
      status: 'IN_PROGRESS',
      createdAt: '2026-07-27T13:00:00.000Z',
      answer: 'Técnico en camino',
    });
    expect(await find(tickets.openEnded.id_ticket)).toMatchObject({ dueAt: null });
  });

  it('that is unknown is null', async () => {
    expect(await find(99_999)).toBeNull();
  });

  it('is created once, with what it was ordered with', async () => {
    expect(await create(hub)).toMatchObject({ kind: 'done', value: { subject: 'Internet Lento', status: 'OPEN' } });
    expect(hub.emulator.effects.tickets).toMatchObject([
      { id_servicio: 1001, zona: 7, id_tecnico: 5, asunto: 'Internet Lento', descripcion: 'Va lento' },
    ]);
  });

  it('in a full zone is not created, and the limit is told', async () => {
    expect(await create(hub, orderOf({ zoneId: 9 }))).toEqual({ kind: 'zone-full', maxTickets: 3 });
    expect(hub.emulator.effects.tickets).toEqual([]);
  });

  it.each([
    ['a reset before it', { kind: 'reset', when: 'before' }, 0],
    ['a reset after it', { kind: 'reset', when: 'after' }, 1],
    ['a failure after it', { kind: 'answer', when: 'after', status: 500, body: '' }, 1],
    ['a page of a proxy', { kind: 'answer', when: 'after', status: 200, body: '<html>' }, 1],
    ['a redirect', { kind: 'answer', when: 'before', status: 307, body: '' }, 0],
    ['half an answer', { kind: 'cut' }, 1],
  ] as const)('after %s is unknown, and not sent again', async (_, fault, effects) => {
    hub.emulator.fault({ route: routesOf(dialect).ticket, skip: dialect === 'v1' ? 1 : 0, fault });
    expect(await create(hub)).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.tickets).toHaveLength(effects);
    expect(hub.asked.filter((route) => route.startsWith('POST'))).toHaveLength(1);
  });

  it.each([0, -5, 1e21])('of number %d is refused, and nothing at all is asked', async (ticketId) => {
    await expect(find(ticketId)).rejects.toThrow(BadUserInput);
    expect(hub.emulator.calls).toEqual([]);
  });
});

describe.each(middlewareDialects)('a ticket in %s', (dialect) => {
  const hub = useWispHub(dialect);

  it('that the back end fails over is an error', async () => {
    const find = part(hub.wispHub, 'tickets').find(tickets.undated.id_ticket, backgroundCall());
    expect((await failure(find)).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('that is refused whole, unread, is refused', async () => {
    expect(await create(hub, orderOf({ zoneId: 1.5 }))).toEqual({ kind: 'refused' });
  });
});

describe('a ticket that is not created', () => {
  const v1 = useWispHub('v1');
  const v2 = useWispHub('v2');

  it('that the native refuses is unknown in both, which say so of a lost answer too', async () => {
    expect(await create(v1, { subject: 'Falla Masiva' })).toEqual({ kind: 'unknown' });
    expect(await create(v2, { subject: 'Falla Masiva' })).toEqual({ kind: 'unknown' });
    expect(v2.wispHub.status().state).toBe('UP');
  });

  it.each([
    ['Zona límite alcanzado. Máximo 12 tickets.', { kind: 'zone-full', maxTickets: 12 }],
    ['Zona límite alcanzado.', { kind: 'unknown' }],
    ['Error creando ticket. 12', { kind: 'unknown' }],
  ])('by v2 with %j is %j', async (detail, outcome) => {
    v2.answer('POST /api/tickets', 400, { detail });
    expect(await create(v2)).toEqual(outcome);
  });
});
