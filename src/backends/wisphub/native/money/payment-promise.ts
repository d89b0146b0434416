import type { Locality } from '../../../../model/backend.js';
import { loadCalendar } from '../../../../model/business-day.js';
import { toDay } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { BadUserInput, UpstreamError } from '../../../../model/errors.js';
import type { PromisePolicy } from '../../../../model/payment-promise.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import type { PromisePort } from '../../../backend.js';
import { badResponse } from '../../protocol/answer.js';
import { idPattern, writeOutcome } from '../../protocol/endpoint.js';
import type { NativeSession } from '../protocol/session.js';
import { type Balances, serviceIdOf } from './balance.js';
import { InvoiceRow, isOf, toState } from './invoice-row.js';
import { readPromise, shift } from './promise-answer.js';

const promises = createPathTemplate('/promesa-pago/');
const invoice = createPathTemplate('/facturas/{id}/', { id: idPattern });

/** Invoices looked at, oldest first. */
const maxLookedAt = 3;

/** A promise is for an invoice, cannot be read back, and is accepted whatever it is for (native contract 2.15). */
export function createNativePromises(
  session: NativeSession,
  balances: Balances,
  policy: PromisePolicy,
  { country }: Locality,
): PromisePort {
  // At the start, which is the time for what takes half a second. A failure shows at the first promise.
  if (policy.countsBusinessDays === true) loadCalendar(country).catch(() => undefined);
  /** The oldest open invoice, by its own record: one that was paid or moved meanwhile would make a false debt (T11). */
  const findPending = async (client: ClientRecord, call: UpstreamCall): Promise<number | null> => {
    const { invoices } = await balances.read(serviceIdOf(client), client.name, { ...call, isFresh: true });
    const oldest = [...invoices].sort((one, other) => compare(one.due ?? '', other.due ?? '') || one.id - other.id);
    let isDoubtful = oldest.length > maxLookedAt;
    for (const { id } of oldest.slice(0, maxLookedAt)) {
      const row = await session.read({ method: 'GET', route: invoice, parameters: { id } }, InvoiceRow, call);
      if (row !== null && toState(row) !== 'PENDING') continue;
      if (row?.id_factura === id && isOf(row, client)) return id;
      isDoubtful = true;
    }
    if (isDoubtful) throw badResponse('no open invoice is provably of the client');
    return null;
  };
  return {
    policy,
    promisesFor: 'client',
    create: ({ client }, validUntil, call) =>
      writeOutcome(async () => {
        const day = toDay(validUntil);
        if (day === null) throw new BadUserInput('validUntil');
        const id = await findPending(client, call).catch((error) => {
          throw error instanceof UpstreamError ? error.asNotSent() : error;
        });
        if (id === null) return { kind: 'nothing-to-pay' };
        const json = {
          id_factura: id,
          // Without a time it ends as the day begins: the day itself is covered by the next one (T33). A time may be refused (A26).
          fecha_limite: shift(day, 1),
          accion: 1,
          comentarios: `Promesa de pago hasta ${day}`,
        };
        balances.forget(serviceIdOf(client));
        return readPromise(
          await session.request({ method: 'POST', route: promises, kind: 'write', json }, call),
          id,
          day,
        );
      }),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
