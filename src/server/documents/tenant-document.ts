import type { ServedTenants } from '../tenant.js';
import type { TrustedDocuments } from './trusted-document.js';

/** The documents of all tenants; of each caller those of their own. Null: no tenant can have any. */
export function findTrustedDocuments(tenants: ServedTenants): TrustedDocuments | null {
  const [only] = tenants.list();
  if (tenants.claim === null) return only?.trusted ?? null;
  return {
    isStrict: (caller) => tenants.of(caller).trusted?.isStrict(caller) === true,
    textOf: (caller, id) => tenants.of(caller).trusted?.textOf(caller, id) ?? null,
    documentOf: (caller, text) => tenants.of(caller).trusted?.documentOf(caller, text) ?? null,
    documentOfHash: (hash) => {
      for (const { trusted } of tenants.list()) {
        const document = trusted?.documentOfHash(hash) ?? null;
        if (document !== null) return document;
      }
      return null;
    },
  };
}
