import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import type { CloudInstance } from '../state/instance.js';
import { categories } from '../state/seed.js';
import { page } from '../wire/page.js';

type Category = (typeof categories)[number];

/** The spellings of a level. */
const levels: Readonly<
  Record<CloudInstance['settings']['level'], (level: Category['level']) => string | number | null>
> = {
  words: (level) => level,
  lower: (level) => level.toLowerCase(),
  spanish: (level) => ({ High: 'Alta', Medium: 'Media', Low: 'Baja' })[level],
  number: (level) => ({ High: 3, Medium: 2, Low: 1 })[level],
  null: () => null,
};

/** `GET /help_desk/categories` (cloud contract 4.1). */
export function listCategories(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return page(instance, query, {
    object: 'help_desk_category',
    items: categories,
    filters: {},
    write: (category): Row => ({
      id: category.id,
      name: category.name,
      level: levels[instance.settings.level](category.level),
      public_for_mobile: category.isPublic,
      created_at: `2020-01-0${categories.indexOf(category) + 1}T09:00:00.000-03:00`,
      updated_at: '2024-01-01T09:00:00.000-03:00',
    }),
  });
}
