import { z } from 'zod';
import { fold } from '../../../../model/text.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import { createHeld } from '../protocol/held.js';
import type { NativeSession } from '../protocol/session.js';
import { walk } from '../protocol/walk.js';

const route = createPathTemplate('/formas-de-pago/');

const MethodRow = z.object({ id: z.number().int().positive(), nombre: z.string() });

/** Milliseconds for which the catalogue is kept (native contract 4). */
const heldMs = 3_600_000;

/**
 * Numbers of the ways to pay, which are each tenant's own (T43), by their names.
 * @param usual name or number of the way that is meant where none is named.
 * @returns the number, or null where there is no such way.
 */
export function createMethods(
  session: NativeSession,
  usual: string | undefined,
): (name: string | null, call: UpstreamCall) => Promise<number | null> {
  const read = async (call: UpstreamCall) =>
    (await walk(session, { route, kind: 'read' }, MethodRow, ({ id }) => id, call)).rows;
  const held = createHeld(heldMs, read, (rows) => rows.length > 0);
  return async (name, call) => {
    if (name === null && usual !== undefined && /^[1-9]\d{0,8}$/.test(usual)) return Number(usual);
    const wanted = fold(name ?? usual ?? '').trim();
    if (wanted === '') return null;
    const found = (await held.get(call)).filter(({ nombre }) => fold(nombre).trim() === wanted);
    return found.length === 1 ? (found[0]?.id ?? null) : null;
  };
}
