import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import { type Row, writeAbsent } from '../../fixtures/absence.js';
import { plantedSecrets } from '../../fixtures/cases.js';
import { serialOf } from '../../fixtures/identifier.js';
import type { Subscriber } from '../../fixtures/subscriber.js';
import { toLocalInstant } from '../../wire/calendar.js';
import { type CloudInstance, clientsOf, currentOf } from '../state/instance.js';
import { localeOf, record, refuse } from '../wire/envelope.js';
import { type Filters, fold, when } from '../wire/filter.js';
import { readJson } from '../wire/json.js';
import { page } from '../wire/page.js';

const always = ['id', 'public_id', 'name', 'national_identification_number'];
const hourMs = 3_600_000;

/** Whole base in the order in which it grew. */
export function createdAt({ id }: Subscriber): string {
  return toLocalInstant(new Date(Date.parse('2021-01-04T12:00:00Z') + serialOf(id) * hourMs));
}

/** A row of clients, which is its detail as well (cloud contract 2.2): `state` is the province (T6), and it holds secrets (T11). */
export function writeCloudClient({ settings }: CloudInstance, client: Subscriber): Row {
  const row = {
    id: client.id,
    public_id: client.publicId,
    custom_id: client.cod,
    name: client.name,
    kind_person: 'other',
    email: client.email,
    password: null,
    address: `${client.place.street}-${client.place.number}`,
    phone: client.phone,
    phone_mobile: client.phoneMobile,
    phone_mobile_verified: client.phoneMobile !== null,
    national_identification_number: client.dni,
    ...(settings.taxNumber === 'shown' ? { taxpayer_identification_number: client.cuit } : {}),
    city: client.place.city,
    state: client.place.province,
    zone_name: client.zone,
    details: '',
    collector_id: null,
    seller_id: null,
    neighborhood_id: null,
    ...(settings.clientCoordinates ? { latitude: client.place.latitude, longitude: client.place.longitude } : {}),
    created_at: createdAt(client),
    updated_at: '2024-05-20T10:30:00.200-03:00',
    link_mobile_login: `https://cloud.wispro.co/portal_api/auth/${plantedSecrets.loginLink}-${client.publicId}`,
  };
  const password = client.password === null ? {} : { password: client.password };
  return { ...writeAbsent(row, client.absence, always), ...password, ...client.extra };
}

/** The filters of cloud contract 1.4. */
function clientFilters({ settings }: CloudInstance): Filters<Subscriber> {
  const phones = ({ phone, phoneMobile }: Subscriber) => [phone, phoneMobile ?? ''];
  return {
    ...when<Subscriber>(settings.documentFilter === 'works', {
      national_identification_number_eq: ({ dni }, value) => dni === value,
      national_identification_number_cont: ({ dni }, value) => dni.includes(value),
    }),
    ...when<Subscriber>(settings.nameFilter === 'works', {
      name_unaccent_cont: ({ name }, value) => fold(name).includes(fold(value)),
    }),
    ...when<Subscriber>(settings.taxFilter === 'works', {
      taxpayer_identification_number_eq: ({ cuit }, value) => cuit === value,
    }),
    ...when<Subscriber>(settings.idFilter === 'works', {
      public_id_eq: ({ publicId }, value) => String(publicId) === value,
      custom_id_eq: ({ cod }, value) => cod === value,
    }),
    ...when<Subscriber>(settings.emailFilter !== 'ignored', {
      email_eq: ({ email }, value) =>
        settings.emailFilter === 'folded' ? fold(email) === fold(value) : email === value,
    }),
    ...when<Subscriber>(settings.phoneFilter !== 'ignored', {
      phone_mobile_eq: ({ phoneMobile }, value) => phoneMobile === value,
    }),
    ...when<Subscriber>(settings.phoneFilter === 'contains', {
      phone_mobile_cont: (client, value) => phones(client).some((phone) => phone.includes(value)),
    }),
  };
}

export function listClients(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return page(instance, query, {
    object: 'client',
    items: clientsOf(instance),
    filters: clientFilters(instance),
    write: (client) => writeCloudClient(instance, client),
  });
}

/** By the UUID alone: a number is unknown (cloud contract T27). */
export function findClient(instance: CloudInstance, id: string): Subscriber | undefined {
  return clientsOf(instance).find((client) => client.id === id.toLowerCase());
}

export function showClient(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const client = findClient(instance, id);
  if (client === undefined) return refuse({ status: 404 }, localeOf(query));
  return record('client', writeCloudClient(instance, client), instance.settings.recordAs);
}

const writable: Readonly<Record<string, 'name' | 'email' | 'phone' | 'phoneMobile' | 'dni' | 'cuit'>> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  phone_mobile: 'phoneMobile',
  national_identification_number: 'dni',
  taxpayer_identification_number: 'cuit',
};

/** `PUT /clients/{uuid}`: values in the query, a body is ignored (cloud contract 2.6, T9, A-18, A-34, A-35). */
export function changeClient(instance: CloudInstance, request: EmulatedRequest, id: string): EmulatedAnswer {
  const { settings, state } = instance;
  const client = findClient(instance, id);
  if (client === undefined) return refuse({ status: 404 }, localeOf(request.query));
  const given = readGiven(request, settings.clientChange);
  const { dni } = given;
  const isTaken = clientsOf(instance).some((other) => other.id !== client.id && dni !== '' && other.dni === dni);
  if (settings.repeatedDocument === 'refused' && dni !== undefined && isTaken) {
    const errors = { national_identification_number: 'has already been taken' };
    return refuse({ status: 400, errors }, localeOf(request.query), settings.reasonsAs);
  }
  const cleared = settings.clearsRest ? { email: '', phone: '', phoneMobile: null } : {};
  const change = { ...cleared, ...given };
  if (settings.clientChange === 'echo') return showChanged(instance, { ...client, ...change });
  if (Object.keys(given).length > 0) {
    state.changes.set(client.id, { ...state.changes.get(client.id), ...change });
    state.writes.push({ kind: 'client', id: client.id });
  }
  return showChanged(instance, currentOf(instance, client));
}

function showChanged(instance: CloudInstance, client: Subscriber): EmulatedAnswer {
  return record('client', writeCloudClient(instance, client), instance.settings.recordAs);
}

function readGiven(
  { query, body }: EmulatedRequest,
  clientChange: CloudInstance['settings']['clientChange'],
): Readonly<Partial<Record<(typeof writable)[string], string>>> {
  const inQuery = clientChange === 'json' ? {} : Object.fromEntries(query);
  const inBody = clientChange === 'query' ? {} : readJson(body);
  const entries = Object.entries({ ...inQuery, ...inBody }).flatMap(([name, value]) => {
    const field = writable[name];
    return field === undefined ? [] : [[field, String(value)] as const];
  });
  return Object.fromEntries(entries);
}
