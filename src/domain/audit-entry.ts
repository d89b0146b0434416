/** Position of an action in a request. Names from the schema and the document alone: no argument, no alias. */

export interface AuditContext {
  readonly requestId: string;
  /** As the client's document calls it. Null: it has no name. */
  readonly operation: string | null;
  /** The root field. */
  readonly field: string;
}
/** Entry of the audit log: a caller was shown personal data of a client or changed something. It contains no personal data. */

export interface AuditEntry extends AuditContext {
  readonly kind: 'lookup' | 'mutation';
  /** ISP whose caller it was. Absent: there is one alone. */
  readonly tenant?: string;
  /** The `sub` of the token. */
  readonly subject: string;
  /** A keyed hash of the record's global id. Null: there was no client, or none was found. */
  readonly client: string | null;
  /** `shown` for a look-up, `RATE_LIMITED` for one of too many guesses; the type of the result or an error code for a mutation. */
  readonly outcome: string;
}
/** Sink of the entries, which the gateway never reads. */

export interface AuditLogWriter {
  write(line: AuditEntry): void;
}
