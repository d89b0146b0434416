import { addBusinessDays, type Holidays, stamp } from './fixtures/calendar.js';
import { priorityOf } from './fixtures/subject.js';
import { resolutionDays } from './middleware.js';
import type { TicketOrder } from './native/ticket.js';
import type { Inspection } from './wire/inspect.js';

/**
 * Reads the body of both ticket endpoints and adds the middleware's fields: a priority by subject, and a start and a finish from the
 * process's clock, which is UTC (contract 1.8).
 * @throws {Refusal} 422 when the body is faulty
 */
export function readTicketOrder(call: Inspection, now: number, holidays: Holidays): TicketOrder {
  const serviceId = call.whole('service_id');
  const subject = call.text('subject');
  const description = call.text('description');
  const technicianId = call.wholeOrNull('technician_id');
  const zoneId = call.whole('zone_id');
  call.done();
  const start = new Date(now);
  return {
    id_servicio: serviceId,
    asunto: subject,
    descripcion: description,
    id_tecnico: technicianId,
    zona: zoneId,
    prioridad: priorityOf(subject),
    fecha_estimada_inicio: stamp(start),
    fecha_estimada_fin: stamp(addBusinessDays(start, resolutionDays, holidays)),
  };
}
