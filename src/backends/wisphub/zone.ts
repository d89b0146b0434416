import { z } from 'zod';
import type { ZonePort } from '../backend.js';
import { type CallEndpoint, defineEndpoint, idPattern } from './protocol/endpoint.js';

export const ZoneBody = z.object({ is_blocked: z.boolean(), max_tickets: z.number().int() });

/** The ticket endpoint's own action is reused here (contract 1.8). */
export const blocked = defineEndpoint('GET', '/tickets/zone-blocked/{zoneId}', {
  allowed: { zoneId: idPattern },
  outcomes: { ticket_found: ZoneBody },
  v2: { 200: 'ticket_found' },
});

export function createZones(callEndpoint: CallEndpoint): ZonePort {
  return {
    load: async (zoneId, call) => {
      const { data } = await callEndpoint(blocked, { parameters: { zoneId } }, call);
      return { isBlocked: data.is_blocked, maxTickets: data.max_tickets };
    },
  };
}
