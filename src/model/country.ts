/** Conventions of a country in which the back ends are sold. */
export interface CountryConventions {
  /** ISO 4217 code of what internet access is sold in. */
  readonly currency: string;
  /** IANA name: of the capital, where a country has several. */
  readonly timeZone: string;
}

/** By ISO 3166 alpha-2 code. Sources: ISO 4217 (Ecuador, Panama and El Salvador use the dollar), IANA time zone database. */
export const countries = {
  AR: { currency: 'ARS', timeZone: 'America/Argentina/Buenos_Aires' },
  BO: { currency: 'BOB', timeZone: 'America/La_Paz' },
  BR: { currency: 'BRL', timeZone: 'America/Sao_Paulo' },
  CL: { currency: 'CLP', timeZone: 'America/Santiago' },
  CO: { currency: 'COP', timeZone: 'America/Bogota' },
  CR: { currency: 'CRC', timeZone: 'America/Costa_Rica' },
  DO: { currency: 'DOP', timeZone: 'America/Santo_Domingo' },
  EC: { currency: 'USD', timeZone: 'America/Guayaquil' },
  ES: { currency: 'EUR', timeZone: 'Europe/Madrid' },
  GT: { currency: 'GTQ', timeZone: 'America/Guatemala' },
  HN: { currency: 'HNL', timeZone: 'America/Tegucigalpa' },
  MX: { currency: 'MXN', timeZone: 'America/Mexico_City' },
  NI: { currency: 'NIO', timeZone: 'America/Managua' },
  PA: { currency: 'USD', timeZone: 'America/Panama' },
  PE: { currency: 'PEN', timeZone: 'America/Lima' },
  PY: { currency: 'PYG', timeZone: 'America/Asuncion' },
  SV: { currency: 'USD', timeZone: 'America/El_Salvador' },
  UY: { currency: 'UYU', timeZone: 'America/Montevideo' },
  VE: { currency: 'VES', timeZone: 'America/Caracas' },
} as const satisfies Readonly<Record<string, CountryConventions>>;

export type Country = keyof typeof countries;

export function isCountry(code: string | undefined): code is Country {
  return code !== undefined && Object.hasOwn(countries, code);
}
