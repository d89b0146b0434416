import type { Random } from '../random.js';
import { accessServers, createContract, createInvoices, createSubscriber, planIds } from './builder.js';
import { monthBefore } from './calendar.js';
import { plantedSecrets, sharedDnis } from './cases.js';
import { createCuit, createId, serialOf } from './identifier.js';
import type { Contract, ContractState, Invoice, Subscriber } from './subscriber.js';

const firstNames =
  `MARÍA JUAN LUCÍA JOSÉ SOFÍA MARTÍN VALENTINA AGUSTÍN CAMILA NICOLÁS JULIETA FACUNDO ROCÍO TOMÁS MICAELA
  RAMIRO GRACIELA HÉCTOR NORMA RUBÉN SUSANA OSVALDO STELLA RAÚL MIRTA ÁNGEL BEATRIZ GUSTAVO`.split(/\s+/);
const surnames =
  `GONZÁLEZ RODRÍGUEZ GÓMEZ FERNÁNDEZ LÓPEZ DÍAZ MARTÍNEZ PÉREZ ROMERO SÁNCHEZ GARCÍA SOSA BENÍTEZ RAMÍREZ TORRES
  ACOSTA MUÑOZ IBÁÑEZ NÚÑEZ ETCHEVERRY OLIVERA ARGAÑARAZ PEREYRA D'ANGELO ROSSI BIANCHI`.split(/\s+/);
const trades = ['PANADERÍA', 'FERRETERÍA', 'ESTANCIA', 'FARMACIA', 'TALLER', 'CLUB ATLÉTICO', 'HOTEL'];
const streets = ['San Martín', 'Belgrano', 'Av. 59', '9 de Julio', 'Mitre', 'Calle 63', 'Ruta 228 km', 'Güemes'];

/** Towns with their area code and where they are. */
const towns = [
  { city: 'Necochea', province: 'Buenos Aires', area: '2262', latitude: -38.55, longitude: -58.74 },
  { city: 'Tres Arroyos', province: 'Buenos Aires', area: '2983', latitude: -38.37, longitude: -60.28 },
  { city: 'Mar del Plata', province: 'Buenos Aires', area: '223', latitude: -38.0, longitude: -57.55 },
  { city: 'Villa María', province: 'Córdoba', area: '353', latitude: -32.41, longitude: -63.24 },
  { city: 'San Salvador de Jujuy', province: 'Jujuy', area: '388', latitude: -24.19, longitude: -65.3 },
] as const;

/** How often each state occurs, and which invoices go with it. */
const states: readonly ContractState[] = [
  ...Array.from({ length: 14 }, () => 'enabled' as const),
  'alerted',
  'alerted',
  'degraded',
  'disabled',
  'disabled',
  'disabled',
];

/**
 * Made-up Argentine subscribers, those of `sharedDnis` first and always, `count` in all if that is more. Client ids start at 1001,
 * codes at 11001; each document is of one person.
 */
export function createPopulation(random: Random, count: number, today: string): readonly Subscriber[] {
  const documents = createDocuments(random, Math.max(count, sharedDnis.length));
  return documents.map((dni, index) => createPerson(random, 1001 + index, dni, index < sharedDnis.length, today));
}

function createDocuments(random: Random, count: number): readonly string[] {
  const documents = new Set(sharedDnis);
  while (documents.size < count) {
    const old = random.chance(0.05);
    const dni = String(old ? random.int(4_000_000, 9_999_999) : random.int(10_000_000, 29_999_999));
    documents.add(dni);
  }
  return [...documents];
}

function createPerson(random: Random, serial: number, dni: string, shared: boolean, today: string): Subscriber {
  const company = !shared && random.chance(0.06);
  const town = random.pick(towns);
  const contracts = createContracts(random, serial, shared);
  return createSubscriber(createIdentity(random, serial, dni, company, shared), {
    ...createPhones(random, town.area),
    email: random.chance(0.7) ? `abonado${serial}@example.test` : '',
    place: {
      street: random.pick(streets),
      number: String(random.int(1, 4999)),
      city: town.city,
      province: town.province,
      latitude: (town.latitude + random.next() / 20).toFixed(7),
      longitude: String(town.longitude - random.next() / 20),
    },
    zone: random.chance(0.3) ? random.pick(['Zona Norte', 'Zona Sur', 'Rural']) : null,
    password: random.chance(0.15) ? `${plantedSecrets.clientPassword}-${serial}` : null,
    contracts,
    invoices: contracts.flatMap((contract) => createHistory(random, contract, today)),
  });
}

function createIdentity(random: Random, serial: number, dni: string, company: boolean, shared: boolean) {
  const keys = { clientId: createId('client', serial), publicId: 100_000 + serial, cod: createCod(random, serial) };
  if (company) {
    const name = `${random.pick(trades)} ${random.pick(surnames)} S.A.`;
    const cuit = createCuit('30', dni) ?? createCuit('33', dni) ?? '';
    return { ...keys, name, dni: '', cuit };
  }
  const gap = random.chance(0.05) ? '  ' : ' ';
  const name = `${random.pick(surnames)}${gap}${random.pick(firstNames)} ${random.pick(firstNames)}`;
  const cuit = random.chance(0.2) ? (createCuit('20', dni) ?? createCuit('23', dni) ?? '') : '';
  const dotted = !shared && random.chance(0.05);
  return { ...keys, name, dni: dotted ? dni.replace(/\B(?=(\d{3})+$)/g, '.') : dni, cuit };
}

function createCod(random: Random, serial: number): string {
  return random.chance(0.3) ? String(10_000 + serial).padStart(7, '0') : String(10_000 + serial);
}

/** The mobile number in full, the other as people write it: `15` and no area code (D12). */
function createPhones(random: Random, area: string): Pick<Subscriber, 'phone' | 'phoneMobile'> {
  return {
    phone: random.chance(0.6) ? `15${random.digits(10 - area.length)}` : '',
    phoneMobile: random.chance(0.9) ? `+549${area}${random.digits(10 - area.length)}` : null,
  };
}

function createContracts(random: Random, serial: number, shared: boolean): readonly Contract[] {
  const roll = random.next();
  const count = roll < 0.04 && !shared ? 0 : roll < 0.14 ? 2 : 1;
  return Array.from({ length: count }, (_, index) =>
    createContract(createId('contract', serial * 10 + index), {
      planId: random.pick(planIds),
      server: random.pick(accessServers),
      state: random.pick(states),
    }),
  );
}

/** Three months back from this one: a suspended service owes two of them, an alerted one the newest. */
function createHistory(random: Random, contract: Contract, today: string): readonly Invoice[] {
  const owed = { enabled: random.int(0, 1), degraded: 0, alerted: 1, disabled: 2 }[contract.state];
  const cents = random.int(80, 400) * 10_000;
  const first = serialOf(contract.id) * 10;
  const ids = [0, 1, 2].map((index) => createId('invoice', first + index));
  return createInvoices(ids, monthBefore(today, 0), (index) => ({
    contractId: contract.id,
    cents,
    state: index < owed ? 'pending' : 'paid',
  }));
}
