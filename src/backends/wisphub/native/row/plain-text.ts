const entities: Readonly<Record<string, string>> = {
  ...{ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
  ...{ iexcl: '¡', iquest: '¿', ordm: 'º', ordf: 'ª', hellip: '…', ndash: '–', mdash: '—' },
};

/** Marks of letters, as the entities of letters name them. */
const marks: Readonly<Record<string, string>> = { acute: '\u0301', grave: '\u0300', tilde: '\u0303', uml: '\u0308' };

/** Texts of people are HTML with entities (native contract 1.7). @returns null when nothing is left. */
export function toPlainText(html: string | null | undefined): string | null {
  const plain = (html ?? '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&#(\d{1,6});/g, (entity, code: string) => decode(Number(code)) ?? entity)
    .replace(/&([a-z])(acute|grave|tilde|uml);/gi, (_, letter: string, mark: string) =>
      `${letter}${marks[mark.toLowerCase()] ?? ''}`.normalize('NFC'),
    )
    .replace(/&([a-z]{2,6});/g, (entity, name: string) => entities[name] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? null : plain;
}

/** Control characters are none of a text. */
function decode(code: number): string | null {
  return code < 32 || code > 0x10_ff_ff ? null : String.fromCodePoint(code);
}
