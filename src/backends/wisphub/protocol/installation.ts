import { UpstreamError } from '../../../model/errors.js';
import type { Trace, UpstreamCall } from '../../../upstream/call.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import type { WispHubSettings } from '../settings.js';
import { type Answer, isUnknownPath } from './answer.js';
import { detectDialect } from './detection.js';
import type { Dialect, DialectName, EndpointCall, MiddlewareDialect } from './dialect.js';
import { createV1 } from './v1.js';
import { createV2 } from './v2.js';

/** WispHub as it is installed: the middleware, whichever dialect it speaks, or none in front of it. */
export interface Installation {
  /**
   * @returns null when nothing was sent, since there is no middleware: the dialect is `native`.
   * @throws {UpstreamError} no outcome, or none that its dialect gives.
   */
  request(endpointCall: EndpointCall, call: UpstreamCall): Promise<Answer | null>;
  /**
   * Detects the dialect again, at most once in five seconds, since a path of WispHub's own API was unknown.
   * @returns true when the dialect is `native` no longer. @throws {UpstreamError} it cannot be detected.
   */
  hasLeftNative(): Promise<boolean>;
  /** Null until it is known. */
  readonly dialect: DialectName | null;
}

/** Milliseconds before the dialect is detected again after an unknown path. */
const confirmedMs = 5_000;

/** Credentials for the dialect that is found may be missing: it is then spoken without any, and refused there. */
export function createInstallation(
  client: UpstreamClient,
  { dialect, credentials, apiKey }: Pick<WispHubSettings, 'dialect' | 'credentials' | 'apiKey'>,
): Installation {
  const create = (name: MiddlewareDialect): Dialect =>
    name === 'v1' ? createV1(client, credentials) : createV2(client, apiKey);
  const hasLeftNative = () => Promise.resolve(false);
  if (dialect === 'native') return { request: () => Promise.resolve(null), hasLeftNative, dialect };
  if (dialect !== 'auto') {
    const { request } = create(dialect);
    return { request, hasLeftNative, dialect };
  }
  const hint = credentials === undefined ? 'v2' : apiKey === undefined ? 'v1' : null;
  let current: Dialect | 'native' | undefined;
  let pending: Promise<Dialect | 'native'> | undefined;
  let confirmedUntil = 0;

  const detect = async (trace: Trace | undefined): Promise<Dialect | 'native'> => {
    const name = await detectDialect(client, hint, trace);
    if (name === 'native') {
      current = name;
      return name;
    }
    current = current !== 'native' && current?.name === name ? current : create(name);
    return current;
  };
  const detectOnce = (trace?: Trace): Promise<Dialect | 'native'> => {
    pending ??= detect(trace).finally(() => {
      pending = undefined;
    });
    return pending.catch((error: unknown) => {
      throw error instanceof UpstreamError ? error.asNotSent() : error;
    });
  };
  const detectAgain = async (seen: Dialect | 'native', trace?: Trace): Promise<Dialect | 'native'> => {
    if (current !== undefined && current !== seen) return current;
    if (performance.now() < confirmedUntil) return seen;
    const found = await detectOnce(trace);
    if (found === seen) confirmedUntil = performance.now() + confirmedMs;
    return found;
  };

  return {
    request: async (endpointCall, call) => {
      const spoken = current ?? (await detectOnce(call.trace));
      if (spoken === 'native') return null;
      try {
        return await spoken.request(endpointCall, call);
      } catch (error) {
        // Nothing is done at a path that does not exist: even a write may be sent again.
        if (!isUnknownPath(error)) throw error;
        const again = detectAgain(spoken, call.trace);
        if (endpointCall.endpoint.kind === 'write' && error.mayHaveArrived) {
          await again.catch(() => undefined);
          throw error;
        }
        const found = await again;
        if (found === spoken) throw error;
        return found === 'native' ? null : found.request(endpointCall, call);
      }
    },
    hasLeftNative: async () => (await detectAgain('native')) !== 'native',
    get dialect() {
      return current === 'native' ? current : (current?.name ?? null);
    },
  };
}
