import { z } from 'zod';
import { toAmount } from '../../../model/amount.js';
import type { Locality } from '../../../model/backend.js';
import { type Money, toMoney } from '../../../model/money.js';
import type { PlanPort } from '../../backend.js';
import { field, readRows, toInteger, toKey, toText } from '../protocol/value.js';
import { type Book, createBook } from './protocol/book.js';
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
  ceil_down_kbps: field(toInteger),
  ceil_up_kbps: field(toInteger),
});

/** A plan as the clients' records and the list of plans show it. */
export interface CloudPlan {
  readonly key: string;
  readonly name: string | null;
  /** Null for a plan that is not paid by the month. */
  readonly price: Money | null;
  readonly downloadMbps: number | null;
  readonly uploadMbps: number | null;
}

/** The plans by id. */
export type PlanBook = Book<ReadonlyMap<string, CloudPlan>>;

/** The whole list, some tens of rows, kept for clients, contracts and plans alike. */
export function createPlanBook(session: CloudSession, locality: Locality): PlanBook {
  return createBook(async (call) => {
    const { rows } = await readList(session, plansRoute, {}, call);
    return new Map(readRows(PlanRow, rows).rows.map((row) => [row.id, toPlan(row, locality)]));
  });
}

export function createCloudPlans(book: PlanBook): PlanPort {
  return {
    list: async (call) =>
      [...(await book(call)).values()].flatMap(({ key, name }) =>
        name === null ? [] : [{ key, planId: null, name, type: 'UNKNOWN' as const }],
      ),
    detail: async ({ key }, call) => {
      const plan = (await book(call)).get(key);
      if (plan === undefined) return null;
      const { price, downloadMbps, uploadMbps } = plan;
      return { price, downloadSpeed: null, uploadSpeed: null, downloadMbps, uploadMbps, note: null };
    },
  };
}

function toPlan(row: z.output<typeof PlanRow>, locality: Locality): CloudPlan {
  const isMonthly = row.frequency_in_months === 1;
  return {
    key: row.id,
    name: row.name,
    price: isMonthly ? toMoney(toAmount(row.price, locality), locality.currency) : null,
    downloadMbps: toMegabits(row.ceil_down_kbps),
    uploadMbps: toMegabits(row.ceil_up_kbps),
  };
}

/** A line without any speed is one whose speed is not stated. */
function toMegabits(kbps: number | null): number | null {
  return kbps === null || kbps <= 0 ? null : kbps / 1_000;
}
