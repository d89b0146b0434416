import { z } from 'zod';
import type { TicketPriority, TicketSubject } from '../../model/ticket.js';
import { defineEndpoint, unread } from './protocol/endpoint.js';

const names = z.array(z.string());

/** The oldest v1 lacks this endpoint and takes "subjects" for a ticket number, which it refuses (contract 2.4). */
export const subjects = defineEndpoint('GET', '/tickets/subjects', {
  outcomes: {
    ticket_subjects_listed: z.object({
      by_priority: z.object({ low: names, normal: names, high: names, very_high: names }),
    }),
    request_refused: unread,
  },
  v2: { 200: 'ticket_subjects_listed' },
});

type ByPriority = Readonly<Record<'low' | 'normal' | 'high' | 'very_high', readonly string[]>>;

/** Least urgent first. */
export function toSubjects({ low, normal, high, very_high }: ByPriority): readonly TicketSubject[] {
  const groups: readonly (readonly [TicketPriority, readonly string[]])[] = [
    ['LOW', low],
    ['NORMAL', normal],
    ['HIGH', high],
    ['VERY_HIGH', very_high],
  ];
  return groups.flatMap(([priority, group]) => group.map((name) => ({ name, priority })));
}

/** Subjects that every later middleware answers (contract 1.8, read in its code): fixed there, and so assumed of the oldest. */
export const fixedSubjects: readonly TicketSubject[] = toSubjects({
  low: [
    'Cambio de Contraseña en Router Wifi',
    'Cambio de Domicilio',
    'Recolección De Equipos',
    'Cancelación',
    'Desconexión',
  ],
  normal: [
    'Internet Lento',
    'Internet Intermitente',
    'Antena Desalineada',
    'Cables Mal Colocados',
    'Cableado Para Modem Extra',
  ],
  high: [
    'No Tiene Internet',
    'Antena Dañada',
    'No Responde la Antena',
    'No Responde el Router Wifi',
    'Router Wifi Reseteado (Valores de Fabrica)',
    'Cambio de Router Wifi',
    'Cambio de Antena',
    'Cambio de Antena + Router Wifi',
    'Cable UTP Dañado',
    'PoE Dañado',
    'Conector Dañado',
    'Antena valores De Fabrica',
    'Eliminador Dañado',
    'RJ45 Dañado',
    'Alambres Rotos',
    'Reconexión',
    'Cable Fibra Dañado',
    'Jumper Dañado',
  ],
  very_high: ['Troncal Dañado', 'Caja Nap Dañada', 'Cambio A Fibra Óptica'],
});
