import { z } from 'zod';
import type { ZonePort } from '../backend.js';
import { readData, unexpected } from './answer.js';
import { idPattern } from './client.js';
import { type Ask, createDoor } from './door.js';

const blocked = createDoor('GET', '/tickets/zone-blocked/{zoneId}', { zoneId: idPattern });

const ZoneBlocked = z.object({ is_blocked: z.boolean(), max_tickets: z.number().int() });

export function createZones(ask: Ask): ZonePort {
  return {
    load: async (zoneId, call) => {
      const answer = await ask(blocked, { parameters: { zoneId } }, call);
      // The ticket door's own action is reused here (contract 1.8).
      if (answer.action !== 'ticket_found') throw unexpected(answer);
      const { is_blocked, max_tickets } = readData(answer, ZoneBlocked);
      return { isBlocked: is_blocked, maxTickets: max_tickets };
    },
  };
}
