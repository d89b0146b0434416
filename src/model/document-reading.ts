import type { Country } from './country.js';
import type { DocumentRule, Reading } from './document/kind.js';
import { documentRules, isPassport, labels, passportLabels } from './document/table.js';
import { isDigits, toCompact, toWritten } from './document/writing.js';

/** A text that fits a rule. */
export interface Found {
  readonly rule: Pick<DocumentRule, 'kind' | 'spell' | 'isTaxId' | 'taxIds'>;
  readonly reading: Reading;
}

const passportRule = { kind: 'PASSPORT', spell: (value: string) => [value] } as const satisfies Found['rule'];

/** The label that may stand in front is taken away only from what is no document with it. */
export function readByRules(text: string, country: Country): Found | null {
  const written = toWritten(text);
  const compact = toCompact(written);
  const rules = documentRules[country];
  const found = readBy(rules, compact, written);
  if (found !== null || isDigits(compact)) return found;
  const passportLabel = passportLabels.find((label) => compact.startsWith(label));
  if (passportLabel !== undefined) return asPassport(compact.slice(passportLabel.length));
  const label = compact.slice(0, lettersAtStart(compact));
  for (const known of labels) {
    if (!label.startsWith(known)) continue;
    const { length } = known;
    const labelled = readBy(rules, compact.slice(length), withoutLabel(written, length));
    // Letters behind a label belong to the document: RIF J-07013380-5.
    if (labelled !== null || label.length === length) return labelled;
  }
  return isPassport(compact) ? asPassport(compact) : null;
}

function asPassport(value: string): Found {
  return { rule: passportRule, reading: { value, isCompany: false } };
}

function readBy(rules: readonly DocumentRule[], compact: string, written: string): Found | null {
  const { length } = compact;
  for (const rule of rules) {
    const [fewest, most] = rule.lengths;
    if (length < fewest || length > most) continue;
    const reading = rule.read(compact, written);
    if (reading !== null) return { rule, reading };
  }
  return null;
}

function lettersAtStart(compact: string): number {
  let at = 0;
  while (at < compact.length && (compact.codePointAt(at) ?? 0) > 57) at += 1;
  return at;
}

/** The rest behind so many letters, and behind the hyphen that may follow them. */
function withoutLabel(written: string, letters: number): string {
  let left = letters;
  let at = 0;
  for (; left > 0 && at < written.length; at += 1) if (written[at] !== '-') left -= 1;
  return written[at] === '-' ? written.slice(at + 1) : written.slice(at);
}
