import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, formOfReply, isRow, type Row, typeOf, unknown } from '../../../learning-form.js';
import { learnFilters } from './filter.js';
import { type Listed, toListed } from './page.js';
import { learnRecord } from './profile.js';

/** Filters of native contract 2.1, and a value of each that no client has. */
const known = {
  ...{ id_servicio: '999999999', cedula: 'sin-documento-0000', usuario: 'nadie@isp-gateway-unknown' },
  ...{ nombre: 'qxzjqxzj', nombre__contains: 'qxzjqxzj', apellido__contains: 'qxzjqxzj' },
  ...{ usuario__contains: 'qxzjqxzj', telefono: '000000000000', telefono__contains: '000000000000' },
  ...{ cedula__contains: 'qxzjqxzj', email__contains: 'qxzjqxzj', estado: '99', plan_internet: '999999999' },
  ...{ router: '999999999', tecnico: '999999999', ciudad: 'qxzjqxzj', localidad: 'qxzjqxzj' },
  ...{ sectorial: '999999999', asesor: '999999999' },
} as const;

const ignored = {
  ...{ zona: '999999999', estado_facturas: 'qxzjqxzj', saldo: '987654321.01', search: 'qxzjqxzj' },
  ...{ buscar: 'qxzjqxzj', servicio: 'qxzjqxzj' },
} as const;

/** Rows asked for: more than a page has (native contract 1.5). */
const manyRows = 1_000;

export interface ClientLesson {
  readonly points: readonly LearntPoint[];
  readonly rows: readonly Row[];
}

/** The list of clients, its pages and its filters. */
export async function learnClients(questions: Questions): Promise<ClientLesson> {
  const reply = await questions.ask('/clientes/', { limit: String(manyRows) });
  const many = toListed(reply);
  const few = toListed(await questions.ask('/clientes/'));
  const text = await questions.ask('/clientes/', { id_servicio: 'abc', limit: '1' });
  const rows = many?.rows ?? few?.rows ?? [];
  const textCount = toListed(text)?.count;
  return {
    rows,
    points: [
      toCap(reply.status, many),
      toDefault(few),
      {
        point: 'A-09',
        about: 'a text for a number',
        variant: textCount === undefined ? formOfReply(text) : textCount === 0 ? 'no row' : 'the whole set',
      },
      byForm('A-10', 'fecha_corte of a client', rows, ({ fecha_corte: day }) => toDayForm(day)),
      toOrder(many, few),
      byForm('A-39', 'falla_general of a router', rows.map(({ router }) => router).filter(isRow), (router) =>
        typeOf(router.falla_general),
      ),
      ...(await learnRecord(questions, rows)),
      ...(await learnFilters(questions, { section: '2.1', path: '/clientes/' }, known, ignored)),
    ],
  };
}

function toCap(status: number | null, many: Listed | null): LearntPoint {
  const [point, about] = ['A-06', 'most rows of a page'];
  if (many === null)
    return status === 400 ? { point, about, variant: 'refused' } : unknown(point, about, `status ${status}`);
  const evidence = { rows: many.items.length, count: many.count };
  if (many.items.length >= Math.min(many.count, manyRows)) {
    if (many.count > 300) return { point, about, variant: 'larger pages given', evidence };
    return unknown(point, about, 'there are no more than 300 clients', evidence);
  }
  return { point, about, variant: many.items.length === 300 ? '300' : 'another cap', evidence };
}

function toDefault(few: Listed | null): LearntPoint {
  const [point, about] = ['A-07', 'rows of a page without a limit'];
  if (few === null || few.count <= few.items.length) return unknown(point, about, 'all clients came');
  return { point, about, variant: String(few.items.length), evidence: { rows: few.items.length } };
}

/** A page that was read twice shows whether the order stays; one of which the start differs is another order. */
function toOrder(many: Listed | null, few: Listed | null): LearntPoint {
  const [point, about] = ['A-46', 'the order of clients'];
  const ids = idsOf(many);
  const again = idsOf(few);
  if (ids.length < 2) return unknown(point, about, 'there are too few clients');
  if (again.some((id, index) => id !== ids[index])) return { point, about, variant: 'changing between calls' };
  const steps = ids.slice(1).map((id, index) => Math.sign(id - (ids[index] ?? 0)));
  if (steps.every((step) => step > 0)) return { point, about, variant: 'ascending' };
  return { point, about, variant: steps.every((step) => step < 0) ? 'descending' : 'any' };
}

function idsOf(listed: Listed | null): readonly number[] {
  return (listed?.rows ?? []).map(({ id_servicio: id }) => id).filter((id) => typeof id === 'number');
}

function toDayForm(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return typeOf(value);
  if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(value)) return 'day/month/year';
  return /^\d{4}-\d{2}-\d{2}/.test(value) ? 'ISO' : 'another';
}
