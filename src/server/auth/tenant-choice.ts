import jwt from 'jsonwebtoken';
import type { Caller } from '../../model/caller.js';
import { CodedError, Unauthenticated } from '../../model/errors.js';
import type { TenantLook } from '../../model/tenant.js';
import type { ServedTenants } from '../tenant.js';
import { maxTokenLength } from './authentication.js';

/**
 * Verifies a token by the keys of the tenant that it is for.
 * @param wanted tenant that the request names beside its token: one of several that the token allows.
 * @throws {CodedError} UNAUTHENTICATED: it names no tenant, several, or another, and says so.
 * @throws {Unauthenticated} the token is invalid; the reason is not revealed.
 * @throws {ServiceUnavailable} the keys to verify it are not available now.
 */
export type Authenticate = (token: string | undefined, wanted?: unknown) => Caller | Promise<Caller>;

/** The claim is only read to know whose keys must have signed the token: it counts for nothing until they have. */
export function createTenantAuthentication(tenants: ServedTenants): Authenticate {
  const { claim } = tenants;
  const [alone] = tenants.list();
  if (claim === null && alone !== undefined) return (token) => alone.authenticate(token);
  return (token, wanted) => {
    if (token === undefined || token.length > maxTokenLength) throw new Unauthenticated();
    const named = findNamed(token, tenants, claim ?? '');
    const tenant = tenants.find(choose(named, wanted));
    if (tenant === undefined) throw new Unauthenticated();
    const reach = { own: tenant.look, list: () => findTaking(token, named, tenants) };
    const finish = (caller: Caller): Caller => ({ ...caller, tenants: reach });
    const caller = tenant.authenticate(token);
    return caller instanceof Promise ? caller.then(finish) : finish(caller);
  };
}

/** Of several, those alone whose own keys take the token: another's issuer does not learn of a tenant by naming it. */
async function findTaking(
  token: string,
  named: readonly string[],
  tenants: ServedTenants,
): Promise<readonly TenantLook[]> {
  const looks = named.map(async (id) => {
    const tenant = tenants.find(id);
    try {
      await tenant?.authenticate(token);
      return tenant?.look ?? [];
    } catch {
      return [];
    }
  });
  return (await Promise.all(looks)).flat();
}

/** @returns at least one. */
function findNamed(token: string, tenants: ServedTenants, claim: string): readonly string[] {
  const named = readClaim(token, claim);
  if (named.length > 0) return named;
  const [alone, ...more] = tenants.list();
  if (alone === undefined || more.length > 0)
    throw unclear(`The token names no tenant, and there are several here: it needs the claim ${claim}.`);
  return [alone.id];
}

function choose(named: readonly string[], wanted: unknown): string {
  const [first = '', ...others] = named;
  if (wanted !== undefined) {
    const chosen = named.find((id) => id === wanted);
    if (chosen === undefined) throw unclear('The token is not for the tenant that X-Tenant names.');
    return chosen;
  }
  if (others.length > 0) throw unclear('The token is for several tenants: X-Tenant must name one of them.');
  return first;
}

/** Of a token that may be anybody's. @returns none for a claim that is neither a text nor a list of them. */
function readClaim(token: string, claim: string): readonly string[] {
  const payload = decode(token);
  const value = Object.hasOwn(payload, claim) ? payload[claim] : undefined;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [...new Set(all.flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : [])))];
}

function decode(token: string): Readonly<Record<string, unknown>> {
  try {
    const payload: unknown = jwt.decode(token);
    if (typeof payload === 'object' && payload !== null) return payload as Readonly<Record<string, unknown>>;
  } catch {
    // No JSON.
  }
  throw new Unauthenticated();
}

/** Short enough for the reason of a close. */
const unclear = (message: string): CodedError => new CodedError('UNAUTHENTICATED', false, { message });
