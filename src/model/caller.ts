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
  'admin',
] as const;

/** What a token may allow. */
export type Scope = (typeof scopes)[number];

/** Who asks: what a verified token says. */
export interface Caller {
  readonly subject: string;
  /** The application that the token was issued to. Absent: the token does not say. */
  readonly application?: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly expiresAt: Date;
  /** What came with the request as proof that a client was verified, unread. Absent: nothing did. */
  readonly assurances?: readonly string[];
}
