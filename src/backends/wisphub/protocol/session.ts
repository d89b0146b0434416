import { z } from 'zod';
import { UpstreamError } from '../../../model/errors.js';
import { backgroundCall, type Trace, type UpstreamCall } from '../../../upstream/call.js';
import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from '../../../upstream/client.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import { badResponse, parseJson, readStatus, refusedCredentials, speakerOf, unknownPathBy } from './answer.js';

/** A logged-in way to the middleware of dialect v1. */
export interface Session {
  /** Sends with a bearer token; a 401 renews the token and sends once more, which a refused request makes safe even for a write. */
  request(request: UpstreamRequest, call: UpstreamCall): Promise<UpstreamResponse>;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface Token {
  /** Null: requests go without. */
  readonly bearer: string | null;
  /** Milliseconds of `performance.now()` after which the token is renewed. */
  readonly renewAt: number;
}

const login = createPathTemplate('/api/v1/auth/token');
const TokenBody = z.object({ access_token: z.string().min(1) });
const Claims = z.object({ exp: z.number() });

const noToken: Token = { bearer: null, renewAt: Number.POSITIVE_INFINITY };

/**
 * Milliseconds for which refused credentials are not tried again: each login blocks the middleware's only worker (contract 1.1: bcrypt, 0.3
 * s).
 */
const refusalHoldMs = 30_000;

/** The share of its life for which a token is used; the rest is a margin for clocks and slow answers. */
const usedShare = 0.8;

/**
 * The form login of dialect v1 (contract 1.1). One login serves everyone who waits for it: a storm of 401s costs one.
 * Without credentials requests go as they are, which only the oldest v1 takes.
 */
export function createSession(client: UpstreamClient, credentials: Credentials | undefined): Session {
  let token: Token | undefined;
  let pending: Promise<Token> | undefined;
  let refusedUntil = 0;
  const hold = (): void => {
    refusedUntil = performance.now() + refusalHoldMs;
  };

  const logIn = async (trace: Trace | undefined): Promise<Token> => {
    if (performance.now() < refusedUntil) throw refusedCredentials();
    const answer = await client.request(
      { method: 'POST', path: login.path(), route: `POST ${login.template}`, kind: 'read', form: { ...credentials } },
      backgroundCall(undefined, trace),
    );
    if ((answer.status === 401 || answer.status === 422) && isOwn(answer)) {
      hold();
      throw refusedCredentials();
    }
    token = readToken(answer);
    return token;
  };

  /** @param rejected the token that was just refused, if one was: it is not handed out again, unless there can be no other. */
  const acquire = async ({ trace }: UpstreamCall, rejected?: Token): Promise<Token> => {
    if (credentials === undefined) return noToken;
    if (token !== undefined && token !== rejected && performance.now() < token.renewAt) return token;
    pending ??= logIn(trace).finally(() => {
      pending = undefined;
    });
    return pending.catch((error: unknown) => {
      throw error instanceof UpstreamError ? error.asNotSent() : error;
    });
  };

  const sendWith = (request: UpstreamRequest, { bearer }: Token, call: UpstreamCall): Promise<UpstreamResponse> =>
    client.request(bearer === null ? request : { ...request, headers: { authorization: `Bearer ${bearer}` } }, call);

  return {
    request: async (request, call) => {
      const first = await acquire(call);
      const answer = await sendWith(request, first, call);
      if (answer.status !== 401 || !isOwn(answer)) return answer;
      const second = await acquire(call, first);
      if (second === first) return answer;
      const next = await sendWith(request, second, { ...call, resends: (call.resends ?? 0) + 1 });
      // A token that is refused as soon as it is given out: one more login would not help.
      if (next.status === 401 && isOwn(next)) hold();
      return next;
    },
  };
}

/** A page of a proxy says nothing of the credentials. */
function isOwn({ body }: UpstreamResponse): boolean {
  return speakerOf(parseJson(body)) !== null;
}

/** The token answer is the one body of v1 without an envelope. Its life is read from the token itself. */
function readToken(answer: UpstreamResponse): Token {
  // The oldest v1 has no login and asks for none (contract 2.4).
  if (unknownPathBy(answer) === 'v1') return noToken;
  readStatus(answer);
  const body = TokenBody.safeParse(parseJson(answer.body));
  const payload = body.success ? body.data.access_token.split('.')[1] : undefined;
  const claims = Claims.safeParse(parseJson(Buffer.from(payload ?? '', 'base64url').toString('utf8')));
  if (!body.success || !claims.success) throw badResponse('login without a token');
  const lifeMs = Math.max(0, claims.data.exp * 1000 - Date.now());
  return { bearer: body.data.access_token, renewAt: performance.now() + lifeMs * usedShare };
}
