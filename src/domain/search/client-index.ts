import type { ClientKey, ClientList, ClientRecord } from '../../model/client.js';
import { documentKey } from '../../model/document.js';
import { toEmails } from '../../model/email.js';
import { hasLine } from '../../model/phone.js';

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
