import type { Finding } from '../model/finding.js';

const waitMs = 5_000;

/** Whether the issuer's keys can be had, and one is of a kind that is taken. */
export async function inspectKeySet(url: string): Promise<Finding> {
  const check = 'keys of tokens';
  const fault = (message: string, remedy: string): Finding => ({ check, standing: 'fault', message, remedy });
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(waitMs) });
    if (!response.ok) return fault(`JWT_JWKS_URL answers with status ${response.status}`, 'Check JWT_JWKS_URL.');
    const { keys } = (await response.json()) as { readonly keys?: unknown };
    const usable = Array.isArray(keys) ? keys.filter(isUsable).length : 0;
    if (usable > 0) return { check, standing: 'ok', message: `${usable} of ${(keys as unknown[]).length} can be used` };
    return fault('there is none of RS256 or ES256', 'Check that JWT_JWKS_URL is the key set of the identity provider.');
  } catch (error) {
    const isNoJson = error instanceof SyntaxError;
    return isNoJson
      ? fault('JWT_JWKS_URL answers something that is no key set', 'Check JWT_JWKS_URL.')
      : fault('JWT_JWKS_URL cannot be reached', 'Check JWT_JWKS_URL, and that the network lets this machine through.');
  }
}

function isUsable(key: unknown): boolean {
  if (typeof key !== 'object' || key === null || !('kty' in key)) return false;
  return key.kty === 'RSA' || (key.kty === 'EC' && 'crv' in key && key.crv === 'P-256');
}
