import type { LearntPoint, Questions, Reply } from '../../../learning.js';
import { type Query, toListed } from './page.js';

/** A value of a filter that no record has. */
export type Impossible = Readonly<Record<string, string>>;

/**
 * Tries each filter by a value that no record has: no row is a filter that is looked at, any row one that is ignored (native contract 1.6).
 * @param known filters that the contract says to work, each asked for alone.
 * @param ignored filters that it says to be ignored, asked for together, and alone only if one of them is not.
 */
export async function learnFilters(
  questions: Questions,
  { section, path, base = {} }: { readonly section: string; readonly path: string; readonly base?: Query },
  known: Impossible,
  ignored: Impossible,
): Promise<readonly LearntPoint[]> {
  const ask = async (names: readonly string[], values: Impossible) =>
    judge(await questions.ask(path, { ...base, ...pick(values, names), limit: '1' }));
  const toPoint = (name: string, verdict: Verdict): LearntPoint => ({
    point: section,
    about: `filter ${name} of ${path}`,
    ...verdict,
  });
  const points: LearntPoint[] = [];
  const together = Object.keys(ignored);
  const verdict = await ask(together, ignored);
  const doubted = verdict.variant === 'ignored' ? [] : together;
  if (doubted.length === 0) points.push(...together.map((name) => toPoint(name, verdict)));
  for (const name of doubted) points.push(toPoint(name, await ask([name], ignored)));
  for (const name of Object.keys(known)) points.push(toPoint(name, await ask([name], known)));
  return points;
}

type Verdict = Pick<LearntPoint, 'variant' | 'reason' | 'evidence'>;

function judge(reply: Reply): Verdict {
  const listed = toListed(reply);
  if (listed !== null)
    return { variant: listed.count === 0 ? 'honoured' : 'ignored', evidence: { rows: listed.count } };
  // A value that is refused is one of a parameter that is known (native contract 1.6).
  if (reply.status === 400) return { variant: 'refused' };
  return { variant: 'unknown', reason: reply.status === null ? 'no answer' : `status ${reply.status}` };
}

function pick(values: Impossible, names: readonly string[]): Query {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? '']));
}
