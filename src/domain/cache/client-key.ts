import { hash } from 'node:crypto';
import type { ClientKey } from '../../model/client.js';

/** A key of the cache, in which no document or phone can be read: tools print the keys of caches. */
export function nameOf({ kind, value }: ClientKey): string {
  const isOwn = kind === 'SERVICE_ID' || kind === 'CLIENT_ID';
  return `${kind}:${isOwn ? value : hash('sha256', value, 'base64')}`;
}
