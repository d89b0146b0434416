import type { NativeRow } from './native/row.js';
import type { NativeTicket } from './native/ticket-row.js';
import { internalError } from './wire/refusal.js';

/** The client object of both dialects (contract 1.2): 16 keys, always all of them, in this order. */
export interface ClientView {
  readonly service_id: number;
  readonly name: string;
  readonly document: string;
  readonly phone: string;
  readonly address: string;
  readonly city: string;
  readonly locality: string;
  readonly payment_status: string;
  readonly zone_id: number | null;
  readonly antenna_ip: string | null;
  readonly cut_off_date: string | null;
  readonly outstanding_balance: number;
  readonly lan_interface: string;
  readonly internet_plan_name: string | null;
  readonly internet_plan_price: number | null;
  readonly technician_id: number | null;
}

/** @throws {Refusal} 500 when the balance is not a number, as in the middleware */
export function viewClient(row: NativeRow): ClientView {
  if (row.saldo.trim() === '' || Number.isNaN(Number(row.saldo))) throw internalError();
  return {
    service_id: row.id_servicio,
    name: row.nombre,
    document: row.cedula,
    phone: row.telefono,
    address: row.direccion,
    city: row.ciudad,
    locality: row.localidad,
    payment_status: row.estado,
    zone_id: row.zona?.id ?? null,
    antenna_ip: row.ip,
    cut_off_date: row.fecha_corte,
    outstanding_balance: Number(row.saldo),
    lan_interface: row.interfaz_lan,
    internet_plan_name: row.plan_internet?.nombre ?? null,
    internet_plan_price: viewPrice(row.precio_plan),
    technician_id: row.tecnico?.id ?? null,
  };
}

/** Null for no price, a zero and what is no number. */
function viewPrice(price: string | null): number | null {
  const value = Number(price ?? 0);
  return Number.isNaN(value) || value === 0 ? null : value;
}

/** The ticket object of both dialects (contract 1.8). */
export interface TicketView {
  readonly ticket_id: number;
  readonly subject: string;
  readonly created_at: string;
  readonly end_date: string | null;
  readonly status_ticket: string;
  readonly priority: string;
  readonly answer_text: string | null;
}

/** @throws {Refusal} 500 when the native ticket has no start or a number for a priority */
export function viewTicket(ticket: NativeTicket): TicketView {
  if (ticket.fecha_estimada_inicio === null || typeof ticket.prioridad !== 'string') throw internalError();
  return {
    ticket_id: ticket.id_ticket,
    subject: ticket.asunto,
    created_at: ticket.fecha_estimada_inicio,
    end_date: ticket.fecha_estimada_fin,
    status_ticket: ticket.estado,
    priority: ticket.prioridad,
    answer_text: 'respuesta' in ticket.respuestas ? ticket.respuestas.respuesta : null,
  };
}
