import jwt from 'jsonwebtoken';
import type { Scope } from '../model/caller.js';
import type { TokenSettings } from './authentication.js';

/** Makes a token that `createAuthentication` of the same settings accepts. @param lifeSeconds from now. */
export function mintToken(
  { secret, issuer, audience }: TokenSettings,
  {
    subject,
    scopes,
    lifeSeconds,
  }: { readonly subject: string; readonly scopes: readonly Scope[]; readonly lifeSeconds: number },
): string {
  return jwt.sign({ scope: scopes.join(' ') }, secret, {
    algorithm: 'HS256',
    subject,
    audience,
    expiresIn: lifeSeconds,
    ...(issuer === undefined ? {} : { issuer }),
  });
}
