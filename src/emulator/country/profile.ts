import type { Random } from '../random.js';

/** Person before documents are given out. */
export interface Name {
  readonly sex: 'M' | 'F';
  /** In capitals with accents, as are the surnames. */
  readonly given: readonly string[];
  readonly surnames: readonly string[];
}

/** Rules of the documents of a country. All that are made have right check digits. */
export interface Papers {
  /** Plain, as most systems keep it. */
  person(random: Random, name: Name): string;
  /** Tax number of a person with this document. Null: none apart from the document. */
  taxOf(document: string): string | null;
  company(random: Random): string;
  /** As people write it. */
  punctuate(document: string): string;
}

/** Rules of mobile numbers. */
export interface Numbering {
  /** Calling code without the plus. */
  readonly code: string;
  /** National number without a trunk prefix. @param area of the subscriber's town */
  mobile(random: Random, area: string): string;
  /** As it is written within the country. */
  local(national: string): string;
  /** Calling code and national number, digits alone. */
  international(national: string): string;
}

export interface Town {
  readonly city: string;
  readonly province: string;
  /** Area code of its telephones, where mobile numbers have one. */
  readonly area: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Money in which internet access is sold, against the Colombian pesos of the fixed plans. */
export interface Prices {
  /** ISO 4217 code. */
  readonly currency: string;
  readonly perColombianPeso: number;
  /** Prices are whole multiples of this, less `less`: 299 is 300 less 1. */
  readonly step: number;
  readonly less: number;
  /** Decimals of amounts that are not prices. */
  readonly decimals: 0 | 2;
}

/** Everything that makes subscribers look like those of a country. */
export interface Profile {
  readonly male: readonly string[];
  readonly female: readonly string[];
  readonly surnames: readonly string[];
  readonly surnameCount: 1 | 2;
  /** Beginnings of a company's name, and its legal form. */
  readonly trades: readonly string[];
  readonly legalForm: string;
  readonly papers: Papers;
  readonly numbering: Numbering;
  readonly towns: readonly Town[];
  readonly streets: readonly string[];
  /** Twelve: zones of the network, and quarters in addresses. */
  readonly quarters: readonly string[];
  /** Address as one line. */
  line(street: string, number: number, quarter: string): string;
  readonly prices: Prices;
  /** Words of the plans: at home, for companies, in the country, free of charge. */
  readonly planWords: readonly [home: string, company: string, rural: string, free: string];
  readonly paymentMethods: readonly [string, string, string, string];
}

/** List of words between commas. */
export function words(text: string): readonly string[] {
  return text.split(',').map((word) => word.trim());
}

export function town(city: string, province: string, area: string, latitude: number, longitude: number): Town {
  return { city, province, area, latitude, longitude };
}

/** Numbers without an area code: one of these beginnings, and so many digits more. */
export function numbering(code: string, beginnings: readonly string[], digits: number, trunk = ''): Numbering {
  return {
    code,
    mobile: (random) => random.pick(beginnings) + tail(random, digits),
    local: (national) => trunk + national,
    international: (national) => code + national,
  };
}

/** Digits of which the first may be 0. */
export function tail(random: Random, count: number): string {
  return random.digits(count + 1).slice(1);
}

/** Dots between thousands. */
export function dotted(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join('.');
}
