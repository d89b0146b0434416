import { createHmac } from 'node:crypto';

/** Hash that cannot be made or checked without the secret. Base64url, 43 characters. */
export type KeyedHash = (...parts: readonly string[]) => string;

/** @param purpose keeps hashes apart that are made for different ends: the same parts are hashed differently for each. */
export function createKeyedHash(secret: string | Buffer, purpose: string): KeyedHash {
  const key = createHmac('sha256', secret).update(purpose).digest();
  return (...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
}
