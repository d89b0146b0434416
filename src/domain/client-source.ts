import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { ErrorCode } from '../model/error-code.js';
import { CodedError } from '../model/errors.js';
import type { Freshness } from '../model/freshness.js';
import type { ServiceStatus } from '../model/service-status.js';

/** One back end's record of a client, or the reason why it is missing. */
export interface ClientSource {
  readonly backend: BackendName;
  /** Null: it could not be asked. */
  readonly found: boolean | null;
  readonly name: string | null;
  readonly document: string | null;
  readonly status: ServiceStatus | null;
  readonly upstreamStatus: string | null;
  readonly freshness: Freshness | null;
  readonly unavailable: ErrorCode | null;
  /** Its record has the same document under another name. */
  readonly conflict: boolean;
}

export function toSource(
  backend: BackendName,
  answer: ClientRecord | CodedError | null,
  conflict: boolean,
): ClientSource {
  const record = answer instanceof CodedError ? null : answer;
  return {
    backend,
    found: answer instanceof CodedError ? null : record !== null,
    name: record?.name ?? null,
    document: record?.document ?? null,
    status: record?.status ?? null,
    upstreamStatus: record?.upstreamStatus ?? null,
    freshness: record === null ? null : freshnessOf(record.backend, record.fetchedAt, record.isStale ?? false),
    unavailable: answer instanceof CodedError ? answer.code : null,
    conflict,
  };
}

/** @param fetchedAt milliseconds since 1970. */
export function freshnessOf(backend: BackendName, fetchedAt: number, stale: boolean): Freshness {
  const ageSeconds = Math.max(0, Math.round((Date.now() - fetchedAt) / 1_000));
  return { backend, fetchedAt: new Date(fetchedAt), ageSeconds, stale };
}
