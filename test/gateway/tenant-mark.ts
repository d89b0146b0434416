import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { decodeId } from '../../src/model/id.js';
import { type BackEnds, markOf } from './tenants.js';

/** Tenants whose every text, document and phone is theirs alone, and what is found of one where another looks. */
export interface Marking {
  /** A text with the digits that documents and phones of a tenant have in place of those of the fixtures. */
  toOwn(text: string, tenant: string): string;
  /** Has the back ends of a tenant tell nothing that is not marked. */
  plant(backEnds: BackEnds, tenant: string): void;
  /** Marks in a text that are not of a tenant. Null: of any. */
  findForeign(text: string, tenant: string | null): readonly string[];
  /** The same, and ids that are of another or of none, in what a caller sees. */
  findInAnswer(text: string, tenant: string): readonly string[];
}

const freeText = /name|nombre|direcc|address|street|city|ciudad|localidad|province|descri|email|correo/i;

/** @param tenants at most nine. */
export function createMarking(tenants: readonly string[]): Marking {
  const owners = new Map<string, Set<string>>();
  const toOwn = (text: string, tenant: string): string => {
    const digit = `${tenants.indexOf(tenant) + 1}`;
    // The fourth digit from the end: what comes before tells countries, areas and carriers, and there are few of them.
    return text.replace(/(?<!\d)\d{7,10}(?!\d)/g, (found) => `${found.slice(0, -4)}${digit}${found.slice(-3)}`);
  };
  const own = (text: string, tenant: string): string => {
    const owned = toOwn(text, tenant);
    for (const [number] of owned.matchAll(/(?<!\d)\d{7,10}(?!\d)/g))
      owners.set(number, (owners.get(number) ?? new Set()).add(tenant));
    return owned;
  };
  const findForeign: Marking['findForeign'] = (text, tenant) => {
    const found: string[] = [];
    for (const [mark = ''] of text.matchAll(/[A-Z][a-z]+mark\b/g))
      if (tenant === null || mark !== markOf(tenant)) found.push(mark);
    for (const [number] of text.matchAll(/\d{7,}/g)) {
      // An international number ends with the one that it has at home.
      const who = owners.get(number) ?? owners.get(number.slice(-10));
      if (who !== undefined && (tenant === null || !who.has(tenant)))
        found.push(`a number of ${[...who].join(' and ')}`);
    }
    return found;
  };
  return {
    toOwn,
    plant: ({ wispHub, wispro }, tenant) => {
      for (const row of wispHub.clients)
        Object.assign(row, { cedula: own(row.cedula, tenant), telefono: own(row.telefono, tenant) });
      for (const row of wispro.clients) {
        const phoneMobile = row.phoneMobile === null ? null : own(row.phoneMobile, tenant);
        Object.assign(row, { dni: own(row.dni, tenant), phone: own(row.phone, tenant), phoneMobile });
      }
      const rewrite = (answer: EmulatedAnswer): EmulatedAnswer => markAnswer(answer, markOf(tenant));
      for (const backEnd of [wispHub, wispro]) backEnd.fault({ fault: { kind: 'rewrite', rewrite } });
    },
    findForeign,
    findInAnswer: (text, tenant) => [...findForeign(text, tenant), ...findForeignIds(text, tenant)],
  };
}

/** Ids in an answer that are of another tenant, or of none. */
export function findForeignIds(text: string, tenant: string): readonly string[] {
  const found: string[] = [];
  for (const [id] of text.matchAll(/(?<=")[\w-]{12,}(?=")/g)) {
    const owner = /^([a-z0-9-]{1,63})\//.exec(Buffer.from(id, 'base64url').toString('utf8'))?.[1];
    if (owner !== undefined && owner !== tenant) found.push(`an id of ${owner}`);
    if (decodeId(id) !== null) found.push('an id of no tenant');
  }
  return found;
}

function markAnswer(answer: EmulatedAnswer, mark: string): EmulatedAnswer {
  try {
    const marked = markEach(JSON.parse(String(answer.body)), mark);
    const headers = Object.entries(answer.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-length');
    return { ...answer, headers: Object.fromEntries(headers), body: JSON.stringify(marked) };
  } catch {
    return answer;
  }
}

function markEach(value: unknown, mark: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => markEach(each, mark, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, markEach(each, mark, name)]));
  const isText = typeof value === 'string' && freeText.test(key) && /[a-z]{3}/i.test(value) && !value.includes(mark);
  return isText ? `${value} ${mark}` : value;
}
