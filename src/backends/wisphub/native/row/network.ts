import { z } from 'zod';
import type { ClientNetwork } from '../../../../model/client.js';
import type { NetworkElement } from '../../../../model/network-element.js';

const text = z.string().nullish().catch(null);
const flag = z.union([z.boolean(), z.string(), z.number()]).nullish().catch(null);

/** A thing named in a row by number and name. */
export const Reference = z.object({ id: z.number().int(), nombre: text }).nullish().catch(null);

/** A router or tower in a row; a router carries a password, too (T40). */
export const Element = z
  .object({ id: z.number().int(), nombre: text, falla_general: flag, falla_general_descripcion: text })
  .nullish()
  .catch(null);

interface NetworkRow {
  readonly zona?: z.output<typeof Reference>;
  readonly tecnico?: z.output<typeof Reference>;
  readonly router?: z.output<typeof Element>;
  readonly sectorial?: z.output<typeof Element>;
}

/** Thousands of clients share a few hundred combinations: each is kept once, which saves half a kilobyte a client. */
const shared = new Map<string, ClientNetwork>();

const maxShared = 5_000;

export function toNetwork({ zona, tecnico, router, sectorial }: NetworkRow): ClientNetwork {
  const network: ClientNetwork = {
    zoneName: clean(zona?.nombre),
    technicianName: clean(tecnico?.nombre),
    router: toElement(router),
    tower: toElement(sectorial),
  };
  const key = JSON.stringify(network);
  const known = shared.get(key);
  if (known === undefined) {
    if (shared.size >= maxShared) shared.clear();
    shared.set(key, network);
  }
  return known ?? network;
}

function toElement(element: z.output<typeof Element>): NetworkElement | null {
  if (element == null) return null;
  const hasOutage = isDeclared(element.falla_general);
  return {
    elementId: element.id,
    name: clean(element.nombre),
    hasOutage,
    outageDescription: hasOutage ? clean(element.falla_general_descripcion) : null,
  };
}

/** False, null, absent and a text that says no are one (A39). */
function isDeclared(value: z.output<typeof flag>): boolean {
  return value === true || /^(?:true|1|si|sí)$/i.test(String(value ?? '').trim());
}

function clean(value: string | null | undefined): string | null {
  const trimmed = (value ?? '').trim();
  return trimmed === '' ? null : trimmed;
}
