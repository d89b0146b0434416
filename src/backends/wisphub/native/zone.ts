import type { Locality } from '../../../model/backend.js';
import { dayIn } from '../../../model/calendar.js';
import { BadUserInput } from '../../../model/errors.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import type { ZonePort } from '../../backend.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern } from '../protocol/endpoint.js';
import { createHeld } from './protocol/held.js';
import type { NativeSession } from './protocol/session.js';
import { walk } from './protocol/walk.js';
import { TicketRow } from './ticket-row.js';

export const allTickets = createPathTemplate('/tickets/');

export interface NativeZones extends ZonePort {
  /** Forgets the open tickets: one more may be among them. */
  forget(): void;
}

const dayMs = 86_400_000;

/** Days of a window: two months are the most, and those of February and March are 59 days (T17). */
const windowDays = 58;

/** Windows walked: tickets that have been open for more than seven months are not counted. */
const windows = 4;

/** Milliseconds for which open tickets are counted anew: a minute, as in the middleware. */
const heldMs = 60_000;

/** Open tickets of each zone. There is no filter by zone (T01): the new ones of all zones are walked. */
export function createNativeZones(session: NativeSession, locality: Locality, maxTickets: number): NativeZones {
  const count = async (call: UpstreamCall): Promise<ReadonlyMap<number, number>> => {
    const day = (daysAgo: number): string => dayIn(locality.timeZone, new Date(Date.now() - daysAgo * dayMs));
    const walks = await Promise.all(
      Array.from({ length: windows }, (_, index) => {
        const last = index * windowDays - 1;
        const query = { estado: '1', fecha_creacion_0: day(last + windowDays), fecha_creacion_1: day(last) };
        return walk(session, { route: allTickets, query, kind: 'list' }, TicketRow, ({ id_ticket: id }) => id, call);
      }),
    );
    // Too few would let a zone take more tickets than it may.
    if (walks.some(({ isWhole }) => !isWhole)) throw badResponse('its list lacks tickets');
    const zones = new Map(walks.flatMap(({ rows }) => rows).map((row) => [row.id_ticket, row.servicio?.zona?.id]));
    const counts = new Map<number, number>();
    for (const zone of zones.values()) if (zone !== undefined) counts.set(zone, (counts.get(zone) ?? 0) + 1);
    return counts;
  };
  const held = createHeld(heldMs, count);
  return {
    load: async (zoneId, call) => {
      if (!idPattern.test(String(zoneId))) throw new BadUserInput('zoneId');
      return { isBlocked: ((await held.get(call)).get(zoneId) ?? 0) >= maxTickets, maxTickets };
    },
    forget: held.forget,
  };
}
