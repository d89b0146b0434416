import jwt from 'jsonwebtoken';
import type { Scope } from '../../model/caller.js';
import type { TokenSettings } from './authentication.js';

/** Makes a token that `createAuthentication` of the same settings accepts. @param lifeSeconds from now. */
export function mintToken(
  { secret, issuer, audience }: TokenSettings,
  {
    subject,
    application,
    scopes,
    lifeSeconds,
  }: {
    readonly subject: string;
    /** Default: the token does not say. */
    readonly application?: string;
    readonly scopes: readonly Scope[];
    readonly lifeSeconds: number;
  },
): string {
  return jwt.sign({ scope: scopes.join(' '), ...(application === undefined ? {} : { azp: application }) }, secret, {
    algorithm: 'HS256',
    subject,
    audience,
    expiresIn: lifeSeconds,
    ...(issuer === undefined ? {} : { issuer }),
  });
}
