import type { NativeReference } from './row.js';

export interface NativePlan extends NativeReference {
  readonly tipo: string;
  /** Decimal string. PCQ plans have no detail endpoint, so theirs is never shown. */
  readonly precio: string | null;
  readonly bajada: string;
  readonly subida: string;
}

const plan = (id: number, nombre: string, tipo: string, precio: string | null, bajada: string): NativePlan => ({
  id,
  nombre,
  tipo,
  precio,
  bajada,
  subida: bajada,
});

/** Speeds with and without a unit, one plan without a price (a v1 500) and one of a type the middleware does not know. */
export const nativePlans: readonly NativePlan[] = [
  plan(101, '7MB PLUS', 'PPPOE', '40000.00', '7M'),
  plan(102, '10MB HOGAR', 'PPPOE', '55000.00', '10M'),
  plan(103, '20MB HOGAR', 'PPPOE', '65000.00', '20M'),
  plan(104, '50MB FIBRA', 'PPPOE', '79900.00', '50M'),
  plan(105, '100MB FIBRA', 'PPPOE', '99900.50', '100M'),
  plan(106, '700MB FIBRA EMPRESARIAL', 'PPPOE', '199900.00', '700M'),
  plan(107, '5MB RURAL', 'SIMPLE QUEUE', '35000.00', '5M'),
  plan(108, '10MB RURAL', 'SIMPLE QUEUE', '45000.00', '10'),
  plan(109, '15MB RURAL ÑAME', 'SIMPLE QUEUE', '52000.00', '15'),
  plan(110, 'CORTESÍA 3MB', 'SIMPLE QUEUE', '0.00', '3M'),
  plan(111, 'PCQ VEREDAL', 'PCQ', null, ''),
  plan(112, 'PCQ CENTRO', 'PCQ', null, ''),
  plan(113, 'PLAN SIN PRECIO', 'PPPOE', null, '8M'),
  plan(114, 'HOTSPOT PLAZA', 'HOTSPOT', '10000.00', '2M'),
];

/** Only these types have a native detail endpoint (contract 1.10, 5.5). */
export function hasDetail(plan: NativePlan | undefined): plan is NativePlan {
  return plan?.tipo === 'PPPOE' || plan?.tipo === 'SIMPLE QUEUE';
}

/** The zone whose open tickets already stand at the limit of 3, and the one that takes a single ticket more. */
export const ticketZones = { full: 9, nearlyFull: 11 } as const;

export const nativeZones: readonly NativeReference[] = [
  { id: 3, nombre: 'SABANAGRANDE CENTRO' },
  { id: 4, nombre: 'BELLAVISTA' },
  { id: 5, nombre: 'LA ESPERANZA' },
  { id: 7, nombre: 'EL PEÑÓN' },
  { id: 8, nombre: 'SAN JOSÉ' },
  { id: ticketZones.full, nombre: 'VILLA LUZ' },
  { id: 10, nombre: 'LOS ALMENDROS' },
  { id: ticketZones.nearlyFull, nombre: 'MIRAFLORES' },
  { id: 12, nombre: 'LA UNIÓN' },
  { id: 14, nombre: 'SANTA RITA' },
  { id: 15, nombre: 'EL CARMEN' },
  { id: 18, nombre: 'RURAL NORTE' },
];

export const nativeTechnicians: readonly NativeReference[] = [
  { id: 5, nombre: 'ÓSCAR MUÑOZ' },
  { id: 8, nombre: 'LUZ DARY PEÑA' },
  { id: 12, nombre: 'WILMER TORRES' },
  { id: 15, nombre: 'YEISON CASTAÑO' },
];

/** v2's payment methods (contract 2.1). */
export const nativePaymentMethods: readonly NativeReference[] = [
  { id: 1, nombre: 'Efectivo' },
  { id: 2, nombre: 'Transferencia Bancolombia' },
  { id: 16, nombre: 'Nequi' },
  { id: 21, nombre: 'PSE' },
];

/** Everything that the provider has set up. */
export interface Catalogue {
  readonly plans: readonly NativePlan[];
  readonly zones: readonly NativeReference[];
  readonly technicians: readonly NativeReference[];
  readonly paymentMethods: readonly NativeReference[];
}

export const nativeCatalogue: Catalogue = {
  plans: nativePlans,
  zones: nativeZones,
  technicians: nativeTechnicians,
  paymentMethods: nativePaymentMethods,
};
