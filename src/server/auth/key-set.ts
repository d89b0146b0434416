import { createPublicKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import jwks from 'jwks-rsa';
import { ServiceUnavailable } from '../../model/errors.js';

/** A key that may have signed a token, and the one algorithm that it may have signed it by. */
export interface VerificationKey {
  readonly key: KeyObject;
  readonly algorithm: 'RS256' | 'ES256';
}

/**
 * @returns the key that a token names; null when its issuer has no such key.
 * @throws {ServiceUnavailable} the issuer is unreachable.
 */
export type FindKey = (token: string) => Promise<VerificationKey | null>;

const maxKeyIdLength = 200;

/** Milliseconds: how long keys are kept, and for how long beyond that when their issuer cannot be asked. */
export const keyLife = { cached: 10 * 60_000, ifError: 10 * 60_000, fetch: 3_000 } as const;

/** Milliseconds between two fetches for unknown key ids, which any caller can make up. */
const pauseMs = 6_000;

/** The keys of an issuer (RFC 7517), always all of them: an id that is not known is looked for again, and costs no other its place. */
export function createKeySet(url: string, clock: () => number): FindKey {
  const client = jwks({ jwksUri: url, cache: false, timeout: keyLife.fetch });
  let keys: ReadonlyMap<string | undefined, VerificationKey | null> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = readAt;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    triedAt = clock();
    const found = await client.getSigningKeys();
    keys = new Map(found.map((key) => [key.kid, toVerificationKey(key.getPublicKey())]));
    readAt = triedAt;
  };
  const refresh = async (): Promise<void> => {
    if (reading === undefined && clock() - triedAt < pauseMs) return;
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    await reading;
  };
  return async (token) => {
    const kid = jwt.decode(token, { complete: true })?.header.kid;
    if (typeof kid !== 'string' || kid === '' || kid.length > maxKeyIdLength) return null;
    if (!keys.has(kid) || clock() - readAt > keyLife.cached) await refresh();
    const isCached = clock() - readAt <= keyLife.cached + keyLife.ifError;
    const key = isCached ? keys.get(kid) : undefined;
    if (key === undefined && readAt !== triedAt) throw new ServiceUnavailable();
    return key ?? null;
  };
}

function toVerificationKey(text: string): VerificationKey | null {
  const key = createPublicKey(text);
  const algorithm = algorithmOf(key);
  return algorithm === null ? null : { key, algorithm };
}

/** Bits of a modulus below which a signature can be forged (RFC 7518, 3.3). */
const minModulus = 2_048;

/** The type of a key says its algorithm: what the token says of it counts for nothing. @returns null for a key that proves nothing. */
export function algorithmOf({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): VerificationKey['algorithm'] | null {
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= minModulus ? 'RS256' : null;
  const isP256 = asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
  return isP256 ? 'ES256' : null;
}
