/** A warning can wait; with a fault something does not work. */
export type DiagnosticStatus = 'ok' | 'warning' | 'fault';

/** Result of one check of an installation. Its texts name variables and fields, never a value, an address or a person. */
export interface Diagnostic {
  /** Subject of the check, e.g. `credentials`. */
  readonly check: string;
  readonly status: DiagnosticStatus;
  readonly message: string;
  /** Advice. Absent: nothing needs to be done. */
  readonly hint?: string;
}
