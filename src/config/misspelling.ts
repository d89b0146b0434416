import type { Environment } from '../backends/environment.js';
import { describeConfiguration } from './config.js';

/** Variable that is none of the gateway's, and the one that was probably meant. */
export interface Misspelling {
  readonly name: string;
  readonly nearest: string;
}

/** First words that other programs' variables have as well. */
const commonWords: ReadonlySet<string> = new Set(['OTEL', 'REDIS', 'MAX', 'LOG', 'DATA']);

/** Variables that Kubernetes and Docker set for a service called `wispro`. */
const ofServiceLink = /_(?:SERVICE_HOST|SERVICE_PORT|PORT|TCP|UDP|ADDR|PROTO)(?:_[A-Z0-9]{1,20})?$/;

/** Length of a name below which a small difference makes another word: HOST and PORT are one's own. */
const minLength = 6;

/** Looks for variables that are like the gateway's and are not. An environment is full of others', which are left out. */
export function findMisspellings(environment: Environment): readonly Misspelling[] {
  const known = describeConfiguration().map(({ name }) => name);
  const exact = new Set(known);
  const ownWords = findOwnWords(known);
  return Object.keys(environment)
    .filter((name) => !exact.has(name) && !name.startsWith('OTEL_'))
    .flatMap((name) => {
      const { nearest, distance } = findNearest(name, known);
      const length = Math.min(name.length, nearest.length);
      if (length >= minLength && distance <= (length < 8 ? 1 : 2)) return [{ name, nearest }];
      if (!ownWords.has(firstWord(name)) || ofServiceLink.test(name)) return [];
      const longer = known.filter((each) => hasWordsOf(each, name));
      return [{ name, nearest: findNearest(name, longer.length > 0 ? longer : known).nearest }];
    });
}

/** Sentence about a misspelling, without the value. */
export function describeMisspelling({ name, nearest }: Misspelling): string {
  return `${name} is no variable of the gateway and is not read: ${nearest} may be meant`;
}

/** First words that several of the gateway's variables have. */
function findOwnWords(known: readonly string[]): ReadonlySet<string> {
  const words = known.filter((name) => name.includes('_')).map(firstWord);
  return new Set(words.filter((word, index) => words.indexOf(word) !== index && !commonWords.has(word)));
}

function firstWord(name: string): string {
  const end = name.indexOf('_');
  return end === -1 ? '' : name.slice(0, end).toUpperCase();
}

function hasWordsOf(name: string, other: string): boolean {
  const words = name.split('_');
  return other
    .toUpperCase()
    .split('_')
    .every((word) => words.includes(word));
}

function findNearest(name: string, known: readonly string[]): { readonly nearest: string; readonly distance: number } {
  const measured = known.map((nearest) => ({ nearest, distance: measure(name, nearest) }));
  return measured.reduce((best, each) => (each.distance < best.distance ? each : best));
}

/** Distance of two names, for which neither case nor the order of their words counts. */
function measure(one: string, other: string): number {
  const words = (name: string): string => name.toUpperCase().split('_').sort().join('');
  if (words(one) === words(other)) return 0;
  return countEdits(one.toUpperCase().replaceAll('_', ''), other.replaceAll('_', ''));
}

/** Letters to add, drop, replace or swap with their neighbour. */
function countEdits(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped && row > 1 && column > 1 ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, current];
  }
  return last[other.length] ?? 0;
}
