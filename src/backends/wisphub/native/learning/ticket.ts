import { dayIn } from '../../../../model/calendar.js';
import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, formOfReply, isRow, typeOf, unknown } from '../../../learning-form.js';
import { learnFilters } from './filter.js';
import { learnWidth, shift } from './money.js';
import { type Query, toListed } from './page.js';

const tickets = '/tickets/';

/** Tickets of the last two months (A-34, A-35, A-41, and native contract 3.2). */
export async function learnTickets(questions: Questions, timeZone: string): Promise<readonly LearntPoint[]> {
  const today = dayIn(timeZone, new Date());
  const base = toWindow(shift(today, -57), shift(today, 1));
  const rows = toListed(await questions.ask(tickets, { ...base, limit: '100' }))?.rows ?? [];
  return [
    ...(await learnReplies(questions, rows)),
    toInstants(rows.map(({ fecha_creacion: at }) => toInstantForm(at))),
    ...(await learnFilters(
      questions,
      { section: '3.2', path: tickets, base },
      { estado: '99' },
      {
        ...{ servicio: '999999999', cliente: 'nadie@isp-gateway-unknown', id_servicio: '999999999' },
        ...{ usuario: 'nadie@isp-gateway-unknown', tecnico: '999999999', prioridad: '99' },
        ...{ departamento: 'qxzjqxzj', search: 'qxzjqxzj' },
      },
    )),
    await learnWidth(questions, today, 'fecha_creacion of /tickets/', [58, 92], (first, last) => [
      tickets,
      toWindow(first, last),
    ]),
  ];
}

function toWindow(first: string, last: string): Query {
  return { fecha_creacion_0: first, fecha_creacion_1: last };
}

/** Replies in the list and in one detail. */
async function learnReplies(
  questions: Questions,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly LearntPoint[]> {
  const [replies, inList] = ['respuestas of a ticket', 'respuestas in the list of tickets'];
  const answered = rows.find(({ respuestas }) => Array.isArray(respuestas) && respuestas.length > 0) ?? rows[0];
  const id = answered?.id_ticket;
  if (typeof id !== 'number')
    return [unknown('A-34', replies, 'there is no ticket'), unknown('A-35', inList, 'there is no ticket')];
  const { body, status, form } = await questions.ask('/tickets/{id}/', {}, id);
  const isListed = rows.some((row) => 'respuestas' in row);
  return [
    status === 200 && isRow(body)
      ? byForm('A-34', replies, [body, ...rows.filter((row) => 'respuestas' in row)], ({ respuestas }) =>
          typeOf(respuestas),
        )
      : unknown('A-34', replies, formOfReply({ body, status, form })),
    { point: 'A-35', about: inList, variant: isListed ? 'there' : 'only in the detail' },
  ];
}

const eitherOrder = 'day/month or month/day';

/** A day that can be read both ways says nothing where another tells. */
function toInstants(forms: readonly string[]): LearntPoint {
  const clear = forms.filter((form) => form !== eitherOrder);
  return byForm('A-41', 'fecha_creacion of a ticket', clear.length > 0 ? clear : forms, (form) => form);
}

function toInstantForm(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return typeOf(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(value)) return 'ISO with an offset';
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(value)) return 'ISO without an offset';
  const [, first, second] = /^(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(value) ?? [];
  if (first === undefined) return 'another';
  if (Number(second) > 12) return 'month/day';
  return Number(first) > 12 ? 'day/month' : eitherOrder;
}
