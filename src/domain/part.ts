import type { Backend } from '../backends/backend.js';
import type { BackendName, Capability } from '../model/backend.js';
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

/** @returns the first back end that has a capability; null when none has. */
export type OwnerOf = (capability: Capability) => BackendName | null;

export function createOwnerOf(backends: readonly Pick<Backend, 'name' | 'status'>[]): OwnerOf {
  const owners = new Map<Capability, BackendName>();
  for (const { name, status } of [...backends].reverse()) {
    for (const capability of status().capabilities) owners.set(capability, name);
  }
  return (capability) => owners.get(capability) ?? null;
}
