import { isIP } from 'node:net';
import { z } from 'zod';
import type { Call } from '../../http/call.js';
import type { Locality } from '../../model/backend.js';
import { parseDay } from '../../model/calendar.js';
import type { ClientChange, ClientKey, ClientRecord, IdentityFacts, ServiceStatus } from '../../model/client.js';
import { toDocument } from '../../model/document.js';
import { BadUserInput } from '../../model/errors.js';
import { encodeId } from '../../model/id.js';
import { toMoney } from '../../model/money.js';
import { toDialled, toE164, toPhones } from '../../model/phone.js';
import { fold } from '../../model/text.js';
import type { WriteOutcome } from '../../model/write.js';
import type { ClientPort, ClientUpdatePort, IdentityPort } from '../backend.js';
import { readData, unexpected } from './answer.js';
import { type Ask, createDoor, type Door, writeOutcome } from './door.js';

const documentPattern = /^[0-9A-Z][0-9A-Z-]{3,22}$/;
const phonePattern = /^[0-9]{5,15}$/;
export const idPattern = /^[1-9][0-9]{0,9}$/;

/** A list of everybody grows with the ISP: about 500 bytes a client. */
const listMaxBytes = 64_000_000;

const byServiceId = createDoor('GET', '/clients/by-service-id/{serviceId}', { serviceId: idPattern });
const byDocument = createDoor('GET', '/clients/by-document/{document}', { document: documentPattern });
const byPhone = createDoor('GET', '/clients/by-phone/{phone}', { phone: phonePattern });
const list = createDoor('GET', '/clients/', {}, { maxBytes: listMaxBytes });
const search = createDoor('GET', '/clients/search', {}, { maxBytes: listMaxBytes });
const update = createDoor('PUT', '/clients/{serviceId}', { serviceId: idPattern }, { kind: 'write' });
const resolve = createDoor('POST', '/clients/resolve');
const verify = createDoor('POST', '/clients/{serviceId}/verify', { serviceId: idPattern });

const text = z.string().nullish();
const integer = z.number().int().nullish();

/** Theirs (contract 1.2): every key is nullable but the one that makes it a client. */
const ClientResponse = z.object({
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
  outstanding_balance: z.number().nullish(),
  lan_interface: text,
  internet_plan_name: text,
  internet_plan_price: z.number().nullish(),
  technician_id: integer,
});

type ClientResponse = z.output<typeof ClientResponse>;

const Verification = z.object({ is_valid: z.boolean() });

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

export function createClients(ask: Ask, locality: Locality): ClientPort {
  const read = async (door: Door, parameters: Readonly<Record<string, string | number>>, call: Call) => {
    const answer = await ask(door, { parameters }, call);
    if (answer.action === 'client_not_found') return null;
    if (answer.action !== 'client_found') throw unexpected(answer);
    return toClient(readData(answer, ClientResponse), locality);
  };
  return {
    keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'],
    find: async (key, call) => {
      if (key.kind === 'SERVICE_ID') return read(byServiceId, { serviceId: key.value }, call);
      if (key.kind === 'DOCUMENT') return read(byDocument, { document: toDocument(key.value) ?? '' }, call);
      if (key.kind !== 'PHONE') return null;
      const found = await read(byPhone, { phone: toStoredPhone(key.value, locality) }, call);
      return found ?? findAmongSeveralPhones(ask, key, locality, call);
    },
    list: async (call) => {
      const answer = await ask(list, {}, call);
      if (answer.action !== 'clients_listed') throw unexpected(answer);
      return toList(readData(answer, z.array(z.unknown())), locality);
    },
  };
}

export function createClientUpdates(ask: Ask, locality: Locality): ClientUpdatePort {
  return {
    update: (serviceId, change, call) =>
      writeOutcome(async (): Promise<WriteOutcome<ClientChange>> => {
        const stored = toStoredChange(change, locality);
        const answer = await ask(update, { parameters: { serviceId }, json: stored }, call);
        if (answer.action === 'client_updated') return { kind: 'done', value: stored };
        if (answer.action === 'client_update_failed') return readBack(ask, serviceId, stored, call);
        throw unexpected(answer);
      }),
  };
}

/**
 * One answer stands for an unknown id, a refusal and a native that timed out after it had changed the client (contract 1.5). This
 * look-up is not cached and sees a change at once, so it tells which.
 */
