import type { Caller, Scope } from '../../src/model/caller.js';

export function toCaller(scopes: readonly Scope[] = [], known: Partial<Caller> = {}): Caller {
  return { subject: 'bot', scopes: new Set(scopes), expiresAt: new Date(8e15), ...known };
}
