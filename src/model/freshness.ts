import type { BackendName } from './backend.js';

/** Origin and age of a record. */
export interface Freshness {
  readonly backend: BackendName;
  readonly fetchedAt: Date;
  readonly ageSeconds: number;
  /** True when the record is shown only because its back end could not be asked. */
  readonly stale: boolean;
}
