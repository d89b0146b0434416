import type { Backend } from '../../src/backends/backend.js';
import type { Lesson } from '../../src/backends/learning.js';

/** @throws when the back end has nothing that can learn. */
export async function learnFrom(backend: Backend): Promise<Lesson> {
  const lesson = await backend.learn?.();
  if (lesson === undefined) throw new Error('it does not learn');
  return lesson;
}

/** Variants by point, those of filters by their name as well. */
export function variantsOf({ points }: Lesson): Readonly<Record<string, string>> {
  return Object.fromEntries(
    points.flatMap(({ point, about, variant }) => {
      const [, filter, path] = /^filter (\S+) of (\S+)$/.exec(about) ?? [];
      return filter === undefined ? [[/^A/.test(point) ? point : about, variant]] : [[`${path} ${filter}`, variant]];
    }),
  );
}

/** Every text and number of a JSON value that is no name of a key, by `String`. */
export function valuesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesOf);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}
