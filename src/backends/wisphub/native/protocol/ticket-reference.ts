import { z } from 'zod';
import type { Locality } from '../../../../model/backend.js';
import { dayIn } from '../../../../model/calendar.js';
import { encodeId } from '../../../../model/id.js';
import type { AbsenceRule } from '../../../../model/write.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { TicketPort } from '../../../backend.js';
import { TicketRow, toTicket } from '../ticket-row.js';
import { createHeld } from './held.js';
import type { NativeSession } from './session.js';
import { allTickets } from './ticket-walk.js';
import { walk } from './walk.js';

const wholeReference = /\[ref:[^[\]]{1,64}\]/;

/** All that a ticket of the last day may be in by now (native contract 3.2, 5.2). */
const states = ['1', '2', '3', '4'] as const;

const dayMs = 86_400_000;

/** Milliseconds for which one walk answers all who look: many writes may be unknown at once. */
const heldMs = 1_000;

/** 120 s in which a request that stalled lands (A40), 60 s until the list shows it (A42), and the time of the walk itself. */
const rule: AbsenceRule = { afterMs: 200_000, apartMs: 60_000 };

const Row = TicketRow.extend({ descripcion: z.string().nullish().catch(null) });

type Row = z.output<typeof Row>;

/**
 * Looks for tickets by the reference in their description. No filter finds it (T01): the tickets from yesterday to tomorrow are walked, for
 * the ISP's day need not be ours. A row that does not say whose it is, or
 * whose description has no whole reference, might be the one: it may have been cut (A30).
 */
export function createReferenceSearch(
  session: NativeSession,
  locality: Locality,
): NonNullable<TicketPort['findByReference']> {
  const read = async (call: UpstreamCall) => {
    const day = (days: number): string => dayIn(locality.timeZone, new Date(Date.now() + days * dayMs));
    const walks = await Promise.all(
      states.map((estado) => {
        const query = { estado, fecha_creacion_0: day(-1), fecha_creacion_1: day(1) };
        return walk(session, { route: allTickets, query, kind: 'list' }, Row, ({ id_ticket: id }) => id, call);
      }),
    );
    return { rows: walks.flatMap(({ rows }) => rows), isWhole: walks.every(({ isWhole }) => isWhole) };
  };
  const held = createHeld(heldMs, read);
  return async ({ clientId, reference }, call) => {
    const { rows, isWhole } = await held.get(call);
    const candidates = rows.filter((row) => [clientId, null].includes(clientOf(row)));
    const found = candidates.find((row) => toText(row)?.includes(`[ref:${reference}]`));
    if (found !== undefined && clientOf(found) !== null) return { kind: 'found', value: toTicket(found, locality) };
    const isReadable = candidates.every((row) => clientOf(row) !== null && wholeReference.test(toText(row) ?? ''));
    return isWhole && isReadable ? { kind: 'absent', rule } : { kind: 'unclear' };
  };
}

function clientOf({ servicio }: Row): string | null {
  const serviceId = servicio?.id_servicio ?? null;
  return serviceId === null ? null : encodeId('Client', 'WISPHUB', serviceId);
}

const entities: Readonly<Record<string, string>> = { lsqb: '[', lbrack: '[', rsqb: ']', rbrack: ']', colon: ':' };

/** Without tags, and with the marks of a reference as they were sent (native contract 1.7). */
function toText({ descripcion }: Row): string | null {
  return (
    descripcion
      ?.replace(/<[^<>]*>/g, '')
      .replace(/&#(\d{2,3});/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/&([a-z]{4,6});/g, (entity, name: string) => entities[name] ?? entity) ?? null
  );
}
