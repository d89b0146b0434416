import { nativePlans, nativeTechnicians, nativeZones, ticketZones } from './native/catalogue.js';
import type { NativeReference, NativeRow } from './native/row.js';
import type { NativeTicket } from './native/ticket.js';

/**
 * Fixed rows for tests to name, whatever the seed: each is an ordinary subscriber but for what its name says.
 * The persons of `shared...` and the documents 35000001 to 35000040 (`sharedDocuments`, on generated rows, whose names and
 * other facts come from the seed) are also subscribers of the Wispro emulator.
 */
export const wispHubCases = {
  typical: row(1001, 'ESPERANZA BENÍTEZ', '1098765432', '3001234567', {
    direccion: 'V/ BELLAVISTA',
    saldo: '40000.00',
  }),
  twoPhones: row(1002, 'MARÍA FERNANDA GÓMEZ ÑÁÑEZ', '52345678', '3242124123,3002687147', {
    direccion: 'VDA/ EL PEÑÓN LOTE 9',
  }),
  /** One person, two services: by-document shows only the first. */
  sharedDocumentFirst: row(1004, 'JOSÉ ÁNGEL MUÑOZ PEÑA', '79111222', '3114445566', { direccion: 'B/ LA ESPERANZA' }),
  sharedDocumentSecond: row(1005, 'JOSÉ ÁNGEL MUÑOZ PEÑA', '79111222', '3114445566', {
    direccion: 'BARRIO MIRAFLORES CL 5',
    estado: 'Suspendido',
  }),
  noDocument: row(1006, 'ANÓNIMO SIN CÉDULA', '', '3125550101'),
  noPhone: row(1007, 'ROSALBA QUIÑONES', '1044555666', ''),
  /** No ticket is possible: the door refuses a null zone. */
  noZone: row(1009, 'HERNÁN DARÍO ZÚÑIGA', '8755123', '3135550102', { zona: null }),
  /** A ticket without a technician is refused natively. */
  noTechnician: row(1010, 'LUZ MARINA OSPINA', '43222111', '3145550103', { tecnico: null }),
  pcqPlan: row(1011, 'FABIÁN CÁRDENAS', '1130999888', '3155550104', { ...onPlan(111), precio_plan: '38000.00' }),
  /** `0.00` natively, null on the wire; its plan costs 40000. */
  zeroPrice: row(1012, 'GLORIA INÉS PATIÑO', '39888777', '3165550105', { precio_plan: '0.00' }),
  /** Also a subscriber of the Wispro emulator, who is suspended there. */
  negativeBalance: row(1014, 'WILLIAM ORDÓÑEZ', '94555444', '3175550106', { saldo: '-15000.50' }),
  suspended: row(1015, 'NUBIA ESTELA ROJAS', '63444333', '3185550107', { estado: 'Suspendido', saldo: '80000.00' }),
  cancelled: row(1016, 'EDGAR PINZÓN', '19333222', '3195550108', { estado: 'Cancelado' }),
  fullZone: row(1017, 'YOLANDA IBÁÑEZ', '1065222111', '3205550109', { zona: zone(ticketZones.full) }),
  /** Stored with a plus sign: no by-phone call can find it in v1. */
  plusPhone: row(1019, 'CARLOS ANDRÉS NIÑO', '1020111000', '+573005550110'),
  strangePlanName: row(1020, 'BEATRIZ LONDOÑO', '42000999', '3015550111', {
    plan_internet: { id: 101, nombre: ' 7mb Plus ' },
  }),
  pingStable: row(1021, 'RAÚL PERDOMO', '12345601', '3025550112'),
  pingIntermittent: row(1022, 'SANDRA MILENA VÉLEZ', '12345602', '3025550113', { pingOutcome: 'intermittent' }),
  pingNoInternet: row(1023, 'ALBA LUCÍA TOBÓN', '12345603', '3025550114', { pingOutcome: 'none' }),
  pingFails: row(1024, 'JAIRO ECHAVARRÍA', '12345604', '3025550115', { pingOutcome: 'failed' }),
  /** PENDING for ever. */
  pingHangs: row(1025, 'DIANA CAROLINA RINCÓN', '12345605', '3025550116', { pingOutcome: 'hanging' }),
  /** The router answers with an error text: v1 is HTTP 500 on every ask. */
  pingBroken: row(1027, 'ÁLVARO URREA', '12345606', '3025550117', { pingOutcome: 'broken' }),
  /** The line is down, the antenna answers: no_internet in v1, antenna_only in v2. */
  pingAntennaOnly: row(1028, 'TERESA CUÉLLAR', '12345607', '3025550118', { pingOutcome: 'antennaOnly' }),
  pingEmpty: row(1029, 'IVÁN SALDAÑA', '12345608', '3025550119', { pingOutcome: 'empty' }),
  nearlyFullZone: row(1030, 'CLAUDIA PATRICIA NARVÁEZ', '51777666', '3035550120', {
    zona: zone(ticketZones.nearlyFull),
  }),
  /** The row that the setting `badRow` spoils. */
  spoilable: row(1031, 'GERMÁN AVENDAÑO', '80666555', '3045550121'),
  /** Its plan's detail is a 500 in v1, and with it a verification that gives a price. */
  planWithoutPrice: row(1032, 'OLGA LUCÍA BOLAÑOS', '31555444', '3055550122', { ...onPlan(113), precio_plan: null }),
  cut: row(1034, 'FREDDY ARBOLEDA', '16444333', '3065550123', { estado: 'Cortado' }),
  free: row(1035, 'PARROQUIA SAN JOSÉ', '8001234567', '3075550124', {
    estado: 'Gratis',
    ...onPlan(110),
    saldo: '0.00',
  }),
  noPlan: row(1036, 'MARTHA CECILIA BURBANO', '59333222', '3085550125', { plan_internet: null, precio_plan: null }),
  noCutOffDate: row(1037, 'HUGO ARMANDO CAÑÓN', '17222111', '3095550126', { fecha_corte: null, ip: null }),
  spacedPhone: row(1038, 'PATRICIA MONTAÑO', '38111000', '310 555 0127'),
  sharedPersonOne: row(1040, 'JUAN CARLOS PÉREZ', '30111222', '3115550128'),
  sharedPersonTwo: row(1041, 'ANA MARÍA RODRÍGUEZ', '31222333', '3125550129'),
  sharedPersonThree: row(1042, 'LUCÍA FERNÁNDEZ', '32333444', '3135550130'),
  sharedPersonFour: row(1043, 'MARTÍN NÚÑEZ', '33444555', '3145550131'),
  sharedCompany: row(1044, 'COMERCIAL DEL SUR SRL', '30712345671', '3155550132', onPlan(106)),
} as const satisfies Readonly<Record<string, NativeRow>>;

