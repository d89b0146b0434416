import type { Locality } from '../../model/backend.js';
import type { ClientKey, ClientKeyKind, ClientList, ClientRecord } from '../../model/client.js';
import { documentKey } from '../../model/document.js';
import { toEmails } from '../../model/email.js';
import { hasLine, toE164, toLine } from '../../model/phone.js';

/** Finds by any kind of key in a list that was read once. In the order of the list: the first record with a key wins, as it does at the back end. */
export type ClientIndex = (key: ClientKey) => readonly ClientRecord[];

/** Made once for a list, kind by kind as it is needed, and forgotten with it. */
export function createClientIndexes(locality: Locality): (list: ClientList) => ClientIndex {
  const indexes = new WeakMap<ClientList, Map<ClientKeyKind, ReadonlyMap<string, Holders>>>();
  return (list) => {
    const kinds = indexes.get(list) ?? new Map<ClientKeyKind, ReadonlyMap<string, Holders>>();
    indexes.set(list, kinds);
    return ({ kind, value }) => {
      const index = kinds.get(kind) ?? createIndex(list, kind);
      kinds.set(kind, index);
      return [index.get(nameOf(kind, value, locality) ?? '') ?? []].flat();
    };
  };
}

/** The records of a list by key, sorted once for a list and forgotten with it. */
export function createClientOrders(): (list: ClientList) => readonly ClientRecord[] {
  const orders = new WeakMap<ClientList, readonly ClientRecord[]>();
  return (list) => {
    const order =
      orders.get(list) ?? [...list.records].sort((one, other) => compareKeys(one.key.value, other.key.value));
    orders.set(list, order);
    return order;
  };
}

/** Numbers in their order, and other keys in theirs. */
export function compareKeys(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** True when a record still has the key it was looked up by: phones, documents and addresses change. */
export function isFoundBy(
  { phones, document, documentCountry: country, email }: ClientRecord,
  { kind, value }: ClientKey,
): boolean {
  if (kind === 'PHONE') return hasLine(phones, value);
  if (kind === 'DOCUMENT') return document !== null && documentKey(document, country) === documentKey(value, country);
  if (kind === 'EMAIL') return toEmails(email).includes(value);
  return true;
}

/** Holders of a key. A single one is stored without an array, which would take a tenth of a client's memory. */
type Holders = ClientRecord | ClientRecord[];

function createIndex({ records }: ClientList, kind: ClientKeyKind): ReadonlyMap<string, Holders> {
  const index = new Map<string, Holders>();
  for (const record of records) {
    for (const name of namesOf(record, kind)) {
      const others = index.get(name);
      if (Array.isArray(others)) others.push(record);
      else index.set(name, others === undefined ? record : [others, record]);
    }
  }
  return index;
}

function namesOf(record: ClientRecord, kind: ClientKeyKind): readonly string[] {
  if (kind === 'PHONE') return [...new Set(record.phones.flatMap(({ e164 }) => (e164 === null ? [] : toLine(e164))))];
  if (kind === 'DOCUMENT')
    return record.document === null ? [] : [documentKey(record.document, record.documentCountry)];
  if (kind === 'EMAIL') return toEmails(record.email);
  if (kind === 'USERNAME') return record.username == null ? [] : [record.username];
  return record.key.kind === kind ? [record.key.value] : [];
}

function nameOf(kind: ClientKeyKind, value: string, { country, phoneCountry }: Locality): string | null {
  if (kind === 'DOCUMENT') return documentKey(value, country);
  if (kind !== 'PHONE') return value;
  const e164 = toE164(value, phoneCountry);
  return e164 === null ? null : toLine(e164);
}
