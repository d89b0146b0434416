import type { TenantLook } from './tenant.js';

export const scopes = [
  'clients:read',
  'clients:write',
  'personal:read',
  'tickets:read',
  'tickets:write',
  'network:read',
  'network:diagnose',
  'billing:read',
  'billing:write',
  'payments:write',
  'admin',
] as const;

/** Permissions that a token can grant. */
export type Scope = (typeof scopes)[number];

/** The caller, as a verified token describes it. */
export interface Caller {
  readonly subject: string;
  /** ISP for whose services the token is. Absent: the gateway has one alone, or it is the tenant `default`. */
  readonly tenant?: string;
  /** Absent: the gateway has one ISP alone. */
  readonly tenants?: {
    /** That of `tenant`. */
    readonly own: TenantLook;
    /** All whose keys take the token, its own among them. */
    list(): Promise<readonly TenantLook[]>;
  };
  /** The application that the token was issued to. Absent: the token does not say. */
  readonly application?: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly expiresAt: Date;
  /** Assurances sent with the request as proof of a verified client, not yet read. Absent: none was sent. */
  readonly assurances?: readonly string[];
}

/** Distinguishes callers over all tenants: the same subject of two is two callers. */
export function callerKey({ subject, tenant }: Pick<Caller, 'subject' | 'tenant'>): string {
  return tenant === undefined ? subject : `${tenant}/${subject}`;
}
