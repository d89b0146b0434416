const prefixes = {
  plan: 'a',
  server: 'b',
  contract: 'c',
  client: 'd',
  profile: 'e',
  invoice: 'f',
  promise: '7',
  item: '8',
  firm: '9',
} as const;

/** A UUID that reads as what it names: `c0000000-0000-4000-8000-000000000001` is contract 1. */
export function createId(kind: keyof typeof prefixes, serial: number): string {
  return `${prefixes[kind]}0000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
}

/** The serial an id of `createId` was made from. */
export function serialOf(id: string): number {
  return Number(id.slice(-12));
}

const cuitWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/** Eleven digits with their check digit. @returns undefined when the ten digits have none (contract section 8) */
export function createCuit(prefix: string, number: string): string | undefined {
  const digits = prefix + number.padStart(8, '0');
  const sum = cuitWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : digits + String(check);
}
