import { NotSupported } from '../model/errors.js';
import type { CachedBackend } from './cache/cached-backend.js';

/** The first back end that has a part. @throws {NotSupported} none has. */
export function partOf<Name extends keyof CachedBackend>(
  backends: readonly CachedBackend[],
  name: Name,
): { readonly backend: CachedBackend; readonly part: NonNullable<CachedBackend[Name]> } {
  for (const backend of backends) {
    const part = backend[name];
    if (part !== undefined && part !== null) return { backend, part };
  }
  throw new NotSupported();
}
