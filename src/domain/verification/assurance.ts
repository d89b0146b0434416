import { timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../model/caller.js';
import type { ClientRecord } from '../../model/client.js';
import { significantWords } from '../../model/client-name.js';
import { decodeId } from '../../model/id.js';
import type { KeyedHash } from '../keyed-hash.js';
import { type Places, personKeysOf } from '../person-key.js';

/** Proof that a caller has verified one client. It gives that caller access to that client's data. */
export interface Assurance {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Subject of an assurance. */
export interface Assured {
  readonly clientId: string;
  /**
   * Hashes of the identity document that the client had when verified, with each word of their name: by one of them the record of another
   * back end is known to be the same person's. Never by a later document, which may be somebody else's. Empty: there was none.
   */
  readonly person: readonly string[];
}

/** Gives and reads assurances. A token is of the caller to whom it was given: from another it says nothing. */
export interface Assurances {
  issue(subject: string, client: ClientRecord): Assurance;
  /** @returns null for a token that is not ours, not the caller's, changed, or over. */
  read(subject: string, token: string): Assured | null;
  /** Derivation of `Assured.person`. */
  personOf(record: ClientRecord): readonly string[];
  /** True for a record of the person of whom these are the hashes. */
  isPerson(record: ClientRecord, person: readonly string[]): boolean;
}

export const lifeMs = 15 * 60_000;

const maxTokenLength = 1_000;

/** More words than a name has, and so many that a token stays short. */
const maxWords = 8;
const hashLength = 16;

export function createAssurances(hash: KeyedHash, places: Places = []): Assurances {
  const hashAll = (record: ClientRecord, keys: readonly string[]): readonly string[] => {
    const words = [...significantWords(record)].slice(0, maxWords);
    return keys.flatMap((key) => words.map((word) => hash('person', key, word).slice(0, hashLength)));
  };
  const personOf = (record: ClientRecord): readonly string[] => hashAll(record, personKeysOf(record, places).own);
  return {
    personOf,
    isPerson: (record, person) =>
      person.length > 0 && hashAll(record, personKeysOf(record, places).others).some((each) => person.includes(each)),
    issue: (subject, client) => {
      const expiresAt = new Date(Date.now() + lifeMs);
      const payload = Buffer.from(JSON.stringify([client.id, personOf(client), expiresAt.getTime()])).toString(
        'base64url',
      );
      return { token: `${payload}.${hash('assurance', subject, payload)}`, expiresAt };
    },
    read: (subject, token) => {
      const [payload = '', seal = '', ...more] = token.length > maxTokenLength ? [] : token.split('.');
      if (more.length > 0 || !isEqual(seal, hash('assurance', subject, payload))) return null;
      const [clientId, person, endsAt] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Payload;
      return endsAt > Date.now() ? { clientId, person } : null;
    },
  };
}

/** Content of a token, which is sealed by the gateway and therefore trusted. */
type Payload = readonly [clientId: string, person: readonly string[], endsAt: number];

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Clients whose personal data a caller may see, and on whom it may act although its token lacks the scope. */
export class ClientAccess {
  /** True: everybody's data is shown. */
  readonly isUnmasked: boolean;
  /** True when no client was verified. */
  readonly isEmpty: boolean;
  readonly #assured: readonly Assured[];
  readonly #isPerson: Assurances['isPerson'];

  constructor({ subject, scopes, assurances = [] }: Caller, { read, isPerson }: Assurances) {
    this.isUnmasked = scopes.has('personal:read');
    this.#assured = assurances.map((token) => read(subject, token)).filter((assured) => assured !== null);
    this.isEmpty = this.#assured.length === 0;
    this.#isPerson = isPerson;
  }

  /** True when the caller has verified the client of a record: that record itself, or the same person's at another back end. */
  covers(record: ClientRecord): boolean {
    return this.#assured.some(({ clientId, person }) => {
      if (record.id === clientId) return true;
      return decodeId(clientId)?.backend !== record.backend && this.#isPerson(record, person);
    });
  }

  /** The same of a global id. Of those who were not verified under it, only one of another back end is looked up. */
  async coversId(id: string, load: (id: string) => Promise<ClientRecord | null>): Promise<boolean> {
    const node = decodeId(id);
    if (node?.type !== 'Client') return false;
    if (this.#assured.some(({ clientId }) => clientId === id)) return true;
    if (this.#assured.every(({ clientId }) => decodeId(clientId)?.backend === node.backend)) return false;
    const record = await load(id);
    return record !== null && this.covers(record);
  }
}
