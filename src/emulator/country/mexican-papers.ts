import type { Random } from '../random.js';
import { curpDigit, rfcDigit } from './check-digit.js';
import type { Name, Papers } from './profile.js';

/** Codes of federal entities in a CURP. */
const entities = ['DF', 'JC', 'NL', 'PL', 'OC', 'VZ', 'GT', 'MC', 'YN', 'SR'] as const;

/** Some beginnings that the registry does not give out: the second letter becomes an X. */
const inconvenient: ReadonlySet<string> = new Set(
  'BACA BAKA BUEI BUEY CACA CACO CAGA CAGO COGE COGI COJE FETO GUEY LOCA LOCO MAME MEAR MOCO PEDO PENE PUTA PUTO ROBA ROBE ROBO RUIN'.split(
    ' ',
  ),
);

/** CURP, which follows from name, birth and place; RFC of a company. */
export const mexicanPapers: Papers = {
  person: (random, name) => {
    const year = random.int(1945, 2004);
    const birth = writeBirth(random, year);
    const sex = name.sex === 'M' ? 'H' : 'M';
    const [first = '', second = ''] = name.surnames.map(toLetters);
    const given = nameThatCounts(name);
    const consonants = [first, second, given].map(innerConsonant).join('');
    // Tells those apart who are alike in all else: a digit before 2000, a letter since.
    const distinction = year < 2000 ? String(random.int(0, 9)) : random.pick([...'ABCDEFGH']);
    const text = `${initials(first, second, given)}${birth}${sex}${random.pick(entities)}${consonants}${distinction}`;
    return text + curpDigit(text);
  },
  taxOf: () => null,
  company: (random) => {
    const letters = Array.from({ length: 3 }, () => random.pick([...'ABCDEFGHIJLMNOPRSTUV'])).join('');
    const distinction = [0, 1].map(() => random.pick([...'123456789ABCDEFGHIJKLMNPQRSTUV'])).join('');
    const text = `${letters}${writeBirth(random, random.int(1980, 2019))}${distinction}`;
    return text + rfcDigit(text);
  },
  punctuate: (document) => document,
};

function writeBirth(random: Random, year: number): string {
  const [month, day] = [random.int(1, 12), random.int(1, 28)].map((part) => String(part).padStart(2, '0'));
  return `${String(year % 100).padStart(2, '0')}${month}${day}`;
}

/** José and María do not count before another name. */
function nameThatCounts({ given }: Name): string {
  const [first = '', second] = given.map(toLetters);
  return second !== undefined && /^(?:JOSE|MARIA)$/.test(first) ? second : first;
}

/** Two letters of the first surname, one of the second and of the name. */
function initials(first: string, second: string, given: string): string {
  const vowel = /[AEIOU]/.exec(first.slice(1))?.[0] ?? 'X';
  const letters = `${first[0] ?? 'X'}${vowel}${second[0] ?? 'X'}${given[0] ?? 'X'}`;
  return inconvenient.has(letters) ? `${letters[0]}X${letters.slice(2)}` : letters;
}

function innerConsonant(word: string): string {
  return /[B-DF-HJ-NP-TV-Z]/.exec(word.slice(1))?.[0] ?? 'X';
}

/** Without accents; an Ñ counts as an X, and so does no letter at all. */
function toLetters(word: string): string {
  return word
    .replaceAll('Ñ', 'X')
    .normalize('NFD')
    .replace(/[^A-Z]/g, '');
}
