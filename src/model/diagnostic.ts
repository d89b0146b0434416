/** A warning can wait; with a fault something does not work. */
export type DiagnosticStatus = 'ok' | 'warning' | 'fault';

/** What one check of an installation came to. Its texts name variables and fields, and never a value, an address or a person. */
export interface Diagnostic {
  /** What was looked at, e.g. `credentials`. */
  readonly check: string;
  readonly status: DiagnosticStatus;
  readonly message: string;
  /** What to do about it. Absent: nothing needs to be done. */
  readonly hint?: string;
}
