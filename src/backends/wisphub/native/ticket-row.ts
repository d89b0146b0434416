import { z } from 'zod';
import type { Locality } from '../../../model/backend.js';
import { parseInstant } from '../../../model/calendar.js';
import { encodeId } from '../../../model/id.js';
import { fold } from '../../../model/text.js';
import type { Ticket, TicketPriority, TicketStatus } from '../../../model/ticket.js';
import { toPlainText } from './row/plain-text.js';

const text = z.string().nullish().catch(null);
const word = z.union([z.string(), z.number()]).nullish().catch(null);

const Reply = z.object({ respuesta: text, created: text });

/** The fields of a ticket that are read: a router's password stands in it, too (T21). */
export const TicketRow = z.object({
  id_ticket: z.number().int().positive(),
  asunto: z.string(),
  estado: word,
  prioridad: word,
  fecha_creacion: text,
  fecha_estimada_fin: text,
  respuestas: z
    .union([z.array(Reply), Reply.transform((reply) => [reply])])
    .nullish()
    .catch(null),
  servicio: z
    .object({
      id_servicio: z.number().int().nullish().catch(null),
      zona: z.object({ id: z.number().int() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

export type TicketRow = z.output<typeof TicketRow>;

const statuses: Readonly<Record<string, TicketStatus>> = {
  ...{ '1': 'OPEN', nuevo: 'OPEN', '2': 'IN_PROGRESS', 'en progreso': 'IN_PROGRESS' },
  ...{ '3': 'CLOSED', resuelto: 'CLOSED', '4': 'CLOSED', cerrado: 'CLOSED' },
};

const priorities: Readonly<Record<string, TicketPriority>> = {
  ...{ '1': 'LOW', baja: 'LOW', '2': 'NORMAL', normal: 'NORMAL' },
  ...{ '3': 'HIGH', alta: 'HIGH', '4': 'VERY_HIGH', 'muy alta': 'VERY_HIGH' },
};

/** The day before the month, unless there is no such month (A41). */
const formats = [
  ...['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm'],
  ...['MM/dd/yyyy HH:mm:ss', 'MM/dd/yyyy HH:mm'],
];

export function toTicket(theirs: TicketRow, { timeZone }: Locality): Ticket {
  const instant = (at: string | null | undefined): string | null =>
    parseInstant(toWallClock(at), timeZone, formats)?.toISOString() ?? null;
  const serviceId = theirs.servicio?.id_servicio;
  const replies = (theirs.respuestas ?? []).flatMap(({ respuesta, created }) => {
    const plain = toPlainText(respuesta);
    return plain === null ? [] : [{ text: plain, createdAt: instant(created) }];
  });
  return {
    id: encodeId('Ticket', 'WISPHUB', theirs.id_ticket),
    backend: 'WISPHUB',
    ticketId: theirs.id_ticket,
    subject: toSubject(theirs.asunto),
    status: statuses[fold(String(theirs.estado ?? ''))] ?? 'UNKNOWN',
    upstreamStatus: theirs.estado == null ? null : String(theirs.estado),
    priority: priorities[fold(String(theirs.prioridad ?? ''))] ?? 'UNKNOWN',
    createdAt: instant(theirs.fecha_creacion),
    dueAt: instant(theirs.fecha_estimada_fin),
    answer: replies.at(-1)?.text ?? null,
    replies,
    clientId: serviceId == null ? null : encodeId('Client', 'WISPHUB', serviceId),
  };
}

/** The stored subject ends in the client's name, which is nothing of the subject (T19). */
export function toSubject(stored: string): string {
  const end = stored.lastIndexOf(' - ');
  return (end > 0 ? stored.slice(0, end) : stored).trim();
}

/** Its offset is the installation's: the digits are the ISP's clock (T30). */
function toWallClock(at: string | null | undefined): string | null {
  return at?.replace(/(?:Z|[+-]\d\d:?\d\d)$/, '') ?? null;
}
