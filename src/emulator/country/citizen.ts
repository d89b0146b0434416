import { createRandom, type Random } from '../random.js';
import type { Name, Profile, Town } from './profile.js';

/** Made-up subscriber of a country: who has the same key is the same one in every emulated system. */
export interface Citizen {
  /** Of a company: its name as the only given name. */
  readonly name: Name;
  readonly document: string;
  readonly taxNumber: string | null;
  /** National numbers of three mobiles. */
  readonly mobiles: readonly string[];
  readonly town: Town;
  readonly street: string;
  readonly houseNumber: number;
  readonly quarter: string;
}

export type CitizenKind = 'person' | 'company';

/** Citizens by key: no two have one document. */
export function createCitizens(profile: Profile): (key: string, kind?: CitizenKind) => Citizen {
  const made = new Map<string, Citizen>();
  const taken = new Set<string>();
  return (key, kind = 'person') => {
    const known = made.get(key);
    if (known !== undefined) return known;
    let citizen = createCitizen(profile, key, kind);
    for (let turn = 1; taken.has(citizen.document); turn += 1) citizen = createCitizen(profile, `${key}~${turn}`, kind);
    taken.add(citizen.document);
    made.set(key, citizen);
    return citizen;
  };
}

function createCitizen(profile: Profile, key: string, kind: CitizenKind): Citizen {
  const random = createRandom(hash(key));
  const name = kind === 'company' ? createCompanyName(profile, random) : createName(profile, random);
  const document = kind === 'company' ? profile.papers.company(random) : profile.papers.person(random, name);
  const town = random.pick(profile.towns);
  return {
    name,
    document,
    taxNumber: kind === 'company' ? document : profile.papers.taxOf(document),
    mobiles: [0, 1, 2].map(() => profile.numbering.mobile(random, town.area)),
    town,
    street: random.pick(profile.streets),
    houseNumber: random.int(1, 2_400),
    quarter: random.pick(profile.quarters),
  };
}

function createName(profile: Profile, random: Random): Name {
  const sex = random.chance(0.5) ? 'M' : 'F';
  const names = sex === 'M' ? profile.male : profile.female;
  const given = [...new Set([random.pick(names), ...(random.chance(0.6) ? [random.pick(names)] : [])])];
  const first = random.pick(profile.surnames);
  const second = random.pick(profile.surnames.filter((surname) => surname !== first));
  return { sex, given, surnames: [first, second].slice(0, profile.surnameCount) };
}

function createCompanyName(profile: Profile, random: Random): Name {
  const name = `${random.pick(profile.trades)} ${random.pick(profile.surnames)} ${profile.legalForm}`;
  return { sex: 'M', given: [name], surnames: [] };
}

/** FNV-1a: alike keys give unlike numbers. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return state >>> 0;
}
