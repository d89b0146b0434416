import { z } from 'zod';
import { fold } from '../../../../model/text.js';
import { type TicketPriority, type TicketSubject, ticketPriorities } from '../../../../model/ticket.js';
import type { Row } from '../../protocol/answer.js';
import { field, readRows, toKey, toText } from '../../protocol/value.js';
import { type Book, createBook } from '../protocol/book.js';
import { readList } from '../protocol/list.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';

export const categoriesRoute = defineRoute('/help_desk/categories');

/** A row of categories (cloud contract 4.1). */
const CategoryRow = z.object({
  id: field(toKey).pipe(z.string()),
  name: field(toText).pipe(z.string()),
  level: field(toText),
  created_at: field(toText),
});

/** The kind of a ticket, which is its subject and has its priority. */
export interface Category extends TicketSubject {
  readonly id: string;
}

/** Categories, oldest first. */
export type CategoryBook = Book<readonly Category[]>;

/** Words of a level. A number has no known scale. */
const priorities: ReadonlyMap<string, TicketPriority> = new Map([
  ...['high', 'alta', 'alto'].map((word) => [word, 'HIGH'] as const),
  ...['medium', 'media', 'medio', 'normal'].map((word) => [word, 'NORMAL'] as const),
  ...['low', 'baja', 'bajo', 'baixa'].map((word) => [word, 'LOW'] as const),
]);

export function createCategoryBook(session: CloudSession): CategoryBook {
  return createBook(async (call) => {
    const { rows } = await readList(session, categoriesRoute, {}, call);
    return readCategories(rows);
  });
}

export function readCategories(rows: readonly Row[]): readonly Category[] {
  const categories = readRows(CategoryRow, rows).rows;
  const byAge = categories.sort((one, other) => (one.created_at ?? '').localeCompare(other.created_at ?? ''));
  return byAge.map(({ id, name, level }) => ({ id, name, priority: priorities.get(fold(level ?? '')) ?? 'UNKNOWN' }));
}

/** The categories that can be chosen by name, least urgent first: of equal names the oldest (cloud contract 9). */
export function toSubjects(categories: readonly Category[]): readonly Category[] {
  const named = new Map([...categories].reverse().map((category) => [fold(category.name), category]));
  const chosen = categories.filter((category) => named.get(fold(category.name)) === category);
  const rank = ({ priority }: Category): number => ticketPriorities.indexOf(priority);
  return chosen.sort((one, other) => rank(one) - rank(other));
}
