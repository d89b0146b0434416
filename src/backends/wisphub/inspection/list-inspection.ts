import { z } from 'zod';
import type { Diagnostic } from '../../../model/diagnostic.js';
import { failure, unproven } from '../../inspection.js';
import { ClientBody } from '../client-body.js';
import { findGaps } from './gap-check.js';

const Named = z.object({ service_id: z.number() });

const nativeHint = 'Look into the log of the middleware: whether the native system answers it, and takes its key.';

/**
 * Conclusions from the list of clients about the middleware and the native system behind it, whose failures the middleware hides.
 * @param seen number of plans, and the answer for the first client of the list, looked up by service id.
 * @param find looks a service id up.
 */
export async function inspectList(
  rows: readonly unknown[],
  seen: { readonly plans: number; readonly found: unknown },
  find: (serviceId: number) => Promise<unknown>,
): Promise<readonly Diagnostic[]> {
  const ids = rows.flatMap((row) => Named.safeParse(row).data?.service_id ?? []);
  const [first] = ids;
  if (first === undefined) return [findUnknown(seen.plans)];
  return [toNative(first, Named.safeParse(seen.found).data?.service_id), await toList(rows, ids, find)];
}

/** An empty list is what a native system that is down or refuses the key looks like (contract 1.12, 2.3). */
function findUnknown(plans: number): Diagnostic {
  if (plans > 0) return unproven('native system', 'it has plans, and no client', nativeHint);
  const message = 'no client and no plan came from it: it is out of reach, refuses the key, or is empty';
  return { check: 'native system', status: 'fault', message, hint: nativeHint };
}

function toNative(requested: number, found: number | undefined): Diagnostic {
  const check = 'native system';
  if (found === requested) return { check, status: 'ok', message: 'a client of the list was found by service id' };
  const isAbsent = found === undefined;
  const absent = 'a client of the list is not found by service id: it is out of reach, or refuses the key';
  const message = isAbsent ? absent : 'another client is returned than the one with the service id requested';
  return { check, status: 'fault', message, hint: nativeHint };
}

async function toList(
  rows: readonly unknown[],
  ids: readonly number[],
  find: (serviceId: number) => Promise<unknown>,
): Promise<Diagnostic> {
  const check = 'list of clients';
  const hint =
    'Clients missing from it are found by service id only: look in the native system for rows without a balance, and at how the middleware pages.';
  const fault = (message: string): Diagnostic => ({ check, status: 'fault', message, hint });
  const different = new Set(ids).size;
  if (different < ids.length) return fault(`${ids.length} rows are ${different} clients: pages of it are repeated`);
  const unreadable = rows.filter((row) => !ClientBody.safeParse(row).success).length;
  if (unreadable > 0) return fault(`${unreadable} of ${rows.length} rows cannot be read`);
  const gaps = findGaps(ids);
  let known = 0;
  try {
    for (const id of gaps) if (Named.safeParse(await find(id)).success) known += 1;
  } catch (error) {
    return failure(check, error, nativeHint);
  }
  if (known > 0) return fault(`${known} of ${gaps.length} ids that are not in it are clients: pages of it are lost`);
  const message = `${rows.length} rows, each another client, and ${gaps.length} ids that are not in it are unknown`;
  return { check, status: 'ok', message };
}
