import type { Sessions } from '../domain/verification/session.js';
import type { Caller } from '../model/caller.js';
import { defaultTenant, type TenantLook } from '../model/tenant.js';
import type { AuthenticateToken } from './auth/authentication.js';
import type { TrustedDocuments } from './documents/trusted-document.js';
import type { CostBudget } from './execution/operation-guard.js';
import type { BeginOperation } from './http/request.js';
import type { McpTool } from './mcp/tool.js';

/** One ISP, as the server needs it. */
export interface ServedTenant {
  readonly id: string;
  readonly look: TenantLook;
  /** Takes tokens of its own issuer alone. */
  readonly authenticate: AuthenticateToken;
  readonly begin: BeginOperation;
  readonly budget: CostBudget;
  /** Its part of the process while there is too much to do, in relation to the others. Above zero. */
  readonly weight: number;
  /** Points that one operation may cost. */
  readonly maxCost: number;
  /** The documents of its clients' manifests. Null: none is known. */
  readonly trusted: TrustedDocuments | null;
  /** Tools for language models. Null: none. */
  readonly mcp: { readonly tools: readonly McpTool[]; readonly sessions: Sessions } | null;
  /** True when a back end is available. */
  isReady(): boolean;
  /**
   * Keeps a connection until the tenant changes or goes.
   * @param end called then, once.
   * @returns the way to take it back.
   */
  join(end: (why: TenantEnd) => void): () => void;
}

/** `changed`: it is served on under new settings, for which the other side may connect again. */
export type TenantEnd = 'changed' | 'removed';

/** The ISPs of a process. */
export interface ServedTenants {
  /** Claim of a token that names its tenant. Null: there is one alone, and its tokens name none. */
  readonly claim: string | null;
  list(): readonly ServedTenant[];
  /** @returns undefined for one that is not, or no longer, served. */
  find(id: string): ServedTenant | undefined;
  /** The tenant of a caller who was authenticated: one that has gone since serves what is in flight. @throws {Unauthenticated} */
  of(caller: Caller): ServedTenant;
}

/** A process for one ISP. */
export function serveAlone(tenant: Omit<ServedTenant, 'id' | 'look' | 'weight' | 'join'>): ServedTenants {
  const look: TenantLook = {
    id: defaultTenant,
    name: defaultTenant,
    country: null,
    formOfAddress: 'USTED',
    colour: null,
    logo: null,
  };
  const alone: ServedTenant = { ...tenant, id: defaultTenant, look, weight: 1, join: () => () => undefined };
  return { claim: null, list: () => [alone], find: () => alone, of: () => alone };
}
