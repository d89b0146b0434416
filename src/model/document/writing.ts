/** A document in upper case, without what stands between its parts but hyphens. Mexican tax ids have Ñ and &. */
export function toWritten(text: string): string {
  if (isDigits(text)) return text;
  return text
    .toUpperCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[^0-9A-ZÑ&-]/g, '');
}

/** Letters and digits alone: everything else is how people write a document, not what it is. */
export function toCompact(written: string): string {
  return written.includes('-') ? written.replaceAll('-', '') : written;
}

export function isDigits(text: string, from = 0, to = text.length): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return to > from;
}

export function isLetters(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 65 || code > 90) return false;
  }
  return text !== '';
}

/** The number without the zeros that fill it up. */
export function withoutZeros(digits: string): string {
  let at = 0;
  while (at < digits.length && digits.charCodeAt(at) === 48) at += 1;
  return digits.slice(at);
}

/** `12.345.678` */
export function thousands(digits: string): string {
  const first = digits.length % 3 || 3;
  let text = digits.slice(0, first);
  for (let at = first; at < digits.length; at += 3) text += `.${digits.slice(at, at + 3)}`;
  return text;
}

/** A value in groups of these lengths: `grouped('20301112220', 2, 8, 1)` is `20-30111222-0`. */
export function grouped(value: string, ...lengths: readonly number[]): string {
  let from = 0;
  return lengths
    .map((length) => {
      from += length;
      return value.slice(from - length, from);
    })
    .join('-');
}
