import type { Backend } from '../backends/backend.js';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { ErrorCode } from '../model/error-code.js';
import { CodedError, JoinConflict } from '../model/errors.js';
import type { Freshness } from '../model/freshness.js';
import type { ServiceStatus } from '../model/service-status.js';
import { isConflict } from './client-person.js';

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

/** @param recordAt record of the client at a back end. */
export async function sourcesOf(
  client: ClientRecord,
  backends: readonly Pick<Backend, 'name'>[],
  recordAt: (name: BackendName) => Promise<ClientRecord | null>,
): Promise<readonly ClientSource[]> {
  return Promise.all(
    backends.map(async ({ name }) => {
      const answer = await recordAt(name).catch((error) => {
        if (error instanceof CodedError) return error;
        throw error;
      });
      const isDifferent = answer !== null && !(answer instanceof CodedError) && isConflict(client, answer);
      return toSource(name, answer, isDifferent || answer instanceof JoinConflict);
    }),
  );
}

function toSource(backend: BackendName, answer: ClientRecord | CodedError | null, conflict: boolean): ClientSource {
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
