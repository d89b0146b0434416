import { dayIn } from '../../../../model/calendar.js';
import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, formOfReply, isRow, type Row, unknown } from '../../../learning-form.js';
import { learnBalances } from './balance.js';
import { learnFilters } from './filter.js';
import { type Query, toListed } from './page.js';

const dayMs = 86_400_000;

const invoices = '/facturas/';

/** Balances and invoices (A-13, A-14, A-20, A-21, and native contract 2.9). @param rows of clients. */
export async function learnMoney(
  questions: Questions,
  rows: readonly Row[],
  timeZone: string,
): Promise<readonly LearntPoint[]> {
  const today = dayIn(timeZone, new Date());
  const base = toRange('fecha_emision', startOf(today, 2), endOf(today));
  const recent = toListed(await questions.ask(invoices, { ...base, limit: '50' }))?.rows ?? [];
  return [
    ...(await learnBalances(questions, rows)),
    await learnWindow(questions, today),
    byForm('A-21', 'the period of an invoice', recent.flatMap(linesOf), toPeriodForm),
    ...(await learnFilters(
      questions,
      { section: '2.9', path: invoices, base },
      {
        ...{ estado: '99', zona: '999999999', forma_pago: '999999999', cajero: '999999999' },
        cliente: 'nadie@isp-gateway-unknown',
      },
      {
        ...{ id_servicio: '999999999', id_cliente: '999999999', cedula: 'sin-documento-0000' },
        ...{ usuario: 'nadie@isp-gateway-unknown', search: 'qxzjqxzj', facturadas: 'qxzjqxzj', servicio: '999999999' },
      },
    )),
    await learnWidth(questions, today, 'fecha_emision__range of /facturas/', [92, 122], (first, last) => [
      invoices,
      toRange('fecha_emision', first, last),
    ]),
    await learnWidth(questions, today, 'tipo_fecha of /facturas/', [180, 366], (first, last) => [
      invoices,
      { tipo_fecha: 'fecha_emision', desde: first, hasta: last },
    ]),
  ];
}

function toRange(name: string, first: string, last: string): Query {
  return { [`${name}__range_0`]: first, [`${name}__range_1`]: last };
}

/** Widths of a window of dates, the first of which the contract says to pass and the last to be refused. */
export async function learnWidth(
  questions: Questions,
  today: string,
  about: string,
  days: readonly number[],
  toQuestion: (first: string, last: string) => readonly [path: string, query: Query],
): Promise<LearntPoint> {
  const passing: number[] = [];
  for (const count of days) {
    const [path, query] = toQuestion(shift(today, -count), today);
    const reply = await questions.ask(path, { ...query, limit: '1' });
    if (reply.status !== 200 && reply.status !== 400) return unknown('T16', about, formOfReply(reply));
    if (reply.status === 200) passing.push(count);
  }
  const widest = Math.max(0, ...passing);
  const variant =
    widest === 0 ? `fewer than ${days[0]} days` : widest === days.at(-1) ? `${widest} days or more` : `${widest} days`;
  return { point: 'T16', about: `width of ${about}`, variant };
}

/** How many months are shown without dates: the windows that have as many invoices. */
async function learnWindow(questions: Questions, today: string): Promise<LearntPoint> {
  const [point, about] = ['A-20', 'invoices without dates'];
  const countOf = async (query: Query): Promise<number | undefined> =>
    toListed(await questions.ask(invoices, { ...query, limit: '1' }))?.count;
  const shown = await countOf({});
  const names = ['the current month', 'two months', 'three months'];
  const counts: (number | undefined)[] = [];
  for (const months of names.keys())
    counts.push(await countOf(toRange('fecha_emision', startOf(today, months), endOf(today))));
  const evidence = Object.fromEntries(
    [['without dates', shown] as const, ...names.map((name, index) => [name, counts[index]] as const)].flatMap(
      ([name, count]) => (count === undefined ? [] : [[name, count]]),
    ),
  );
  if (shown === undefined) return unknown(point, about, 'no answer', evidence);
  const fitting = names.filter((_, index) => counts[index] === shown);
  if (fitting.length === 0) return { point, about, variant: 'another', evidence };
  return { point, about, variant: fitting.join(' or '), evidence };
}

/** Descriptions of an invoice's first line. */
function linesOf({ articulos }: Row): readonly string[] {
  const [line] = Array.isArray(articulos) ? articulos.filter(isRow) : [];
  return typeof line?.descripcion === 'string' ? [line.descripcion] : [];
}

function toPeriodForm(text: string): string {
  const [, month] = /periodo del \d{1,2}\/([^/\d]{1,20})\/\d{4} al \d/i.exec(text) ?? [];
  if (month === undefined) return 'no period';
  if (month.replace('.', '').length > 4) return 'month in full';
  return month.endsWith('.') ? 'month cut, with a point' : 'month cut, without a point';
}

/** First day of the month, some months back. */
function startOf(day: string, monthsBack: number): string {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - monthsBack, 1))
    .toISOString()
    .slice(0, 10);
}

function endOf(day: string): string {
  return shift(startOf(day, -1), -1);
}

export function shift(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
