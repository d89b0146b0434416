import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { type Caller, scopes } from '../model/caller.js';
import { Unauthenticated } from '../model/errors.js';

/** How tokens are checked. */
export interface TokenSettings {
  /** HS256 secret, at least 32 bytes. */
  readonly secret: string;
  readonly issuer: string | undefined;
  readonly audience: string;
}

/** @throws {Unauthenticated} whatever is wrong with the token; which it was is not told. */
export type Authenticate = (token: string | undefined) => Caller;

/** Seconds by which clocks may differ. */
export const clockTolerance = 30;

const maxTokenLength = 8_192;

/** What the library lets pass although it must not: a token without end or owner, or one from the future. */
const Claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number().int(),
  iat: z.number().optional(),
  scope: z.string().max(1_000).default(''),
});

/** Checks bearer tokens (RFC 7519): HS256 only, `sub`, `exp` and `aud` required. */
export function createAuthentication({ secret, issuer, audience }: TokenSettings): Authenticate {
  return (token) => {
    if (token === undefined || token.length > maxTokenLength) throw new Unauthenticated();
    const claims = Claims.safeParse(verify(token, { secret, issuer, audience }));
    if (!claims.success) throw new Unauthenticated();
    const { sub, exp, iat, scope } = claims.data;
    if (iat !== undefined && iat > Date.now() / 1000 + clockTolerance) throw new Unauthenticated();
    const granted = new Set(scope.split(' '));
    return {
      subject: sub,
      scopes: new Set(scopes.filter((known) => granted.has(known))),
      expiresAt: new Date(exp * 1000),
    };
  };
}

function verify(token: string, { secret, issuer, audience }: TokenSettings): unknown {
  try {
    const { header, payload } = jwt.verify(token, secret, {
      algorithms: ['HS256'],
      audience,
      clockTolerance,
      complete: true,
      ...(issuer === undefined ? {} : { issuer }),
    });
    // An extension that we do not know must be refused (RFC 7515, 4.1.11); the library ignores it.
    return 'crit' in header ? undefined : payload;
  } catch (error) {
    throw new Unauthenticated(error instanceof Error ? error.name : undefined);
  }
}

/** @returns the token of an `Authorization: Bearer` header. */
export function readBearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '')?.[1];
}