/** Native tickets that are there from the start; none of them counts against a zone but `open`, whose zone is the typical one. */
export const wispHubTickets = {
  open: ticket(510, 'Internet Lento', '2026-08-03 09:10', '2026-08-06 09:10'),
  closed: ticket(511, 'No Tiene Internet', '28/07/2026 14:05:33', '31/07/2026 14:05:33', {
    estado: 'Cerrado',
    codigo_estado: 4,
    respuestas: [{ respuesta: 'Se cambió el conector' }],
  }),
  /** The one shape of replies that gets through as `answer_text`. */
  answered: ticket(512, 'Internet Intermitente', '2026-07-27T08:00:00-05:00', '2026-07-30T08:00:00-05:00', {
    estado: 'En Progreso',
    codigo_estado: 2,
    respuestas: { respuesta: 'Técnico en camino' },
  }),
  /** No start natively: a 500. */
  undated: ticket(513, 'Reconexión', null, null, { codigo_estado: 2, estado: 'En Progreso' }),
  /** A number where text is due: a 500. */
  numericPriority: ticket(514, 'Antena Dañada', '2026-07-29 10:00', null, { prioridad: 3, codigo_estado: 4 }),
  openEnded: ticket(515, 'Cambio de Domicilio', '27/07/2026 08:00', null, { estado: 'Cerrado', codigo_estado: 4 }),
} as const satisfies Readonly<Record<string, NativeTicket>>;

/** Documents of generated rows which the Wispro emulator has as well: 35000001 to 35000040, one service each. */
export const sharedDocuments: readonly string[] = Array.from({ length: 40 }, (_, index) => String(35_000_001 + index));

function row(id: number, nombre: string, cedula: string, telefono: string, facts: Partial<NativeRow> = {}): NativeRow {
  return {
    id_servicio: id,
    nombre,
    cedula,
    telefono,
    direccion: `B/ SANTA RITA CL ${id - 1000}`,
    ciudad: 'Sabanagrande',
    localidad: 'Centro',
    estado: 'Activo',
    zona: zone(7),
    ip: `172.16.12.${id - 990}`,
    fecha_corte: '6/08/2026',
    saldo: '0.00',
    interfaz_lan: 'ether2',
    ...onPlan(101),
    tecnico: reference(nativeTechnicians, 5),
    pingOutcome: 'stable',
    ...facts,
  };
}

function ticket(
  id: number,
  asunto: string,
  start: string | null,
  finish: string | null,
  facts: Partial<NativeTicket> = {},
): NativeTicket {
  return {
    id_ticket: id,
    id_servicio: 1001,
    asunto,
    descripcion: '<p>Visita solicitada</p>',
    estado: 'Nuevo',
    prioridad: 'Normal',
    codigo_estado: 1,
    id_tecnico: 5,
    fecha_estimada_inicio: start,
    fecha_estimada_fin: finish,
    respuestas: [],
    ...facts,
  };
}

function onPlan(id: number): Pick<NativeRow, 'plan_internet' | 'precio_plan'> {
  const precio = nativePlans.find((plan) => plan.id === id)?.precio ?? null;
  return { plan_internet: reference(nativePlans, id), precio_plan: precio };
}

function zone(id: number): NativeReference | null {
  return reference(nativeZones, id);
}

function reference(list: readonly NativeReference[], id: number): NativeReference | null {
  const found = list.find((entry) => entry.id === id);
  return found === undefined ? null : { id: found.id, nombre: found.nombre };
}
