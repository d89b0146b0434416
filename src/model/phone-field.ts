/** Between the numbers of one field, and what is said of them. */
const separator = /[,;/|&\r\n\t]| [yeoóu] /i;

/** Digits with what stands between them. A plus begins another number. */
const digitGroups = /\+?\(?\+?\d(?:[ ().–-]*\d)*\)?/g;

/** A number inside a company, behind that of its exchange. */
const extension = /(?:ext(?:ensi[oó]n)?|int(?:erno)?|anexo|ramal|opci?[oó]?n?|x)[.: ]*(\d+)/gi;
const maxExtension = 6;

/** Fewer are no number: people write `N/A`, `S/N`, a dash or a zero where there is none. */
const minDigits = 5;

/** Digits of two numbers at least: a world number has fifteen at most, and those that people write with their code have 13. */
const twoNumbers = 14;
const maxGroups = 10;
const minNumber = 7;
const maxNumber = 13;

/** A field holds a few numbers: what is behind these is not looked at, for each takes longer to read than most else of a record. */
const maxNumbers = 20;
const maxFieldLength = 1_000;

export interface WrittenNumber {
  /** Text of the number, with what is said of it when it is the only one there. */
  readonly raw: string;
  /** The part of it that is the number. */
  readonly digits: string;
}

/** The numbers of a field, whatever stands beside them. @param isNumber true for a text that is read as one number. */
export function splitField(field: string, isNumber: (text: string) => boolean): readonly WrittenNumber[] {
  const found: WrittenNumber[] = [];
  for (const part of joinAreas(field.slice(0, maxFieldLength)).split(separator, maxNumbers)) {
    if (countDigits(part) < minDigits) continue;
    const groups = findGroups(part);
    const numbers = groups.flatMap((group) => splitGroup(group, isNumber));
    const [only] = numbers;
    if (numbers.length === 1 && only !== undefined) found.push({ raw: part.trim(), digits: only });
    else found.push(...numbers.map((digits) => ({ raw: digits, digits })));
  }
  return found.slice(0, maxNumbers);
}

/** `021/123456` is one number: an area, with its 0, and a number there. */
export function joinAreas(text: string): string {
  return text.includes('/') ? text.replace(/\b(0\d{1,4}\)?)\/(\d)/g, '$1 $2') : text;
}

/** The same with plain spaces and hyphens. */
export function toPlainMarks(text: string): string {
  return text.replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ').replace(/[\u2010-\u2015\u2212]/g, '-');
}

function findGroups(part: string): readonly string[] {
  // Most are plain, and cost a list of many records nothing more.
  if (/^[ ().+-]*\d+(?:[ ().-]\d+)*$/.test(part) && countDigits(part) < twoNumbers) return [part.trim()];
  const named = part.includes('@') ? withoutAddresses(part) : part;
  const plain = toPlainMarks(named).replace(extension, (all, digits: string) =>
    digits.length <= maxExtension ? ' x ' : all,
  );
  return (plain.match(digitGroups) ?? []).filter((group) => countDigits(group) >= minDigits);
}

/** The digits of an e-mail address are no number; those of WhatsApp's addresses are. */
function withoutAddresses(part: string): string {
  return part
    .split(' ')
    .filter((word) => !word.includes('@') || /@(?:c\.us|s\.whatsapp\.net)$/i.test(word))
    .join(' ');
}

/** Several numbers with nothing but spaces and hyphens between them, which stand inside numbers as well. */
function splitGroup(group: string, isNumber: (text: string) => boolean): readonly string[] {
  if (/^\d+$/.test(group) && group.length < twoNumbers) return [group];
  const dashed = / -|- /.test(group) ? group.split(/ -+ ?|- /).map((text) => text.trim()) : [group];
  const areNumbers = dashed.every((text) => countDigits(text) >= minDigits);
  if (dashed.length > 1 && areNumbers && dashed.every(isNumber)) return dashed;
  if (countDigits(group) < twoNumbers || isNumber(group)) return [group];
  return findNumbers(group.split(/[ .-]+/), isNumber) ?? cutEvenly(group, isNumber) ?? splitLoosely(group, dashed);
}

/** The shortest numbers that groups of digits are together, one after the other. @returns null when there are none. */
function findNumbers(groups: readonly string[], isNumber: (text: string) => boolean): readonly string[] | null {
  if (groups.length > maxGroups) return null;
  const dead = new Set<number>();
  const from = (start: number): readonly string[] | null => {
    if (start === groups.length) return [];
    if (dead.has(start)) return null;
    for (let end = start + 1; end <= groups.length; end += 1) {
      const text = groups.slice(start, end).join(' ');
      const length = countDigits(text);
      if (length > maxNumber) break;
      const rest = length >= minNumber && isNumber(text) ? from(end) : null;
      if (rest !== null) return [text, ...rest];
    }
    dead.add(start);
    return null;
  };
  return from(0);
}

/** `30012345673109876543`: two numbers of one length, without anything between them. */
function cutEvenly(group: string, isNumber: (text: string) => boolean): readonly string[] | null {
  const half = group.length / 2;
  const halves = [group.slice(0, half), group.slice(half)];
  return /^\d+$/.test(group) && Number.isInteger(half) && halves.every(isNumber) ? halves : null;
}

/** Numbers of which some cannot be completed, if it is clear where one ends. */
function splitLoosely(group: string, dashed: readonly string[]): readonly string[] {
  const words = group.split(' ').filter((word) => word !== '-');
  for (const texts of [dashed, words]) {
    if (texts.length > 1 && texts.every((text) => countDigits(text) >= minNumber)) return texts;
  }
  return [group];
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length;
}
