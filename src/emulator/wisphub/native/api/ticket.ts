import { json } from '../../../message.js';
import type { Clock } from '../../clock.js';
import { allSubjects } from '../../fixtures/subject.js';
import type { WispHubSettings } from '../../settings.js';
import { readForm } from '../../wire/body.js';
import { nativeTechnicians } from '../catalogue.js';
import type { NativeClients } from '../client.js';
import type { NativeTickets } from '../ticket.js';
import type { NativeTicket } from '../ticket-row.js';
import { plantedSecret } from './row.js';
import { ApiRefusal, badField, notFound, page } from './wire/answer.js';
import { answerPage, applyFilters, type Filters, isNumber } from './wire/list.js';
import type { ApiCall, ApiEndpoint } from './wire/router.js';

const dayMs = 86_400_000;
const mandatory = [
  'servicio',
  'asunto',
  'asuntos_default',
  'descripcion',
  'tecnico',
  'estado',
  'prioridad',
  'departamento',
];

interface Tickets {
  readonly clients: NativeClients;
  readonly tickets: NativeTickets;
  readonly settings: Readonly<WispHubSettings>;
  readonly clock: Clock;
  /** Tickets of which people have had a notice (A32). */
  readonly notices: number[];
}

/** Tickets (native contract 3). */
export function ticketEndpoints(system: Tickets): readonly ApiEndpoint[] {
  const { tickets, settings } = system;
  return [
    { method: 'GET', path: 'tickets/', answer: (call) => listTickets(system, call) },
    { method: 'POST', path: 'tickets/', answer: (call) => createTicket(system, call) },
    {
      method: 'GET',
      path: 'tickets/asuntos-tickets/',
      answer: (call) =>
        answerPage(
          allSubjects.map((nombre, index) => ({ id: index + 1, nombre })),
          call,
          settings,
        ),
    },
    {
      method: 'GET',
      path: 'tickets/{id}/',
      answer: ({ parameters }) => {
        const ticket = tickets.find(Number(parameters.id));
        if (ticket === undefined) throw notFound();
        return json(200, viewTicket(system, ticket));
      },
    },
    { method: 'POST', path: 'tickets/{id}/respuesta/', isClosed: true, answer: () => json(201, {}) },
  ];
}

/** One of the known filters is the state, by number; every filter by client is ignored (T01), and a text lets nothing through (T02). */
const filters: Filters<NativeTicket> = {
  estado: (ticket, value) => isNumber(ticket.codigo_estado, value),
};

/** Two months at most by the two names with one underscore; without them a hidden cut (T17). */
function listTickets(system: Tickets, call: ApiCall) {
  const now = system.clock.now();
  const from = readDay(call.query.get('fecha_creacion_0'));
  const to = readDay(call.query.get('fecha_creacion_1'));
  if (from !== null && to !== null && to - from > 62 * dayMs) {
    throw new ApiRefusal(400, { error: 'El rango de fechas no puede ser mayor a 2 meses.' });
  }
  const [first, last] = from === null || to === null ? [now - 62 * dayMs, now] : [from, to + dayMs - 1];
  const rows = (system.tickets.list() ?? []).filter((ticket) => {
    if (ticket.fecha_creacion !== undefined && now - Date.parse(ticket.fecha_creacion) < system.settings.ticketLagMs)
      return false;
    // The wall clock counts, whatever stands behind it (T30).
    const at = Date.parse(`${createdAt(ticket, now).slice(0, 19)}Z`);
    return at >= first && at <= last;
  });
  const found = filterByState(rows, call.query, system.settings);
  return answerPage(found, call, system.settings, (ticket) => viewTicket(system, ticket, true));
}

/** A33. */
function filterByState(
  rows: readonly NativeTicket[],
  query: URLSearchParams,
  settings: Readonly<WispHubSettings>,
): readonly NativeTicket[] {
  const states = query.getAll('estado');
  const { repeatedState } = settings;
  if (states.length > 1 && repeatedState === 'refused') throw badField('estado', 'Seleccione una sola opción.');
  const read = (entries: readonly (readonly [string, string])[]) =>
    applyFilters(rows, new URLSearchParams(Object.fromEntries(entries)), filters, settings);
  if (repeatedState !== 'both') return read(repeatedState === 'first' ? [...query].reverse() : [...query]);
  return states.flatMap((state) => read([...query, ['estado', state]]));
}

function readDay(text: string | null): number | null {
  if (text === null) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new ApiRefusal(400, { error: 'Formato de fecha incorrecto.' });
  return Date.parse(text);
}

