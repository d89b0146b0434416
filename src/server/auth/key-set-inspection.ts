import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { Diagnostic } from '../../model/diagnostic.js';
import { algorithmOf } from './key-set.js';

const waitMs = 5_000;

/** Checks that the issuer's keys can be fetched and that one has a supported algorithm. */
export async function inspectKeySet(url: string): Promise<Diagnostic> {
  const check = 'keys of tokens';
  const fault = (message: string, hint: string): Diagnostic => ({ check, status: 'fault', message, hint });
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(waitMs) });
    if (!response.ok) return fault(`JWT_JWKS_URL answers with status ${response.status}`, 'Check JWT_JWKS_URL.');
    const { keys } = (await response.json()) as { readonly keys?: unknown };
    const usable = Array.isArray(keys) ? keys.filter(isUsable).length : 0;
    if (usable > 0)
      return {
        check,
        status: 'ok',
        message: `${usable} of ${(keys as unknown[]).length} keys that it gave can be used`,
      };
    return fault('there is none of RS256 or ES256', 'Check that JWT_JWKS_URL is the key set of the identity provider.');
  } catch (error) {
    const isNoJson = error instanceof SyntaxError;
    return isNoJson
      ? fault('JWT_JWKS_URL answers something that is no key set', 'Check JWT_JWKS_URL.')
      : fault('JWT_JWKS_URL cannot be reached', 'Check JWT_JWKS_URL, and that the network lets this machine through.');
  }
}

/** Proven by reading the key, as the check of a token does. */
function isUsable(key: unknown): boolean {
  if (typeof key !== 'object' || key === null || ('use' in key && key.use !== 'sig')) return false;
  try {
    return algorithmOf(createPublicKey({ key: key as JsonWebKey, format: 'jwk' })) !== null;
  } catch {
    return false;
  }
}
