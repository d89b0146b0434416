import { z } from 'zod';
import type { Locality } from '../../../model/backend.js';
import type { ClientRecord } from '../../../model/client.js';
import { toEmails } from '../../../model/email.js';
import { toClient } from '../client-body.js';
import { toCoordinates } from './row/coordinates.js';
import { Element, Reference, toNetwork } from './row/network.js';

const text = z.string().nullish().catch(null);
const decimal = z.union([z.string(), z.number()]).nullish().catch(null);

/**
 * The fields of a row that are read, and no others: it carries four passwords and a Wi-Fi key besides (T40). Any field but the number may be
 * missing or of another type (native contract 1.7, 2.1).
 */
export const ClientRow = z.object({
  id_servicio: z.number().int().positive(),
  usuario: text,
  nombre: text,
  apellidos: text,
  cedula: text,
  direccion: text,
  localidad: text,
  ciudad: text,
  telefono: text,
  email: text,
  coordenadas: text,
  saldo: decimal,
  precio_plan: decimal,
  estado: text,
  fecha_corte: text,
  ip: text,
  interfaz_lan: text,
  plan_internet: Reference,
  zona: Reference,
  tecnico: Reference,
  router: Element,
  sectorial: Element,
});

export type ClientRow = z.output<typeof ClientRow>;

export function toRecord(row: ClientRow, locality: Locality): ClientRecord {
  const name = [row.nombre, row.apellidos].map((part) => (part ?? '').trim()).filter((part) => part !== '');
  const price = toNumber(row.precio_plan);
  const username = (row.usuario ?? '').trim();
  const client = toClient(
    {
      ...{ service_id: row.id_servicio, name: name.join(' '), document: row.cedula, phone: row.telefono },
      ...{ address: row.direccion, city: row.ciudad, locality: row.localidad, payment_status: row.estado },
      ...{ zone_id: row.zona?.id, antenna_ip: row.ip, cut_off_date: row.fecha_corte?.slice(0, 10) },
      ...{ outstanding_balance: toNumber(row.saldo), lan_interface: row.interfaz_lan },
      // A price of zero is one that is not kept there (native contract 4).
      ...{ internet_plan_name: row.plan_internet?.nombre, internet_plan_price: price === 0 ? null : price },
      technician_id: row.tecnico?.id,
    },
    locality,
  );
  return {
    ...client,
    email: toEmails(row.email ?? null).length === 0 ? null : (row.email ?? '').trim(),
    location: toCoordinates(row.coordenadas),
    network: toNetwork(row),
    username: username === '' ? null : username,
  };
}

/** Money is a text in one place and a number in another (T32). @returns null for what is no number. */
export function toNumber(value: string | number | null | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const trimmed = (value ?? '').trim();
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(trimmed) ? Number(trimmed) : null;
}
