import type { Country } from './country.js';

/** Spanish for "you", as a company writes it to its customers and staff. */
export const formsOfAddress = ['VOS', 'TU', 'USTED'] as const;

export type FormOfAddress = (typeof formsOfAddress)[number];

/** By country, with the reason. Written usage of companies decides, which is not always the spoken one. */
export const formOfAddress: Readonly<Record<Country, FormOfAddress>> = {
  // Voseo is the standard of speech, press and advertising alike; providers write "ingresá", "pagá".
  AR: 'VOS',
  // Voseo in the lowlands, tuteo and ustedeo in the highlands: usted alone is at home in both.
  BO: 'USTED',
  // Spanish is read by visitors and along the borders: the form that offends none of them.
  BR: 'USTED',
  // Spoken voseo ("podís") is not written; providers write "revisa tu boleta".
  CL: 'TU',
  // Usted between strangers nearly everywhere, and voseo or tuteo by region among friends.
  CO: 'USTED',
  // Voseo and ustedeo in speech; companies write usted, and tú sounds foreign.
  CR: 'USTED',
  // Tuteo throughout.
  DO: 'TU',
  // Usted in the highlands with strangers; providers write "pague su factura".
  EC: 'USTED',
  // Tuteo, also of companies to customers.
  ES: 'TU',
  // Voseo among friends; companies write usted.
  GT: 'USTED',
  // As Guatemala.
  HN: 'USTED',
  // Tuteo; providers write "consulta tu saldo".
  MX: 'TU',
  // Voseo in speech and some advertising; invoices and support write usted.
  NI: 'USTED',
  // Tuteo; voseo is regional.
  PA: 'TU',
  // Tuteo; providers write "paga tu recibo".
  PE: 'TU',
  // Voseo, beside Guaraní; providers write "pagá tu factura".
  PY: 'VOS',
  // As Guatemala.
  SV: 'USTED',
  // Voseo in Montevideo and in advertising; "tú" with voseo verbs is spoken, not written.
  UY: 'VOS',
  // Tuteo; voseo is regional (Zulia).
  VE: 'TU',
};

/** @param country undefined: nothing is known of it. */
export function formOfAddressIn(country: Country | undefined): FormOfAddress {
  return country === undefined ? 'USTED' : formOfAddress[country];
}

/** A sentence that addresses its reader has one text for each form, any other a single one. */
export type Addressed = string | Readonly<Record<FormOfAddress, string>>;

export function inForm(sentence: Addressed, form: FormOfAddress): string {
  return typeof sentence === 'string' ? sentence : sentence[form];
}
