import { LRUCache } from 'lru-cache';
import { atMost } from '../model/at-most.js';
import type { AuditContext, AuditEntry, AuditLogWriter } from './audit-entry.js';
import type { KeyedHash } from './keyed-hash.js';

/** Audit log of the process. */
export interface AuditLog {
  /** @returns what one operation of a caller writes. */
  begin(subject: string): OperationAudit;
}

/** Hashes that are remembered: a page of a hundred clients has as many. */
const maxHashes = 10_000;

export function createAuditLog(hash: KeyedHash, writer: AuditLogWriter): AuditLog {
  const hashes = new LRUCache<string, string>(atMost(maxHashes));
  const hashOf = (clientId: string): string => {
    const known = hashes.get(clientId) ?? hash(clientId).slice(0, 22);
    hashes.set(clientId, known);
    return known;
  };
  return { begin: (subject) => new OperationAudit(subject, hashOf, writer) };
}

/** Writes one line for each client whom an operation shows, and one for each thing that it does. */
export class OperationAudit {
  readonly #subject: string;
  readonly #hashOf: (clientId: string) => string;
  readonly #writer: AuditLogWriter;
  readonly #shown = new Set<string>();

  constructor(subject: string, hashOf: (clientId: string) => string, writer: AuditLogWriter) {
    this.#subject = subject;
    this.#hashOf = hashOf;
    this.#writer = writer;
  }

  /** Personal data of a client is part of the answer. @param place asked only for the first of it. */
  show(clientId: string, position: () => AuditContext): void {
    if (this.#shown.has(clientId)) return;
    this.#shown.add(clientId);
    this.#write('lookup', clientId, 'shown', position());
  }

  /** Records a refused look-up by a secret key: the caller had too many without result. */
  refuseGuess(position: AuditContext): void {
    this.#write('lookup', null, 'RATE_LIMITED', position);
  }

  did(clientId: string | null, outcome: string, position: AuditContext): void {
    this.#write('mutation', clientId, outcome, position);
  }

  #write(kind: AuditEntry['kind'], clientId: string | null, outcome: string, position: AuditContext): void {
    const client = clientId === null ? null : this.#hashOf(clientId);
    this.#writer.write({ kind, subject: this.#subject, client, outcome, ...position });
  }
}
