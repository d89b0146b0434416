import type { Locality } from './backend.js';
import type { ClientKey, ClientKeyKind, ClientList, ClientRecord } from './client.js';
import { documentKey } from './document.js';
import { toEmails } from './email.js';
import { toE164, toLine } from './phone.js';

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
