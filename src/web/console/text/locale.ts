export const languages = ['es', 'en', 'pt'] as const;
export type Language = (typeof languages)[number];

/** Written where nothing is known of the country, or where it writes another language. */
const locales: Readonly<Record<Language, string>> = { es: 'es-CO', en: 'en-GB', pt: 'pt-BR' };

/**
 * BCP 47 tag for numbers, money and dates. English is that of no country in which the back ends are sold, and has one way everywhere.
 * @param country ISO 3166 alpha-2 code; null: unknown
 */
export function localeOf(language: Language, country: string | null): string {
  const own = country === 'BR' ? 'pt' : 'es';
  return country !== null && language === own ? `${language}-${country}` : locales[language];
}
