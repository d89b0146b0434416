import { z } from 'zod';
import { parseDay } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { isNameConflict } from '../../../../model/client-name.js';
import { BadUserInput } from '../../../../model/errors.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import { badResponse } from '../../protocol/answer.js';
import { idPattern } from '../../protocol/endpoint.js';
import { toNumber } from '../client-row.js';
import { createHeldByKey } from '../protocol/held-by-key.js';
import type { NativeSession } from '../protocol/session.js';

export const balance = createPathTemplate('/clientes/{id}/saldo/', { id: idPattern });

/** Milliseconds for which a balance serves all who ask: account, invoices and links of one operation are one call. */
const heldMs = 5_000;

const maxHeld = 500;

const text = z.string().nullish().catch(null);

const Body = z.object({
  nombre: text,
  saldo: z.union([z.string(), z.number()]).nullish().catch(null),
  url_pago: text,
  facturas: z.array(
    z.object({
      id: z.number().int().positive(),
      total: z.union([z.string(), z.number()]).nullish().catch(null),
      fecha_emision: text,
      fecha_vencimiento: text,
    }),
  ),
});

/** The open invoices of a service, of all dates, and the link by which they can be paid (native contract 2.5). */
export interface Balance {
  readonly invoices: readonly OpenInvoice[];
  /** Their sum as the back end has it, without what is carried (T14). */
  readonly sum: number | null;
  readonly link: string | null;
}

export interface OpenInvoice {
  readonly id: number;
  readonly total: number | null;
  /** Calendar days, YYYY-MM-DD. */
  readonly issued: string | null;
  readonly due: string | null;
}

export interface Balances {
  /**
   * @param name of the client, as far as it is known: an answer for another name is none.
   * @throws {UpstreamError} no answer of that shape, which is not a balance of nothing.
   */
  read(serviceId: string | number, name: string | null, call: UpstreamCall): Promise<Balance>;
  forget(serviceId: number): void;
}

export function createBalances(session: NativeSession): Balances {
  const held = createHeldByKey(heldMs, maxHeld, async (id, call) => {
    const body = await session.read({ method: 'GET', route: balance, parameters: { id } }, Body, call);
    if (body === null) throw badResponse('no balance of the client');
    return body;
  });
  return {
    read: async (serviceId, name, call) => {
      if (!idPattern.test(String(serviceId))) throw new BadUserInput('clientId');
      const body = await held.get(String(serviceId), call);
      if (isAnothers(body.nombre, name)) throw badResponse('not the balance requested');
      return toBalance(body);
    },
    forget: (serviceId) => {
      held.forget(String(serviceId));
    },
  };
}

/** The service of a record. @throws {BadUserInput} it has none. */
export function serviceIdOf({ serviceId }: ClientRecord): number {
  if (serviceId === null) throw new BadUserInput('clientId');
  return serviceId;
}

/** All that the answer says of whose it is (native contract 2.5). */
function isAnothers(answered: string | null | undefined, name: string | null): boolean {
  if (name === null || (answered ?? '').trim() === '') return false;
  return isNameConflict({ name, document: null }, { name: answered ?? null, document: null });
}

function toBalance({ saldo, url_pago: link, facturas }: z.output<typeof Body>): Balance {
  const invoices = new Map(
    facturas.map((row) => [
      row.id,
      {
        ...{ id: row.id, total: toNumber(row.total) },
        ...{ issued: readDay(row.fecha_emision), due: readDay(row.fecha_vencimiento) },
      },
    ]),
  );
  return { invoices: [...invoices.values()], sum: toNumber(saldo), link: link ?? null };
}

/** A day of an invoice, which a time may follow (T31). */
export function readDay(text: string | null | undefined): string | null {
  return parseDay(text?.trim().slice(0, 10), ['yyyy-MM-dd', 'd/M/yyyy']);
}
