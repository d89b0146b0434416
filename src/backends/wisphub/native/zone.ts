import { z } from 'zod';
import { BadUserInput, UpstreamError } from '../../../model/errors.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import type { ZonePort } from '../../backend.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern } from '../protocol/endpoint.js';
import { createHeld } from './protocol/held.js';
import type { NativeSession } from './protocol/session.js';
import type { TicketWalks } from './protocol/ticket-walk.js';
import { walk } from './protocol/walk.js';

const catalogue = createPathTemplate('/zonas/');

const ZoneRow = z.object({ id: z.number().int(), nombre: z.string() });

/** Milliseconds for which the names of zones are held (native contract 4). */
const namesHeldMs = 3_600_000;

/** Open tickets of each zone, as there is no filter by zone (T01), and their names. */
export function createNativeZones(session: NativeSession, tickets: TicketWalks, maxTickets: number): ZonePort {
  const names = createHeld(namesHeldMs, async (call): Promise<ReadonlyMap<number, string>> => {
    try {
      const { rows } = await walk(session, { route: catalogue, kind: 'list' }, ZoneRow, ({ id }) => id, call);
      return new Map(rows.map(({ id, nombre }) => [id, nombre.trim()]));
    } catch (error) {
      // Zones are known from the clients then (T39).
      if (error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH_FAILED') return new Map();
      throw error;
    }
  });
  return {
    load: async (zoneId, call) => {
      if (!idPattern.test(String(zoneId))) throw new BadUserInput('zoneId');
      const { rows, isWhole } = await tickets.opened(call);
      // Too few would let a zone take more tickets than it may.
      if (!isWhole) throw badResponse('its list lacks tickets');
      return {
        isBlocked: rows.filter(({ servicio }) => servicio?.zona?.id === zoneId).length >= maxTickets,
        maxTickets,
      };
    },
    names: (call: UpstreamCall) => names.get({ ...call, isFresh: false }),
  };
}