/** A form of several parts, or a failure of another kind for each other type of body (T18); words and gaps are refused (T20). */
function createTicket(system: Tickets, { request }: ApiCall) {
  const { clients, tickets, settings, clock, notices } = system;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) throw new ApiRefusal(500, page.failure);
  if (!type.startsWith('multipart/form-data')) throw new ApiRefusal(415, { detail: 'Tipo de medio no soportado.' });
  const form = readForm(request);
  const field = (name: string): string => form.get(name) ?? '';
  for (const name of mandatory) if (field(name) === '') throw badField(name, 'Este campo es requerido.');
  for (const name of ['prioridad', 'estado']) {
    if (!/^[1-4]$/.test(field(name))) throw badField(name, `"${field(name)}" no es una elección válida.`);
  }
  if (settings.department === 'enforced' && field('departamentos_default') !== field('departamento')) {
    throw badField('departamentos_default', 'Este campo es requerido.');
  }
  // T19, A29.
  const subject = field('asunto');
  const isKnown = field('asuntos_default') === subject && allSubjects.includes(subject);
  if (!isKnown && (field('asuntos_default') !== 'Otro Asunto' || settings.otherSubject === 'refused'))
    throw badField('asuntos_default', 'no es una elección válida.');
  const service = clients.rows.find((row) => String(row.id_servicio) === field('servicio'));
  if (service === undefined) throw badField('servicio', 'Clave primaria inválida.');
  const technician = nativeTechnicians.find(({ id }) => String(id) === field('tecnico'));
  if (technician === undefined) throw badField('tecnico', 'Clave primaria inválida.');
  const order = {
    id_servicio: service.id_servicio,
    asunto: subject,
    descripcion: toDescription(field('descripcion'), settings.description),
    id_tecnico: technician.id,
    prioridad: Number(field('prioridad')),
    zona: service.zona?.id ?? 0,
    fecha_creacion: stamp(clock.now()),
    fecha_estimada_inicio: toStored(field('fecha_inicio')),
    fecha_estimada_fin: toStored(field('fecha_final')),
  };
  const ticket = tickets.create(order, [subject]);
  if (settings.notice === 'sent') notices.push(600 + tickets.created.length);
  if (ticket === undefined) throw new ApiRefusal(502, page.cloud);
  return json(201, viewTicket(system, ticket));
}

/** A30 */
function toDescription(sent: string, variant: string): string {
  if (variant === 'wrapped') return `<p>${sent.replaceAll(/\r?\n/g, '<br>')}</p>`;
  if (variant === 'entities') return sent.replaceAll('[', '&lsqb;').replaceAll(']', '&#93;').replaceAll(':', '&colon;');
  return variant === 'cut' ? sent.slice(0, 12) : sent;
}

/** A47 */
const authors: Readonly<Record<string, string | null>> = { other: 'sistema', null: null };

/** The subject bears the client's name (T19), the technician is a name, and the router's password is in it (T21). */
function viewTicket({ clients, clock, settings }: Tickets, ticket: NativeTicket, isListed = false) {
  const row = clients.rows.find((each) => each.id_servicio === ticket.id_servicio);
  const technician = nativeTechnicians.find(({ id }) => id === ticket.id_tecnico);
  // Assigned by mail alone (T21).
  const isByMail = ticket.id_ticket % 5 === 0;
  return {
    ...{
      id_ticket: ticket.id_ticket,
      asunto: `${ticket.asunto} - ${row?.nombre ?? ''}`,
      descripcion: ticket.descripcion,
    },
    ...{ estado: ticket.estado, prioridad: ticket.prioridad, tecnico: isByMail ? null : (technician?.nombre ?? null) },
    ...{ email_tecnico: isByMail ? 'tecnico@isp.example' : '', departamento: 'Soporte Técnico' },
    ...{
      origen_reporte: 'oficina',
      creado_por: settings.ticketAuthor in authors ? authors[settings.ticketAuthor] : 'gateway',
      finalizado_por: null,
    },
    ...{ fecha_creacion: writeDate(createdAt(ticket, clock.now()), settings), fecha_inicio: null, fecha_fin: null },
    ...{ fecha_estimada_inicio: ticket.fecha_estimada_inicio, fecha_estimada_fin: ticket.fecha_estimada_fin },
    ...repliesOf(ticket, settings, isListed),
    servicio: {
      ...{ id_servicio: ticket.id_servicio, ip: row?.ip ?? null, plan_internet: row?.plan_internet ?? null },
      zona: row?.zona ?? null,
      router: { id: 20044, nombre: 'SERVIDOR 1', usuario: 'admin', password: `${plantedSecret}-mikrotik` },
    },
  };
}

/** ISO with an offset, or as the fixture has it; the open tickets of full zones are a month old whatever the day (T31, A41). */
function createdAt(ticket: NativeTicket, now: number): string {
  if (ticket.fecha_creacion !== undefined) return ticket.fecha_creacion;
  const start = ticket.fecha_estimada_inicio;
  if (start === null || ticket.id_ticket < 510) return stamp(now - 30 * dayMs);
  if (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(start)) return `${start.replace(' ', 'T')}:00-05:00`;
  const [, day, month, year, time] = /^(\d{2})\/(\d{2})\/(\d{4}) (.*)$/.exec(start) ?? [];
  return day === undefined ? start : `${year}-${month}-${day}T${time?.padEnd(8, ':00')}-05:00`;
}

/** A34, A35. */
function repliesOf({ respuestas }: NativeTicket, { replyForm }: Readonly<WispHubSettings>, isListed: boolean) {
  const list = [respuestas].flat();
  if (replyForm === 'absent' || (replyForm === 'detail' && isListed)) return {};
  if (replyForm === 'null') return { respuestas: null };
  return { respuestas: replyForm === 'object' ? (list.at(-1) ?? null) : list };
}

/** A41. */
function writeDate(iso: string, { slashDates }: Readonly<WispHubSettings>): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(iso) ?? [];
  return slashDates && day !== undefined ? `${day}/${month}/${year} ${time}` : iso;
}

/** The wall clock of the ISP, five hours behind, with the installation's offset. */
function stamp(at: number): string {
  return `${new Date(at - 5 * 3_600_000).toISOString().slice(0, 19)}-05:00`;
}

/** `DD/MM/YYYY HH:MM` in, `YYYY-MM-DD HH:MM` out (T31). */
function toStored(text: string): string | null {
  const [, day, month, year, time] = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2})$/.exec(text) ?? [];
  return day === undefined ? null : `${year}-${month}-${day} ${time}`;
}
