/**
 * A way of writing national numbers that their plan no longer has or never had, and how the plan has them now. Some are read so behind the
 * country's code alone: without it, the same digits are a number of another country, as WhatsApp writes it.
 */
type Rewriting = readonly [pattern: RegExp, replacement: string, needs?: 'code'];

/** Argentina: the 9 of mobiles together with the trunk 0, or with the 15 that says the same, behind an area code of two to four digits. */
const argentina: readonly Rewriting[] = [
  [/^90(\d{10})$/, '9$1', 'code'],
  [/^90?(\d\d)15(\d{8})$/, '9$1$2'],
  [/^90?(\d{3})15(\d{7})$/, '9$1$2'],
  [/^90?(\d{4})15(\d{6})$/, '9$1$2'],
];

/** Mexico: the 1 of mobiles, which WhatsApp still writes, and the prefixes of calls, all ended in 2019. */
const mexico: readonly Rewriting[] = [
  [/^1(\d{10})$/, '$1', 'code'],
  [/^(?:01|044|045)(\d{10})$/, '$1'],
];

/** Brazil: the ninth digit of mobiles (Anatel, resolution 553 of 2010), which WhatsApp leaves out of accounts that are older than it. */
const brazil: readonly Rewriting[] = [[/^0?([1-9]\d)([6-9]\d{7})$/, '$19$2']];

/** Chile: the trunk 0 that ended with the plan of nine digits, and mobiles from before it. No area begins with 8 or 9. */
const chile: readonly Rewriting[] = [
  [/^0(\d{9})$/, '$1'],
  [/^([89]\d{7})$/, '9$1'],
];

/**
 * Colombia: landlines by the areas of one digit, which became 601 to 608 in 2021 (CRC, resolution 5826 of 2019). Eight bare digits may be a
 * mobile that lacks two: the area has a 0 or the country's code before it, or is set off.
 */
const colombia: readonly Rewriting[] = [[/^(?:0[3579]?)?([124-8]\d{7})$/, '60$1']];
const bareInColombia = /^[124-8]\d{7}$/;

/** By country code. */
const rewritings: Readonly<Record<string, readonly Rewriting[]>> = {
  '52': mexico,
  '54': argentina,
  '55': brazil,
  '56': chile,
  '57': colombia,
};

const codes: Readonly<Record<string, string>> = { MX: '52', AR: '54', BR: '55', CL: '56', CO: '57' };

/** The numbers that an old way of writing may stand for. @param international digits, with the country's code. */
export function toPresentPlan(international: string): readonly string[] {
  const code = international.slice(0, 2);
  return rewrite(code, international.slice(2), rewritings[code] ?? []);
}

/** The same, of digits that are written in the country: with its code or without. @param text as they are written. */
export function toPresentPlanOf(country: string, digits: string, text: string): readonly string[] {
  const code = codes[country];
  const isCut = country === 'CO' && bareInColombia.test(digits) && !/^\D*\d\D/.test(text);
  if (code === undefined || isCut) return [];
  const bare = (rewritings[code] ?? []).filter(([, , needs]) => needs === undefined);
  const national = rewrite(code, digits, bare);
  return digits.startsWith(code) ? [...national, ...toPresentPlan(digits)] : national;
}

function rewrite(code: string, national: string, by: readonly Rewriting[]): readonly string[] {
  return by.flatMap(([pattern, replacement]) =>
    pattern.test(national) ? [`+${code}${national.replace(pattern, replacement)}`] : [],
  );
}
