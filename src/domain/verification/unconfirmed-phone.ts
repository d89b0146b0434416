import { toLine } from '../../model/phone.js';
import type { Repository } from '../../store/repository.js';
import type { UnconfirmedPhone } from '../../store/store.js';
import type { KeyedHash } from '../keyed-hash.js';

/**
 * Numbers that were written by a caller without `personal:read`. Such a caller may write to whom they have verified, and nothing shows that
 * the number is that person's: found by it, one person would be taken for another. A caller with `personal:read` confirms the number by
 * writing it. All instances share what is remembered, in which no number can be read.
 */
export interface UnconfirmedPhones {
  /** @throws {ServiceUnavailable} */
  has(clientId: string, e164: string): Promise<boolean>;
  /** @returns false when it was remembered already. @throws {ServiceUnavailable} */
  add(clientId: string, e164: string): Promise<boolean>;
  /** Never fails: while the store is out of reach a number stays unconfirmed, and is confirmed by being written again. */
  remove(clientId: string, e164: string): Promise<void>;
}

export function createUnconfirmedPhones(repository: Repository<UnconfirmedPhone>, hash: KeyedHash): UnconfirmedPhones {
  const idOf = (clientId: string, e164: string): string => hash(clientId, toLine(e164));
  return {
    has: async (clientId, e164) => (await repository.get(idOf(clientId, e164))) !== null,
    add: (clientId, e164) => {
      const id = idOf(clientId, e164);
      return repository.add({ id }, [id]);
    },
    remove: (clientId, e164) => repository.clear(idOf(clientId, e164)).catch(() => undefined),
  };
}
