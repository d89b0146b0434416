import { createRandom, type Random } from '../random.js';
import { sharedDocuments, wispHubCases } from './cases.js';
import { nativePlans, nativeTechnicians, nativeZones } from './native/catalogue.js';
import type { NativeReference, NativeRow, PingOutcome } from './native/row.js';

/** The native rows of one seed: the fixed cases first, then made-up subscribers, with gaps between the service ids. */
export function createRows(seed: number, count: number): NativeRow[] {
  const random = createRandom(seed);
  const rows: NativeRow[] = Object.values(wispHubCases).map((row) => ({ ...row }));
  const fixed = new Set<string>([...rows.map((row) => row.cedula), ...sharedDocuments]);
  const waiting = [...sharedDocuments];
  let serviceId = 1049;
  while (rows.length < count) {
    serviceId += random.chance(0.1) ? random.int(2, 4) : 1;
    const shared = waiting.shift();
    const earlier = shared === undefined && random.chance(0.08) ? random.pick(rows) : undefined;
    const again = earlier !== undefined && !fixed.has(earlier.cedula) ? earlier : undefined;
    rows.push(createRow(random, serviceId, again ?? createPerson(random, shared ?? createDocument(random, fixed))));
  }
  return rows;
}

type Person = Pick<NativeRow, 'nombre' | 'cedula' | 'telefono'>;

const firstNames =
  `MARÍA JOSÉ LUIS ANA CARLOS ÁNGELA ANDRÉS LUCÍA JESÚS INÉS MARTÍN SOFÍA RAMÓN BEGOÑA HÉCTOR GLORIA FABIÁN
  ROCÍO IVÁN NÉSTOR YULIANA WILSON DEISY EDINSON LEIDY ALDEMAR RUBIELA EVER NOHORA ÓSCAR ESPERANZA`.split(/\s+/);
const surnames =
  `PÉREZ GÓMEZ MUÑOZ PEÑA ORDÓÑEZ RODRÍGUEZ MARTÍNEZ CASTAÑO QUIÑONES ZÚÑIGA BENÍTEZ LONDOÑO PATIÑO TORRES
  HERRERA VARGAS ROJAS CÁRDENAS NÚÑEZ IBÁÑEZ ACUÑA CAÑÓN SALDAÑA AVENDAÑO RINCÓN OSPINA ARBOLEDA MOSQUERA`.split(/\s+/);
const streets = ['BELLAVISTA', 'EL PEÑÓN', 'LA ESPERANZA', 'SAN JOSÉ', 'LOS ALMENDROS', 'LA UNIÓN', 'EL CARMEN'];
const prefixes = ['V/ ', 'VDA/ ', 'B/ ', 'BARRIO ', 'VEREDA ', 'CL 12 # 4-', 'KR 7 ', ''];
const towns = ['Sabanagrande', 'Santo Tomás', 'Palmar de Varela', 'Ponedera', 'Malambo'];
const interfaces = ['ether2', 'ether3', 'vlan300_clientes_S1', 'vlan310_clientes_S2', ''];

function createPerson(random: Random, cedula: string): Person {
  const middle = random.chance(0.6) ? `${random.pick(firstNames)} ` : '';
  const nombre = `${random.pick(firstNames)} ${middle}${random.pick(surnames)} ${random.pick(surnames)}`;
  return { nombre, cedula, telefono: createPhones(random) };
}

function createDocument(random: Random, taken: ReadonlySet<string>): string {
  if (random.chance(0.02)) return '';
  const document = random.digits(random.int(6, 10));
  return taken.has(document) ? createDocument(random, taken) : document;
}

/** 55 % of the clients have several numbers in the one field (contract 4.17). */
function createPhones(random: Random): string {
  if (random.chance(0.03)) return '';
  const count = random.chance(0.55) ? random.int(2, 3) : 1;
  return Array.from({ length: count }, () => createPhone(random)).join(random.chance(0.1) ? ', ' : ',');
}

function createPhone(random: Random): string {
  const digits = `3${random.int(0, 2)}${random.digits(8)}`;
  if (random.chance(0.04)) return `+57${digits}`;
  if (random.chance(0.03)) return `57${digits}`;
  if (random.chance(0.03)) return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
  return digits;
}

function createRow(random: Random, id: number, person: Person): NativeRow {
  const plan = random.chance(0.01) ? null : random.pick(nativePlans.filter((each) => each.tipo !== 'HOTSPOT'));
  return {
    id_servicio: id,
    nombre: person.nombre,
    cedula: person.cedula,
    telefono: person.telefono,
    direccion: `${random.pick(prefixes)}${random.pick(streets)} ${random.int(1, 99)}`,
    ciudad: random.pick(towns),
    localidad: random.pick(['Centro', 'Norte', 'Sur', '']),
    estado: createState(random),
    zona: random.chance(0.02) ? null : referTo(random.pick(nativeZones)),
    ip: random.chance(0.01) ? null : `172.16.${random.int(13, 60)}.${random.int(2, 254)}`,
    fecha_corte: random.chance(0.03) ? null : `${random.int(1, 28)}/${random.pick(['07', '08', '09', '10'])}/2026`,
    saldo: createBalance(random),
    interfaz_lan: random.pick(interfaces),
    plan_internet: plan === null ? null : { id: plan.id, nombre: misspell(random, plan.nombre) },
    precio_plan: random.chance(0.02) ? '0.00' : (plan?.precio ?? null),
    tecnico: random.chance(0.05) ? null : referTo(random.pick(nativeTechnicians)),
    pingOutcome: createOutcome(random),
  };
}

function createState(random: Random): string {
  if (random.chance(0.82)) return 'Activo';
  return random.pick(['Suspendido', 'Suspendido', 'Cancelado', 'Cancelado', 'Gratis', 'Cortado']);
}

function createBalance(random: Random): string {
  if (random.chance(0.7)) return '0.00';
  if (random.chance(0.2)) return `-${random.int(1, 60) * 500}.50`;
  return `${random.int(1, 300) * 500}.00`;
}

function createOutcome(random: Random): PingOutcome {
  if (random.chance(0.85)) return 'stable';
  return random.pick(['intermittent', 'intermittent', 'none', 'none', 'antennaOnly', 'failed']);
}

/** A few plan names differ from the plan's own in case or space (contract 4.16). */
function misspell(random: Random, name: string): string {
  if (random.chance(0.96)) return name;
  return random.pick([` ${name}`, `${name} `, name.toLowerCase()]);
}

function referTo(entry: NativeReference): NativeReference {
  return { id: entry.id, nombre: entry.nombre };
}
