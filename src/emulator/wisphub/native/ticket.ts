import { wispHubCases, wispHubTickets } from '../fixtures/cases.js';
import type { WispHubSettings } from '../settings.js';
import { nativeTechnicians } from './catalogue.js';
import type { NativeClients } from './client.js';
import type { NativeTicket } from './ticket-row.js';

/** A ticket that a call has created, with the zone the caller named. */
export interface EmulatedTicket extends NativeTicket {
  readonly zona: number;
}

export type TicketOrder = Pick<
  EmulatedTicket,
  | 'id_servicio'
  | 'asunto'
  | 'descripcion'
  | 'id_tecnico'
  | 'zona'
  | 'fecha_estimada_inicio'
  | 'fecha_estimada_fin'
  | 'fecha_creacion'
> & { readonly prioridad: number };

/** Native ticket endpoints; `undefined` stands for an answer other than 200 or 201. */
export interface NativeTickets {
  readonly created: readonly EmulatedTicket[];
  /** @returns undefined when refused: a subject not in `subjects`, an unknown service, no or an unknown technician */
  create(order: TicketOrder, subjects: readonly string[]): NativeTicket | undefined;
  find(id: number): NativeTicket | undefined;
  list(): readonly NativeTicket[] | undefined;
  /** New tickets of the services in this zone. */
  countOpen(zoneId: number): number | undefined;
  reset(): void;
}

const priorities: readonly string[] = ['', 'Baja', 'Normal', 'Alta', 'Muy Alta'];

export function createNativeTickets(clients: NativeClients, settings: Readonly<WispHubSettings>): NativeTickets {
  const created: EmulatedTicket[] = [];
  const all = (): readonly NativeTicket[] => [...openTickets, ...Object.values(wispHubTickets), ...created];
  return {
    created,
    create: (order, subjects) => {
      const service = settings.nativeDown
        ? undefined
        : clients.rows.find((row) => row.id_servicio === order.id_servicio);
      const technician = nativeTechnicians.some((each) => each.id === order.id_tecnico);
      if (service === undefined || !technician || !subjects.includes(order.asunto)) return undefined;
      const ticket: EmulatedTicket = {
        ...order,
        id_ticket: 601 + created.length,
        estado: 'Nuevo',
        codigo_estado: 1,
        prioridad: priorities[order.prioridad] ?? 'Normal',
        respuestas: [],
      };
      created.push(ticket);
      return settings.nativeLosesAnswers ? undefined : ticket;
    },
    find: (id) => {
      if (settings.nativeDown) return undefined;
      return all()[settings.nativeAnswersRow - 1] ?? all().find((each) => each.id_ticket === id);
    },
    list: () => (settings.nativeDown ? undefined : all()),
    countOpen: (zoneId) => {
      if (settings.nativeDown) return undefined;
      const inZone = new Set(clients.rows.filter((row) => row.zona?.id === zoneId).map((row) => row.id_servicio));
      return all().filter((each) => each.codigo_estado === 1 && inZone.has(each.id_servicio)).length;
    },
    reset: () => {
      created.length = 0;
    },
  };
}

/** Three open tickets in the full zone, two in the nearly full one. */
const openTickets: readonly NativeTicket[] = [
  ...[501, 502, 503].map((id) => openTicket(id, wispHubCases.fullZone.id_servicio)),
  ...[504, 505].map((id) => openTicket(id, wispHubCases.nearlyFullZone.id_servicio)),
];

function openTicket(id: number, serviceId: number): NativeTicket {
  return { ...wispHubTickets.open, id_ticket: id, id_servicio: serviceId };
}
