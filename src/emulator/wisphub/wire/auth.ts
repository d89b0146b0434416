import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs tokens: HS256 with the user's name and the time of expiry, nothing else (contract 1.1). */
export function signToken(username: string, expiresAtSeconds: number, secret: string): string {
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const claims = encode({ sub: username, exp: expiresAtSeconds });
  return `${head}.${claims}.${signatureOf(`${head}.${claims}`, secret)}`;
}

/** True for a token of this secret and user whose time, given without leeway, is not over. */
export function isGoodToken(token: string, username: string, secret: string, nowSeconds: number): boolean {
  const [head, claims, signature, ...rest] = token.split('.');
  if (head === undefined || claims === undefined || signature === undefined || rest.length > 0) return false;
  if (!isSame(signature, signatureOf(`${head}.${claims}`, secret))) return false;
  const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub: string; exp: number };
  return sub === username && exp > nowSeconds;
}

/** Compares two texts in a time that does not tell how much of them agrees. */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
