import { z } from 'zod';
import { toAmount } from '../../../model/amount.js';
import type { Locality } from '../../../model/backend.js';
import { type Money, toMoney } from '../../../model/money.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import { field, readRows, toInteger, toKey, toText } from '../protocol/value.js';
import { readList } from './protocol/list.js';
import { type CloudSession, defineRoute } from './protocol/session.js';

const plansRoute = defineRoute('/plans');

/** A row of plans (cloud contract 2.5). */
const PlanRow = z.object({
  id: field(toKey).pipe(z.string()),
  public_id: field(toInteger),
  name: field(toText),
  price: z.unknown(),
  frequency_in_months: field(toInteger),
});

/** Name and monthly price of a plan. */
export interface CloudPlan {
  readonly name: string | null;
  /** Null for a plan that is not paid by the month. */
  readonly price: Money | null;
}

/** The plans by id. */
export type PlanBook = (call: UpstreamCall) => Promise<ReadonlyMap<string, CloudPlan>>;

/** Milliseconds for which the list is good: plans change by the month. */
const bookMs = 600_000;

/** Reads the whole list, some tens of rows, and keeps it. */
export function createPlanBook(
  session: CloudSession,
  locality: Locality,
  clock: () => number = () => performance.now(),
): PlanBook {
  let book: ReadonlyMap<string, CloudPlan> | undefined;
  let readAt = 0;
  return async (call) => {
    if (book !== undefined && clock() - readAt < bookMs) return book;
    const { rows } = await readList(session, plansRoute, {}, call);
    book = new Map(readRows(PlanRow, rows).rows.map((row) => [row.id, toPlan(row, locality)]));
    readAt = clock();
    return book;
  };
}

function toPlan({ name, price, frequency_in_months: months }: z.output<typeof PlanRow>, locality: Locality): CloudPlan {
  return { name, price: months === 1 ? toMoney(toAmount(price, locality), locality.currency) : null };
}
