import { andes } from './andes.js';
import { mexicoAndBrazil } from './mexico-brazil.js';
import type { Profile } from './profile.js';
import { south } from './south.js';

/** By ISO 3166 alpha-2 code. */
const profiles = { ...south, ...andes, ...mexicoAndBrazil } as const;

export type EmulatedCountry = keyof typeof profiles;

/** Countries whose subscribers can be made up, in alphabetical order. */
export const emulatedCountries = (Object.keys(profiles) as EmulatedCountry[]).sort();

export function isEmulatedCountry(code: string): code is EmulatedCountry {
  return Object.hasOwn(profiles, code);
}

export function profileOf(country: EmulatedCountry): Profile {
  return profiles[country];
}
