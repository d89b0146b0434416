import { z } from 'zod';
import type { Locality } from '../../../model/backend.js';
import { toMoney } from '../../../model/money.js';
import type { PlanType } from '../../../model/plan.js';
import { fold } from '../../../model/text.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import type { PlanPort } from '../../backend.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern } from '../protocol/endpoint.js';
import { toNumber } from './client-row.js';
import type { NativeSession } from './protocol/session.js';
import { walk } from './protocol/walk.js';

const list = createPathTemplate('/plan-internet/');

/** The two types that have a detail, each at a path of its own (T38). */
const details = [
  createPathTemplate('/plan-internet/pppoe/{id}/', { id: idPattern }),
  createPathTemplate('/plan-internet/queue/{id}/', { id: idPattern }),
] as const;

const PlanRow = z.object({ id: z.number().int().positive(), nombre: z.string(), tipo: z.string().nullish() });

const speed = z.union([z.string(), z.number()]).nullish();

const PlanBody = z.object({
  nombre: z.string().nullish(),
  precio: z.union([z.string(), z.number()]).nullish(),
  bajada: speed,
  subida: speed,
});

const types: Readonly<Record<string, PlanType>> = { PPPOE: 'PPPOE', 'SIMPLE QUEUE': 'SIMPLE_QUEUE', PCQ: 'PCQ' };

export function createNativePlans(session: NativeSession, { currency }: Locality): PlanPort {
  return {
    list: async (call) => {
      const { rows } = await walk(session, { route: list, kind: 'list' }, PlanRow, ({ id }) => id, call);
      return rows.map(({ id, nombre, tipo }) => ({
        key: String(id),
        planId: id,
        name: nombre.trim(),
        type: toType(tipo),
      }));
    },
    detail: async ({ key, name }, call) => {
      for (const route of details) {
        const plan = await session.read({ method: 'GET', route, parameters: { id: key } }, PlanBody, call);
        if (plan === null) continue;
        if (fold(plan.nombre ?? name) !== fold(name)) throw badResponse('not the plan requested');
        const price = toMoney(toNumber(plan.precio), currency);
        return { price, downloadSpeed: toSpeed(plan.bajada), uploadSpeed: toSpeed(plan.subida), note: null };
      }
      return null;
    },
  };
}

/** As it stands there: a number without a unit is not known to be one of megabits (A38). */
function toSpeed(value: z.output<typeof speed>): string | null {
  const written = String(value ?? '').trim();
  return written === '' ? null : written;
}

function toType(type: string | null | undefined): PlanType {
  const word = (type ?? '').trim().toUpperCase();
  return word === '' ? 'UNKNOWN' : (types[word] ?? 'OTHER');
}
