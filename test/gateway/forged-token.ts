import { createHmac } from 'node:crypto';
import { jwt } from './gateway.js';

type Part = Readonly<Record<string, unknown>>;

const now = (): number => Math.floor(Date.now() / 1_000);

/** What a good token says. */
export function goodClaims(): Part {
  return { sub: 'tester', aud: jwt.audience, iat: now(), exp: now() + 600, scope: 'clients:read' };
}

/** A token that says what no library would write, with a valid signature under its `alg` where there is one. */
export function forge(
  claims: Part | string = goodClaims(),
  header: Part = {},
  { secret = jwt.secret, hash = 'sha256' }: { readonly secret?: string; readonly hash?: string | null } = {},
): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', ...header })}.${encode(claims)}`;
  return `${signed}.${hash === null ? '' : createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** A good token but for some claims; undefined takes one away. */
export function claiming(changes: Part): string {
  return forge({ ...goodClaims(), ...changes });
}

/** Seconds from now, as a claim. */
export function inSeconds(seconds: number): number {
  return now() + seconds;
}

function encode(part: Part | string): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
