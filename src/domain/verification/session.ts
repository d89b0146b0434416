import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Repository } from '../../store/repository.js';
import type { StoredSession } from '../../store/store.js';
import type { KeyedHash } from '../keyed-hash.js';

/**
 * Conversations of programs that cannot hold a secret themselves, such as a language model's: what was proven in one is kept here, and
 * opens nothing in another, nor for another caller.
 */
export interface Sessions {
  /** @returns the name of a new one. Nothing is stored until something is proven in it. */
  begin(subject: string): string;
  /** @returns null for a name that was not given to this caller. */
  find(subject: string, name: string): Session | null;
}

export interface Session {
  /** A hash by which other things of it can be named. */
  readonly id: string;
  /** Never fails: while the store is out of reach, nothing is proven. */
  read(): Promise<Pick<StoredSession, 'assurances' | 'isOver'>>;
  /** Keeps proof of who the other side is, unless it is over. @throws {ServiceUnavailable} */
  add(assurance: string): Promise<void>;
  /** Forgets everything. @throws {ServiceUnavailable} */
  end(): Promise<void>;
}

/** Maximum assurances of a session: usually one, more when a person speaks for another. */
const maxAssurances = 5;

const maxNameLength = 200;

/** @param states where what was proven is kept for as long as a proof holds. */
export function createSessions(states: Repository<StoredSession>, hash: KeyedHash): Sessions {
  return {
    begin: (subject) => {
      const key = randomUUID();
      return `${key}.${hash('name', subject, key)}`;
    },
    find: (subject, name) => {
      const [key = '', seal = '', ...more] = name.length > maxNameLength ? [] : name.split('.');
      if (more.length > 0 || !isEqual(seal, hash('name', subject, key))) return null;
      const id = hash('id', subject, key);
      const stored = async (): Promise<StoredSession> =>
        (await states.get(id)) ?? { id, assurances: [], isOver: false };
      const add = async (assurance: string): Promise<void> => {
        const before = await states.get(id);
        // An assurance that arrives after the end of its session is dropped.
        if (before?.isOver === true) return;
        const assurances = [assurance, ...(before?.assurances ?? [])].slice(0, maxAssurances);
        const after = { id, assurances, isOver: false };
        const isStored = await (before === null ? states.add(after, []) : states.replace(before, after));
        if (!isStored) await add(assurance);
      };
      return {
        id,
        read: () => stored().catch(() => ({ assurances: [], isOver: false })),
        add,
        end: () => states.put({ id, assurances: [], isOver: true }, []),
      };
    },
  };
}

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
