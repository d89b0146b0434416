import { describe, expect, it } from 'vitest';
import { plantedSecret } from '../../../../src/emulator/wisphub/native/api/index.js';
import type { NewTicket } from '../../../../src/model/ticket.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { failure, orderOf, part, useWispHub } from '../harness.js';

const hub = useWispHub('native');
const tickets = () => part(hub.wispHub, 'tickets');

const order = orderOf({}, { description: 'a < b & c' });
const create = (changes: Partial<NewTicket> = {}) => tickets().create({ ...order, ...changes }, backgroundCall());

describe('a ticket of the native API', () => {
  it('is created from now on by the clock of the ISP, its text escaped, with its priority', async () => {
    expect(await create({ subject: 'No Tiene Internet' })).toMatchObject({
      kind: 'done',
      value: { subject: 'No Tiene Internet', priority: 'HIGH', status: 'OPEN' },
    });
    const [ticket] = hub.emulator.effects.tickets;
    expect(ticket).toMatchObject({ descripcion: 'a &lt; b &amp; c', prioridad: 'Alta' });
    const now = new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 13).replace('T', ' ');
    expect(ticket?.fecha_estimada_inicio?.slice(0, 13)).toBe(now);
  });

  it('T19, T21: bears no name in its subject, and brings no password of a router', async () => {
    const found = await tickets().find(511, backgroundCall());
    expect(found).toMatchObject({ subject: 'No Tiene Internet', answer: 'Se cambió el conector' });
    expect(JSON.stringify(found)).not.toContain(plantedSecret);
  });

  it('T30: is of the minute that its digits say, whatever offset stands behind them', async () => {
    hub.answer('GET /api/tickets/{id}/', 200, {
      ...{ id_ticket: 510, asunto: 'Internet Lento', estado: 3, prioridad: 4 },
      ...{ fecha_creacion: '2026-08-20T12:00:00+03:00', respuestas: { respuesta: '<p>Uno&nbsp;dos</p>' } },
    });
    expect(await tickets().find(510, backgroundCall())).toMatchObject({
      createdAt: '2026-08-20T17:00:00.000Z',
      status: 'CLOSED',
      priority: 'VERY_HIGH',
      answer: 'Uno dos',
    });
  });

  it('that is answered in place of another is none', async () => {
    hub.emulator.settings({ nativeAnswersRow: 1 });
    expect((await failure(tickets().find(510, backgroundCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it.each([{ subject: 'Falla Masiva' }, { technicianId: 999 }, orderOf({ serviceId: 999_999 })])(
    'that they refuse by a field is refused: %j',
    async (changes) => {
      expect(await create(changes)).toEqual({ kind: 'refused' });
      expect(hub.emulator.effects.tickets).toEqual([]);
    },
  );

  it('is not ordered when the open ones cannot be counted, which is an error: nothing was sent', async () => {
    hub.answer('GET /api/tickets/', 502, '<html>');
    expect(await failure(create())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    expect(hub.emulator.effects.tickets).toEqual([]);
  });

  it('that stalls is unknown, and not sent again', async () => {
    await part(hub.wispHub, 'zones').load(7, backgroundCall());
    hub.emulator.fault({ route: 'POST /api/tickets/', fault: { kind: 'hang', when: 'after' } });
    expect(await tickets().create(order, backgroundCall(500))).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.tickets).toHaveLength(1);
  });

  it('fills its zone, which the next one sees', async () => {
    const load = () => part(hub.wispHub, 'zones').load(11, backgroundCall());
    expect(await load()).toEqual({ isBlocked: false, maxTickets: 3 });
    expect(await create(orderOf({ serviceId: 1030, zoneId: 11 }))).toMatchObject({ kind: 'done' });
    expect(await load()).toEqual({ isBlocked: true, maxTickets: 3 });
    expect(await create(orderOf({ serviceId: 1030, zoneId: 11 }))).toEqual({ kind: 'zone-full', maxTickets: 3 });
  });
});

describe('a zone of the native API', () => {
  it('T17: is counted over windows of less than two months, once a minute', async () => {
    const load = (zoneId: number) => part(hub.wispHub, 'zones').load(zoneId, backgroundCall());
    await load(9);
    await load(7);
    const windows = hub.emulator.calls.map(({ path }) => new URLSearchParams(path.split('?')[1]));
    expect(windows).toHaveLength(4);
    const days = windows.map((query) => ['0', '1'].map((end) => Date.parse(query.get(`fecha_creacion_${end}`) ?? '')));
    for (const [from = 0, to = 0] of days) expect((to - from) / 86_400_000).toBeLessThanOrEqual(58);
    expect(Math.max(...days.flat()) - Math.min(...days.flat())).toBeGreaterThan(183 * 86_400_000);
  });

  it('whose list lacks tickets is not known to be free', async () => {
    hub.emulator.settings({ pageCap: 2, rowsMove: true });
    expect((await failure(part(hub.wispHub, 'zones').load(9, backgroundCall()))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });
});
