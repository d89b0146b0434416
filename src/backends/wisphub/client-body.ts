import { isIP } from 'node:net';
import { z } from 'zod';
import { countUnread, type DecimalMark, findDecimalMark, toAmount } from '../../model/amount.js';
import type { Locality } from '../../model/backend.js';
import { parseDay } from '../../model/calendar.js';
import type { ClientRecord } from '../../model/client.js';
import { BadUserInput } from '../../model/errors.js';
import { encodeId } from '../../model/id.js';
import { toMoney } from '../../model/money.js';
import { toDialled, toE164, toPhones, toWritten } from '../../model/phone.js';
import type { ServiceStatus } from '../../model/service-status.js';
import { fold } from '../../model/text.js';

const text = z.string().nullish();
const integer = z.number().int().nullish();

/** A number (contract 1.2); natively it is a text (contract 5.7), which costs no record if it comes through; one without a digit is no amount. */
export const amount = z.union([z.number(), z.string().regex(/\d|^\s*$/)]).nullish();

/** Theirs (contract 1.2): every key is nullable but the one that makes it a client. */
export const ClientBody = z.object({
  service_id: z.number().int().positive(),
  name: text,
  document: text,
  phone: text,
  address: text,
  city: text,
  locality: text,
  payment_status: text,
  zone_id: integer,
  antenna_ip: text,
  cut_off_date: text,
  outstanding_balance: amount,
  lan_interface: text,
  internet_plan_name: text,
  internet_plan_price: amount,
  technician_id: integer,
});

export type ClientBody = z.output<typeof ClientBody>;

/** By the native's words, observed and reported (contract 4.1), accents and case folded. */
const statuses: Readonly<Record<string, ServiceStatus>> = {
  activo: 'ACTIVE',
  active: 'ACTIVE',
  'al dia': 'ACTIVE',
  suspendido: 'SUSPENDED',
  cortado: 'SUSPENDED',
  inactivo: 'SUSPENDED',
  cancelado: 'CANCELLED',
  gratis: 'FREE',
};

/** Maximum age of a list when it is answered, and of the records found in it: each worker has its own (contract 1.11, 2.3). */
export const listLagMs = 300_000;

/**
 * @param lagMs how old the answer may have been when it was given. Default: it was made for us.
 * @param mark before the decimals of amounts, as far as the answer shows it.
 */
export function toClient(
  theirs: ClientBody,
  locality: Locality,
  lagMs?: number,
  mark: DecimalMark | null = findAmounts([theirs], locality).mark,
): ClientRecord {
  const serviceId = theirs.service_id;
  const ip = clean(theirs.antenna_ip);
  return {
    id: encodeId('Client', 'WISPHUB', serviceId),
    backend: 'WISPHUB',
    key: { kind: 'SERVICE_ID', value: String(serviceId) },
    externalIds: [{ backend: 'WISPHUB', kind: 'SERVICE_ID', value: String(serviceId) }],
    serviceId,
    name: clean(theirs.name),
    document: clean(theirs.document),
    documentCountry: locality.country,
    phones: toPhones(theirs.phone, locality.phoneCountry),
    email: null,
    address: clean(theirs.address),
    city: clean(theirs.city),
    locality: clean(theirs.locality),
    province: null,
    country: null,
    location: null,
    status: statuses[fold(theirs.payment_status ?? '')] ?? 'UNKNOWN',
    upstreamStatus: clean(theirs.payment_status),
    outstandingBalance: toMoney(toAmount(theirs.outstanding_balance, locality, mark), locality.currency),
    cutOffDate: parseDay(theirs.cut_off_date, ['d/M/yyyy', 'yyyy-MM-dd']),
    planName: clean(theirs.internet_plan_name),
    planPrice: toMoney(toAmount(theirs.internet_plan_price, locality, mark), locality.currency),
    zoneId: theirs.zone_id ?? null,
    technicianId: theirs.technician_id ?? null,
    antennaIp: ip !== null && isIP(ip) !== 0 ? ip : null,
    lanInterface: clean(theirs.lan_interface),
    contracts: [],
    fetchedAt: Date.now(),
    lagMs,
  };
}

/** The mark before the decimals of the amounts of an answer, and how many amounts cannot be read, or may be two. */
export function findAmounts(rows: readonly unknown[], locality: Locality) {
  const amounts = rows.flatMap((row) => {
    const { outstanding_balance, internet_plan_price } = (row ?? {}) as Partial<ClientBody>;
    return [outstanding_balance, internet_plan_price].filter((value) => typeof value === 'string');
  });
  const mark = findDecimalMark(amounts, locality);
  return { mark, unread: countUnread(amounts, (value) => toAmount(value, locality, mark)) };
}

/**
 * A phone as it is written there: as a rule without its country's code (contract 1.3), and in any case so that it is read as the same.
 * @throws {BadUserInput} no telephone number.
 */
export function toStoredPhone(phone: string, { phoneCountry }: Locality): string {
  return toWritten(toNumber(phone, phoneCountry), phoneCountry);
}

/** The digits by which a phone is looked for: they stand in every way of writing it, with its country's code or without. */
export function toSearchPhone(phone: string, { phoneCountry }: Locality): string {
  return toDialled(toNumber(phone, phoneCountry), phoneCountry);
}

function toNumber(phone: string, country: string): string {
  const e164 = toE164(phone, country);
  if (e164 === null) throw new BadUserInput('phone');
  return e164;
}

/** Empty and absent are one thing here (contract 4.3). */
function clean(value: string | null | undefined): string | null {
  const trimmed = (value ?? '').trim();
  return trimmed === '' ? null : trimmed;
}

/** Service and zone of a client, which a ticket cannot be without. @throws {BadUserInput} the client has none. */
export function serviceOf({ serviceId, zoneId }: ClientRecord): {
  readonly serviceId: number;
  readonly zoneId: number;
} {
  if (serviceId === null || zoneId === null) throw new BadUserInput('clientId', { expected: 'a client with a zone' });
  return { serviceId, zoneId };
}
