import { describe, expect, it } from 'vitest';
import type { EmulatedAnswer } from '../../../../../src/emulator/message.js';
import { encodeId } from '../../../../../src/model/id.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { orderOf, part, useWispHub } from '../../harness.js';

const hub = useWispHub('native');
const tickets = () => part(hub.wispHub, 'tickets');
const order = orderOf({}, { description: 'Va lento\n[ref:1a2b3c4d]' });
const { id: clientId } = order.client;
const requestedAt = new Date().toISOString();
const look = (wanted: { readonly clientId?: string; readonly reference?: string } = {}) =>
  tickets().findByReference?.({ clientId, reference: '1a2b3c4d', requestedAt, ...wanted }, backgroundCall());

type Row = Readonly<Record<string, unknown>>;

/** Changes every page of tickets. */
function rewrite(change: (row: Row) => Row, more = 0): void {
  hub.emulator.fault({
    path: 'fecha_creacion_0',
    fault: {
      kind: 'rewrite',
      rewrite: (answer: EmulatedAnswer) => {
        const { count, results, ...page } = JSON.parse(String(answer.body));
        return { ...answer, body: JSON.stringify({ ...page, count: count + more, results: results.map(change) }) };
      },
    },
  });
}

describe('a look for a ticket by its reference', () => {
  it('finds it, and neither under another reference nor for another client', async () => {
    await tickets().create(order, backgroundCall());
    expect(await look()).toMatchObject({ kind: 'found', value: { subject: order.subject, status: 'OPEN' } });
    const absent = { kind: 'absent', rule: { afterMs: 200_000, apartMs: 60_000 } };
    expect(await look({ reference: 'ffffffff' })).toEqual(absent);
    expect(await look({ clientId: encodeId('Client', 'WISPHUB', 999) })).toEqual(absent);
  });

  it('finds it in HTML', async () => {
    await tickets().create(order, backgroundCall());
    rewrite((row) => ({ ...row, descripcion: '<p>Va lento&nbsp;&#91;ref&colon;<b>1a2b3c4d</b>&rsqb;</p>' }));
    expect(await look()).toMatchObject({ kind: 'found' });
  });

  it.each([
    ['stored', 'found'],
    ['wrapped', 'found'],
    ['entities', 'found'],
    // It may be the one: that it is absent would let it be opened again.
    ['cut', 'unclear'],
  ])('A-30 %s: finds it however it is stored, or is not sure', async (description, kind) => {
    hub.emulator.settings({ description });
    await tickets().create(order, backgroundCall());
    expect(await look()).toMatchObject({ kind });
  });

  it('A-40, A-42: does not take one that is not there yet for absent before it may have come', async () => {
    hub.emulator.settings({ stallWrites: true, stallLate: true });
    await part(hub.wispHub, 'zones').load(7, backgroundCall());
    expect(await tickets().create(order, backgroundCall(300))).toEqual({ kind: 'unknown' });
    hub.emulator.settings({ stallWrites: false });
    const early = await look();
    expect(early).toMatchObject({ kind: 'absent', rule: { apartMs: 60_000 } });
    // 120 s until it lands, and 60 s until the list shows it.
    if (early?.kind === 'absent') expect(early.rule.afterMs).toBeGreaterThanOrEqual(180_000);
    hub.emulator.advance(121);
    expect(await tickets().find(601, backgroundCall())).not.toBeNull();
    expect(hub.emulator.effects.tickets).toHaveLength(1);
  });

  it.each<[string, (row: Row) => Row, number]>([
    ['has fewer rows than it counts', (row) => row, 1],
    ['does not say whose a ticket is', (row) => ({ ...row, servicio: null }), 0],
    ['does not say what a ticket of the client describes', (row) => ({ ...row, descripcion: null }), 0],
    ['has a row that cannot be read', (row) => ({ ...row, id_ticket: 'x' }), 0],
  ])('proves nothing where the list %s', async (_, change, more) => {
    await tickets().create(order, backgroundCall());
    rewrite(change, more);
    expect(await look({ reference: 'ffffffff' })).toEqual({ kind: 'unclear' });
  });
});