async function readBack(
  ask: Ask,
  serviceId: number,
  stored: ClientChange,
  call: Call,
): Promise<WriteOutcome<ClientChange>> {
  const answer = await ask(byServiceId, { parameters: { serviceId } }, call);
  if (answer.action !== 'client_found') return { kind: 'unknown' };
  const { phone, document } = readData(answer, ClientResponse);
  const isApplied =
    (stored.phone === undefined || stored.phone === phone) &&
    (stored.document === undefined || stored.document === document);
  return isApplied ? { kind: 'done', value: stored } : { kind: 'refused' };
}

export function createIdentity(ask: Ask, locality: Locality): IdentityPort {
  return {
    verify: async (serviceId, facts, call) => {
      const answer = await ask(verify, { parameters: { serviceId }, json: toFacts(facts) }, call);
      if (answer.action === 'client_not_found') return null;
      // A mismatch has ok:true and discloses the stored address in `debug` (contract 1.7): only the verdict is read.
      if (answer.action === 'client_verification_failed' || answer.action === 'client_verified') {
        return answer.data === null ? false : readData(answer, Verification).is_valid;
      }
      throw unexpected(answer);
    },
    resolve: async (facts, call) => {
      const answer = await ask(resolve, { json: toFacts(facts) }, call);
      if (answer.action === 'client_not_found' || answer.action === 'client_verification_failed') return null;
      if (answer.action !== 'client_verified') throw unexpected(answer);
      return toClient(readData(answer, ClientResponse), locality);
    },
  };
}

/** The back end compares the whole stored text, which has no country code as a rule (contract 1.3). */
function toStoredPhone(phone: string, { phoneCountry }: Locality): string {
  const e164 = toE164(phone, phoneCountry);
  if (e164 === null) throw new BadUserInput('phone');
  return toDialled(e164, phoneCountry);
}

/** A field that holds several numbers, or a country code, is only found by the substring search (contract 1.3, 1.4). */
async function findAmongSeveralPhones(ask: Ask, key: ClientKey, locality: Locality, call: Call) {
  const answer = await ask(search, { query: { q: toStoredPhone(key.value, locality) } }, call);
  if (answer.action === 'client_not_found') return null;
  if (answer.action !== 'clients_listed') throw unexpected(answer);
  const wanted = toE164(key.value, locality.phoneCountry);
  const { records } = toList(readData(answer, z.array(z.unknown())), locality);
  return records.find(({ phones }) => phones.some(({ e164 }) => e164 === wanted)) ?? null;
}

function toList(rows: readonly unknown[], locality: Locality) {
  const records = new Map<number, ClientRecord>();
  for (const row of rows) {
    const client = ClientResponse.safeParse(row);
    if (client.success) records.set(client.data.service_id, toClient(client.data, locality));
  }
  const dropped = rows.length - records.size;
  // A native failure on a page gives the pages before it, or none, as if complete (contract 1.12): an empty list proves nothing.
  return { records: [...records.values()], isComplete: dropped === 0 && rows.length > 0 };
}

function toClient(theirs: ClientResponse, locality: Locality): ClientRecord {
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
    outstandingBalance: toMoney(theirs.outstanding_balance, locality.currency),
    cutOffDate: parseDay(theirs.cut_off_date, ['d/M/yyyy', 'yyyy-MM-dd']),
    planName: clean(theirs.internet_plan_name),
    planPrice: toMoney(theirs.internet_plan_price, locality.currency),
    zoneId: theirs.zone_id ?? null,
    technicianId: theirs.technician_id ?? null,
    antennaIp: ip !== null && isIP(ip) !== 0 ? ip : null,
    lanInterface: clean(theirs.lan_interface),
    contracts: [],
  };
}

/** Numbers are stored without their country's code, which is how the back end is searched (contract 1.3). */
function toStoredChange({ phone, document }: ClientChange, locality: Locality): ClientChange {
  return {
    ...(phone === undefined ? {} : { phone: toStoredPhone(phone, locality) }),
    ...(document === undefined ? {} : { document }),
  };
}

function toFacts(facts: IdentityFacts): Readonly<Record<string, string | number | undefined>> {
  return {
    name: facts.name,
    address: facts.address,
    internet_plan_name: facts.planName,
    internet_plan_price: facts.planPrice === undefined ? undefined : Number(facts.planPrice),
  };
}

/** Empty and absent are one thing here (contract 4.3). */
function clean(value: string | null | undefined): string | null {
  const trimmed = (value ?? '').trim();
  return trimmed === '' ? null : trimmed;
}
