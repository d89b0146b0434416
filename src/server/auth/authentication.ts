import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { atMost } from '../../model/at-most.js';
import { type Caller, scopes } from '../../model/caller.js';
import { ServiceUnavailable, Unauthenticated } from '../../model/errors.js';
import { createKeySet, keyLife, type VerificationKey } from './key-set.js';

/** Settings of token verification. */
export interface TokenSettings {
  /** HS256 secret, at least 32 bytes. Checks no token where there is a `jwksUrl`. */
  readonly secret: string;
  /** URL of the issuer's public keys. */
  readonly jwksUrl?: string | null;
  readonly issuer: string | undefined;
  readonly audience: string;
  /** Of whom the callers are. Absent: there is one ISP alone. */
  readonly tenant?: string;
}

/**
 * Verifies a token, synchronously where possible.
 * @throws {Unauthenticated} the token is invalid; the reason is not revealed.
 * @throws {ServiceUnavailable} the keys to verify it are not available now.
 */
export type AuthenticateToken = (token: string | undefined) => Caller | Promise<Caller>;

/** Seconds by which clocks may differ. */
export const clockTolerance = 30;

export const maxTokenLength = 8_192;

/** The application that a token was issued to: a name, or as good as absent. */
const Application = z.string().min(1).max(200).optional().catch(undefined);

/** The end of the year 9999, in seconds since 1970: an end beyond it was written in milliseconds, and no calendar can show it. */
const lastSecond = 253_402_300_799;

/** Checks that the library omits: a token without expiry or subject, or one issued in the future. */
const Claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number().int().min(0).max(lastSecond),
  iat: z.number().optional(),
  scope: z.string().max(1_000).default(''),
  // OpenID Connect's word for it, and that of RFC 9068.
  azp: Application,
  client_id: Application,
});

/** Tokens that need not be verified again, by their hash. */
const maxKnownTokens = 10_000;

/**
 * Checks bearer tokens (RFC 7519): `sub`, `exp` and `aud` required; HS256 only, or with a key set RS256 and ES256, each only by keys of
 * its type. A token that was good is good until it ends; one of an issuer, until the issuer no longer shows its key.
 */
export function createAuthentication(
  settings: TokenSettings,
  clock: () => number = () => performance.now(),
): AuthenticateToken {
  const ofTenant = settings.tenant === undefined ? {} : { tenant: settings.tenant };
  // Of a text the library first tries whether it is a public key, which takes longer than the check itself.
  const secret = createSecretKey(Buffer.from(settings.secret));
  const findKey = typeof settings.jwksUrl === 'string' ? createKeySet(settings.jwksUrl, clock) : null;
  const known = new LRUCache<string, Caller>({
    ...atMost(maxKnownTokens),
    ...(findKey === null
      ? {}
      : { ttl: keyLife.cached, ttlResolution: 0, perf: { now: clock }, noDeleteOnStaleGet: true }),
  });
  return (token) => {
    if (token === undefined || token.length > maxTokenLength) throw new Unauthenticated();
    const name = hash('sha256', token, 'base64');
    const caller = known.get(name);
    if (caller !== undefined && isStillGood(caller)) return caller;
    const remember = (verified: unknown): Caller => {
      const fresh = { ...toCaller(verified), ...ofTenant };
      known.set(name, fresh);
      return fresh;
    };
    if (findKey === null) return remember(verify(token, secret, 'HS256', settings));
    return findKey(token)
      .then((found) => remember(found === null ? undefined : verify(token, found.key, found.algorithm, settings)))
      .catch((error: unknown) => {
        const before = known.get(name, { allowStale: true });
        if (!(error instanceof ServiceUnavailable)) known.delete(name);
        else if (before !== undefined && isStillGood(before)) return before;
        throw error instanceof ServiceUnavailable ? error : toUnauthenticated(error);
      });
  };
}

function isStillGood({ expiresAt }: Caller): boolean {
  return Date.now() < expiresAt.getTime() + clockTolerance * 1_000;
}

function toCaller(verified: unknown): Caller {
  const claims = Claims.safeParse(verified);
  if (!claims.success) throw new Unauthenticated();
  const { sub, exp, iat, scope, azp, client_id } = claims.data;
  if (iat !== undefined && iat > Date.now() / 1000 + clockTolerance) throw new Unauthenticated();
  const granted = new Set(scope.split(' '));
  const application = azp ?? client_id;
  return {
    subject: sub,
    ...(application === undefined ? {} : { application }),
    scopes: new Set(scopes.filter((known) => granted.has(known))),
    expiresAt: new Date(exp * 1000),
  };
}

function verify(
  token: string,
  key: KeyObject,
  algorithm: 'HS256' | VerificationKey['algorithm'],
  { issuer, audience }: TokenSettings,
): unknown {
  try {
    const { header, payload } = jwt.verify(token, key, {
      algorithms: [algorithm],
      audience,
      clockTolerance,
      complete: true,
      ...(issuer === undefined ? {} : { issuer }),
    });
    // An extension that we do not know must be refused (RFC 7515, 4.1.11); the library ignores it.
    return 'crit' in header ? undefined : payload;
  } catch (error) {
    throw toUnauthenticated(error);
  }
}

function toUnauthenticated(error: unknown): Unauthenticated {
  return new Unauthenticated(error instanceof Error ? error.name : undefined);
}

/** @returns the token of an `Authorization: Bearer` header. */
export function readBearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '')?.[1];
}
