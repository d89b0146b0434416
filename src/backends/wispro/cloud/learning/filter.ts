import type { LearntPoint, Questions, Reply } from '../../../learning.js';
import { codeOf, formOf, type Query, toListed } from './page.js';

/** Filters of one list, and a value of each that no record has. */
export interface FilterTrial {
  readonly path: string;
  /** Said to work: each is asked for alone. */
  readonly known: Query;
  /** Said to be ignored: asked for together, and alone only if one of them is not. */
  readonly ignored: Query;
  /** Numbers of assumed points, by filter. Default: the section of filters. */
  readonly points?: Readonly<Record<string, string>>;
}

/** Tries each filter by a value that no record has: no row is a filter that is looked at (cloud contract 1.4). */
export async function learnFilters(questions: Questions, trial: FilterTrial): Promise<readonly LearntPoint[]> {
  const { path, known, ignored, points = {} } = trial;
  const toPoint = (name: string, reply: Reply): LearntPoint => {
    const about = `filter ${name} of ${path}`;
    const point = points[name] ?? '1.4';
    const listed = toListed(reply);
    if (listed === null) return { point, about, ...toRefusal(reply) };
    const variant = listed.total === 0 && listed.rows.length === 0 ? 'works' : 'ignored';
    return { point, about, variant, evidence: { rows: listed.total } };
  };
  const learnt: LearntPoint[] = [];
  const together = Object.keys(ignored).length === 0 ? null : await questions.ask(path, ignored);
  const isIgnored = together !== null && (toListed(together)?.total ?? 0) > 0;
  for (const [name, value] of Object.entries(ignored)) {
    learnt.push(toPoint(name, isIgnored ? together : await questions.ask(path, { [name]: value })));
  }
  for (const [name, value] of Object.entries(known)) {
    learnt.push(toPoint(name, await questions.ask(path, { [name]: value })));
  }
  return learnt;
}

function toRefusal(reply: Reply): Pick<LearntPoint, 'variant' | 'reason'> {
  return codeOf(reply) === 400 ? { variant: 'refused' } : { variant: 'unknown', reason: formOf(reply) };
}

export const impossible = {
  uuid: '00000000-0000-4000-8000-000000000000',
  code: 'isp-gateway-unknown',
  number: '999999999',
  /** No record is made after it, or before the other. */
  future: '2999-01-01T00:00:00Z',
  past: '1971-01-01T00:00:00Z',
} as const;
