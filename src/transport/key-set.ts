import { createPublicKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import jwks from 'jwks-rsa';

/** A key that may have signed a token, and the one algorithm that it may have signed it by. */
export interface VerificationKey {
  readonly key: KeyObject;
  readonly algorithm: 'RS256' | 'ES256';
}

/** @returns the key that a token names; it rejects, or returns null, when there is none for it. */
export type FindKey = (token: string) => Promise<VerificationKey | null>;

const maxKeyIdLength = 200;

/** Milliseconds: how long a key is kept, and for how long beyond that when its issuer cannot be asked. */
const keyLife = { kept: 10 * 60_000, ifError: 10 * 60_000, fetch: 3_000 } as const;

const maxFetchesPerMinute = 10;

/** The keys of an issuer (RFC 7517). An id that is not known is looked for again, at most ten times a minute whoever asks. */
export function createKeySet(url: string): FindKey {
  const client = jwks({
    jwksUri: url,
    cache: true,
    cacheMaxAge: keyLife.kept,
    cacheMaxAgeFallback: keyLife.ifError,
    rateLimit: true,
    jwksRequestsPerMinute: maxFetchesPerMinute,
    timeout: keyLife.fetch,
  });
  const known = new WeakMap<jwks.SigningKey, VerificationKey | null>();
  return async (token) => {
    const kid = jwt.decode(token, { complete: true })?.header.kid;
    if (typeof kid !== 'string' || kid === '' || kid.length > maxKeyIdLength) return null;
    const found = await client.getSigningKey(kid);
    const key = known.get(found) ?? toVerificationKey(found.getPublicKey());
    known.set(found, key);
    return key;
  };
}

/** The type of a key says its algorithm: what the token says of it counts for nothing. */
function toVerificationKey(text: string): VerificationKey | null {
  const key = createPublicKey(text);
  if (key.asymmetricKeyType === 'rsa') return { key, algorithm: 'RS256' };
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return isP256 ? { key, algorithm: 'ES256' } : null;
}
