import type { KeyObject } from 'node:crypto';
import { GraphQLError } from 'graphql';
import jwt from 'jsonwebtoken';

/** Who asks. */
export interface Caller {
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
}

/** What tokens are checked by. */
export interface TokenCheck {
  /** Made once: of a text the library first tries to make a public key, each time, which takes a third of a millisecond. */
  readonly key: KeyObject;
  readonly audience: string;
}

/** Checks the bearer token of every request, as the gateway does: HS256, audience, expiry. @throws when it is not good. */
export function authenticate(header: string | null | undefined, { key, audience }: TokenCheck): Caller {
  const token = /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '';
  const claims = jwt.verify(token, key, { algorithms: ['HS256'], audience });
  if (typeof claims === 'string' || claims.sub === undefined) throw new Error('no claims');
  return { subject: claims.sub, scopes: new Set(String(claims.scope ?? '').split(' ')) };
}

/** @throws {GraphQLError} the token lacks the scope. */
export function requireScope({ scopes }: Caller, scope: string): void {
  if (!scopes.has(scope)) throw new GraphQLError('forbidden', { extensions: { code: 'FORBIDDEN' } });
}
