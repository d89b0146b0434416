import jwt from 'jsonwebtoken';
import type { Scope } from '../../model/caller.js';
import type { TokenSettings } from './authentication.js';

/** Makes a token that `createAuthentication` of the same settings accepts. @param lifeSeconds from now. */
export function mintToken(
  { secret, issuer, audience }: TokenSettings,
  {
    subject,
    application,
    tenant,
    scopes,
    lifeSeconds,
  }: {
    readonly subject: string;
    /** Default: the token does not say. */
    readonly application?: string;
    /** ISP that it is for, or several, and the claim that says so. Default: the token does not say. */
    readonly tenant?: { readonly claim: string; readonly id: string | readonly string[] };
    readonly scopes: readonly Scope[];
    readonly lifeSeconds: number;
  },
): string {
  const claims = {
    scope: scopes.join(' '),
    ...(application === undefined ? {} : { azp: application }),
    ...(tenant === undefined ? {} : { [tenant.claim]: tenant.id }),
  };
  return jwt.sign(claims, secret, {
    algorithm: 'HS256',
    subject,
    audience,
    expiresIn: lifeSeconds,
    ...(issuer === undefined ? {} : { issuer }),
  });
}
