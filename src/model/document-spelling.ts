import type { Country } from './country.js';
import { documentRules } from './document/table.js';
import { readByRules } from './document-reading.js';

/** Ways to ask a back end for a document whose look-up is exact, the likeliest first. */
export interface Spellings {
  /** As documents of persons are stored, or the only field for any. */
  readonly documents: readonly string[];
  /** As tax ids are stored. Empty: it has none that is known. */
  readonly taxIds: readonly string[];
  /** True: it is a tax id itself. */
  readonly isTaxId: boolean;
}

/** @returns null for a document of which nothing is known. */
export function spellDocument(text: string, country: Country): Spellings | null {
  const found = readByRules(text, country);
  if (found === null) return null;
  const { rule, reading } = found;
  const own = rule.spell(reading.value);
  const { inner } = reading;
  const innerRule = inner && documentRules[country].find(({ kind }) => kind === inner.kind);
  const within = inner && innerRule ? innerRule.spell(inner.value) : [];
  if (rule.isTaxId) return { documents: within, taxIds: own, isTaxId: true };
  return { documents: own, taxIds: rule.taxIds?.(reading.value) ?? [], isTaxId: false };
}
