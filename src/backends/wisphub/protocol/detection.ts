import { UpstreamError } from '../../../model/errors.js';
import { backgroundCall, type Trace, type UpstreamCall } from '../../../upstream/call.js';
import type { UpstreamClient, UpstreamResponse } from '../../../upstream/client.js';
import { badResponse, parseJson, speakerOf } from './answer.js';
import type { DialectName } from './dialect.js';

/** A question that needs no credentials, and what its answer tells of the dialect. */
interface Probe {
  readonly path: string;
  read(status: number, body: unknown): DialectName | null;
}

/**
 * In the order of contract section 3; the first that tells ends it. None of them makes the middleware ask the native system. The native
 * system itself tells nothing at the paths of the middleware, and refuses who comes to its clients without a key (native contract 1.2).
 */
const probes: readonly Probe[] = [
  {
    path: '/health',
    read: (status, body) => {
      // The oldest v1 fails here, in its own words (contract 2.4).
      if (speakerOf(body) === 'v1') return 'v1';
      return status === 200 && has(body, 'service') && body.status === 'ok' ? 'v2' : null;
    },
  },
  {
    path: '/openapi.json',
    read: (_, body) => {
      const paths = has(body, 'paths') ? Object.keys(body.paths ?? {}) : [];
      if (paths.some((path) => path.startsWith('/api/v1/'))) return 'v1';
      return paths.some((path) => path.startsWith('/api/clients/')) ? 'v2' : null;
    },
  },
  {
    path: '/api/v1/tickets/subjects',
    read: (status, body) => (isReportedBy(body, status, [404]) ? speakerOf(body) : null),
  },
  {
    path: '/api/clientes/?limit=1',
    read: (status, body) => ([401, 403].includes(status) && speakerOf(body) === 'v2' ? 'native' : null),
  },
  {
    path: '/api/tickets/subjects',
    read: (status, body) => (isReportedBy(body, status, [401, 403]) ? speakerOf(body) : null),
  },
];

/**
 * Finds out which dialect an installation speaks (contract section 3).
 * @param hint the one dialect that there are credentials for: decides when nothing else does.
 * @throws {UpstreamError} it cannot be asked, or nothing tells.
 */
export async function detectDialect(
  client: UpstreamClient,
  hint: DialectName | null,
  trace?: Trace,
): Promise<DialectName> {
  const call = backgroundCall(undefined, trace);
  for (const { path, read } of probes) {
    const answer = await probe(client, path, call);
    if (answer === null) continue;
    const { status, body } = answer;
    const found = read(status, parseJson(body));
    if (found !== null) return found;
    // Somebody in front of the middleware says that it is down.
    if (status >= 500) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { status });
  }
  if (hint === null) throw badResponse('the dialect cannot be detected: set WISPHUB_DIALECT');
  return hint;
}

/** Milliseconds after which a question is put once more: one call in eight to WispHub itself never answers (native contract 1.4). */
const patienceMs = 3_000;

/** @returns null for a redirect: somebody else answers there. */
async function probe(client: UpstreamClient, path: string, call: UpstreamCall): Promise<UpstreamResponse | null> {
  const request = { method: 'GET', path, route: `GET ${path}`, kind: 'read' } as const;
  try {
    const deadline = Math.min(call.deadline, performance.now() + patienceMs);
    return await client.request(request, { ...call, deadline }).catch((error: unknown) => {
      if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_TIMEOUT') throw error;
      return client.request({ ...request, isAlone: true }, call);
    });
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'UPSTREAM_BAD_RESPONSE') return null;
    throw error;
  }
}

/** Every envelope tells of v1. Of v2's bodies, which others have too, those that come with one of these statuses tell. */
function isReportedBy(body: unknown, status: number, statuses: readonly number[]): boolean {
  return speakerOf(body) === 'v1' || statuses.includes(status);
}

function has<Key extends string>(
  body: unknown,
  key: Key,
): body is Readonly<Record<Key, object | null>> & { status?: unknown } {
  return typeof body === 'object' && body !== null && key in body;
}
