import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, countBy, formOfReply, isRow, type Row, typeOf, unknown } from '../../../learning-form.js';
import { type Listed, toListed } from './page.js';

const plans = '/plan-internet/';
const subjects = '/tickets/asuntos-tickets/';
const others = ['/zonas/', '/router/', '/sectorial/', '/staff/', '/formas-de-pago/'] as const;

/** Types of plans that have a detail (native contract 4). */
const details = { PPPOE: '/plan-internet/pppoe/{id}/', 'SIMPLE QUEUE': '/plan-internet/queue/{id}/' } as const;

/** Catalogues. */
export async function learnCatalogues(questions: Questions): Promise<readonly LearntPoint[]> {
  const shapes: string[] = [];
  const lists = new Map<string, Listed | null>();
  for (const path of [plans, subjects, ...others]) {
    const reply = await questions.ask(path, { limit: '300' });
    lists.set(path, toListed(reply));
    shapes.push(toListed(reply)?.shape ?? formOfReply(reply));
  }
  const known = shapes.filter((shape) => /[a-z]/.test(shape));
  const subjectList = lists.get(subjects);
  return [
    {
      ...(known.length === 0
        ? unknown('A-08', 'shape of catalogues', 'no catalogue was answered')
        : byForm('A-08', 'shape of catalogues', known, (shape) => shape)),
      evidence: countBy(shapes, (shape) => shape),
    },
    byForm(
      'A-36',
      'subjects of tickets',
      (subjectList?.items ?? []).slice(0, 50),
      (item) => `${toSubjectForm(item)}, ${subjectList?.shape}`,
    ),
    ...(await learnPlans(questions, lists.get(plans)?.rows ?? [])),
  ];
}

function toSubjectForm(item: unknown): string {
  if (typeof item === 'string') return 'text';
  if (!isRow(item)) return 'another';
  const keys = ['id', 'nombre', 'asunto'].filter((key) => key in item);
  return keys.length === 0 ? 'another' : keys.join(' and ');
}

/** Up to two plans of each type that has a detail. */
async function learnPlans(questions: Questions, rows: readonly Row[]): Promise<readonly LearntPoint[]> {
  const read: Row[] = [];
  for (const [type, path] of Object.entries(details)) {
    const ids = rows.filter(({ tipo }) => tipo === type).flatMap(({ id }) => (typeof id === 'number' ? [id] : []));
    for (const id of ids.slice(0, 2)) {
      const { status, body } = await questions.ask(path, {}, id);
      if (status === 200 && isRow(body)) read.push(body);
    }
  }
  const speeds = read.flatMap(({ bajada, subida }) => [bajada, subida]);
  return [
    byForm('A-37', 'precio of a plan', read, ({ precio }) => typeOf(precio)),
    byForm('A-38', 'bajada and subida of a plan', speeds, toSpeedForm),
  ];
}

function toSpeedForm(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return typeOf(value);
  const text = value.trim();
  if (text.includes('/')) return 'both in one field';
  if (/^\d+(?:\.\d+)?$/.test(text)) return 'digits alone';
  if (/^\d+(?:\.\d+)?\s?[kmg]$/i.test(text)) return 'digits and a letter';
  return /^\d+(?:\.\d+)?\s?[kmg]bps$/i.test(text) ? 'digits and bps' : 'another';
}
