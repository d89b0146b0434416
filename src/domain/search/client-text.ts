import type { ClientList, ClientRecord } from '../../model/client.js';
import type { Country } from '../../model/country.js';
import { documentKey } from '../../model/document.js';
import { BadUserInput } from '../../model/errors.js';
import { forEachInSlices } from '../../model/slice.js';
import { fold } from '../../model/text.js';

/**
 * Searchable text of a client: the folded name, address and document, a line each; then, behind tabs, the document's key and every phone's
 * digits, a line each.
 */
export function toSearchText({ name, address, document, documentCountry, phones }: ClientRecord): string {
  const parts = [name, address, document].map((part) => fold(part ?? '')).join('\n');
  const digits = new Set(phones.flatMap(({ raw, e164 }) => [raw, e164 ?? ''].map((text) => text.replace(/\D/g, ''))));
  digits.delete('');
  return `${parts}\t${documentKey(document ?? '', documentCountry)}\t\n${[...digits].map((each) => `${each}\n`).join('')}`;
}

/** Parsed search text. */
export interface SearchQuery {
  /** One of these stands in every text in which it is. */
  readonly parts: readonly string[];
  readonly matches: (text: string) => boolean;
}

/** A shorter search would list half of the customers. */
const minSearchLength = 3;

/**
 * @param isMasked whether a document and a phone are found whole alone.
 * @throws {BadUserInput} too short, or too long for a name.
 */
export function readSearch(search: string, isMasked: boolean, country: Country): SearchQuery {
  const wanted = fold(search);
  if (wanted.replace(/[^\p{L}\p{N}]/gu, '').length < minSearchLength || wanted.length > 100)
    throw new BadUserInput('search', {
      expected: `${minSearchLength} letters or digits at least, 100 characters at most`,
    });
  const digits = search.replace(/\D/g, '');
  const hasDigits = digits.length >= minSearchLength;
  const key = documentKey(search, country);
  if (!isMasked) {
    const whole = `\t${key}\t`;
    return {
      parts: [wanted, ...(key === '' ? [] : [whole]), ...(hasDigits ? [digits] : [])],
      matches: (text) => {
        const at = text.indexOf(wanted);
        if (at !== -1 && at < text.indexOf('\t')) return true;
        if (key !== '' && text.includes(whole)) return true;
        return hasDigits && text.includes(digits, text.lastIndexOf('\t'));
      },
    };
  }
  const wholes = [...(key === '' ? [] : [`\t${key}\t`]), ...(digits === '' ? [] : [`\n${digits}\n`])];
  return {
    parts: [wanted, ...wholes],
    matches: (text) => {
      const at = text.indexOf(wanted);
      if (at !== -1 && at < text.indexOf('\n')) return true;
      return wholes.some((whole) => text.includes(whole, text.indexOf('\t')));
    },
  };
}

/** The clients of one list by what stands in their texts. */
export interface ClientTexts {
  /** In the order of the list that was given. */
  readonly records: readonly ClientRecord[];
  readonly texts: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** Positions, in order, of the texts that can contain at least one of these parts: all that do, and few others. */
  candidates(parts: readonly string[]): readonly number[];
}

/** Clients that share one number in the index, which keeps it small. */
const blockSize = 64;

/** Three characters are one of so many numbers; those that share one only cost a look. */
const grams = 32_768;

/** Made once for a list, and from that of the list before: only what has changed since is folded anew. */
export function createClientTexts(): {
  of(list: ClientList, records: readonly ClientRecord[]): Promise<ClientTexts>;
  /** Nothing of what was listed is to be remembered. */
  forget(): void;
} {
  let made = new WeakMap<ClientList, Promise<ClientTexts>>();
  let last: ClientTexts | undefined;
  return {
    of: (list, records) => {
      const known = made.get(list);
      if (known !== undefined) return known;
      const making = make(records, last).then((texts) => {
        if (made.get(list) === making) last = texts;
        return texts;
      });
      made.set(list, making);
      return making;
    },
    forget: () => {
      made = new WeakMap();
      last = undefined;
    },
  };
}

async function make(records: readonly ClientRecord[], before: ClientTexts | undefined): Promise<ClientTexts> {
  const texts: string[] = [];
  const positions = new Map<string, number>();
  /** The blocks in which three characters stand, by their number. */
  const blocks: (number[] | undefined)[] = Array.from({ length: grams });
  await forEachInSlices(records, (record, position) => {
    const text = textBefore(record, before) ?? toSearchText(record);
    const block = Math.floor(position / blockSize);
    texts.push(text);
    positions.set(record.id, position);
    for (let at = 0; at + 3 <= text.length; at += 1) {
      const gram = gramAt(text, at);
      const found = blocks[gram];
      if (found === undefined) blocks[gram] = [block];
      else if (found[found.length - 1] !== block) found.push(block);
    }
  });
  const candidates = (parts: readonly string[]): readonly number[] => {
    const found = new Set(parts.flatMap((part) => blocksOf(part, blocks, Math.ceil(records.length / blockSize))));
    const positions: number[] = [];
    for (const block of [...found].sort((one, other) => one - other)) {
      const end = Math.min((block + 1) * blockSize, records.length);
      for (let position = block * blockSize; position < end; position += 1) positions.push(position);
    }
    return positions;
  };
  return { records, texts, positions, candidates };
}

function textBefore(record: ClientRecord, before: ClientTexts | undefined): string | undefined {
  const position = before?.positions.get(record.id);
  const old = position === undefined ? undefined : before?.records[position];
  if (position === undefined || old === undefined) return undefined;
  const isSame =
    (['name', 'address', 'document'] as const).every((field) => old[field] === record[field]) &&
    old.phones.length === record.phones.length &&
    old.phones.every(
      ({ raw, e164 }, index) => raw === record.phones[index]?.raw && e164 === record.phones[index]?.e164,
    );
  return isSame ? before?.texts[position] : undefined;
}

/** The blocks in which every three characters of a part stand. A shorter one may stand anywhere. */
function blocksOf(part: string, blocks: readonly (readonly number[] | undefined)[], count: number): readonly number[] {
  if (part.length < 3) return Array.from({ length: count }, (_, block) => block);
  const lists = Array.from({ length: part.length - 2 }, (_, at) => blocks[gramAt(part, at)] ?? []);
  lists.sort((one, other) => one.length - other.length);
  return lists.reduce((left, right) => {
    const others = new Set(right);
    return left.filter((block) => others.has(block));
  });
}

function gramAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 1_021 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & (grams - 1);
}
