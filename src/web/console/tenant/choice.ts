/** For as long as the tab is open, as the token is. */
const storageKey = 'isp-gateway.tenant';

/** Tenants to enter with a token until one lets it in: of more the gateway is not asked. */
const maxTries = 10;

/**
 * The tenants that a token names, that of the session first. The gateway decides which of them it is good for.
 * @param claim name of the claim. Null: the gateway has one tenant, which needs no name.
 * @returns at least one; undefined stands for the only one.
 */
export function tenantsToTry(token: string, claim: string | null): readonly [string | undefined, ...string[]] {
  const named = claim === null ? [] : readClaim(token, claim);
  const kept = sessionStorage.getItem(storageKey);
  const inOrder = [...named.filter((id) => id === kept), ...named.filter((id) => id !== kept)];
  const [first, ...others] = inOrder.slice(0, maxTries);
  return [first, ...others];
}

export function keepTenant(id: string | undefined): void {
  if (id === undefined) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, id);
}

function readClaim(token: string, claim: string): readonly string[] {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const value = (claims as Readonly<Record<string, unknown>>)[claim];
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    return [...new Set(all.filter((each) => typeof each === 'string'))];
  } catch {
    // What is no token is for the gateway to refuse.
    return [];
  }
}
