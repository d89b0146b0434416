/** Equal for texts that differ in case, accents or spacing only. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Without the characters of one kind that stand at its end. */
export function trimEndOf(text: string, character: string): string {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}

/** Characters that a mask shows at most, and the share of the text that they may be. */
const shownEnd = 3;
const shownShare = 1 / 4;

/** Enough for a person to recognise what they know, and too little to learn it or to guess the rest: `•••••890`. */
export function maskText(text: string): string {
  const characters = [...text];
  const shown = Math.min(shownEnd, Math.floor(characters.length * shownShare));
  return `•••••${characters.slice(characters.length - shown).join('')}`;
}
