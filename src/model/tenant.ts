import type { FormOfAddress } from './form-of-address.js';
import { decodeId, elsewhere } from './id.js';

/** An ISP as its people see it. */
export interface TenantLook {
  /** A DNS label. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166 alpha-2 code. Null: unknown. */
  readonly country: string | null;
  /** Of its people, in Spanish. */
  readonly formOfAddress: FormOfAddress;
  /** `#rrggbb`. Null: none of its own. */
  readonly colour: string | null;
  /** An https or data URL. Null: none. */
  readonly logo: string | null;
}

/** The tenant whose ids are those of a gateway for one ISP. */
export const defaultTenant = 'default';

/** Longest text that is read: no scoped one is longer. */
const maxLength = 600;

/** An id as clients of a tenant see it: nothing but an id of the same tenant is read as one. Texts that are no ids stay what they are. */
export function scopeId(id: string, tenant: string): string {
  return tenant === defaultTenant || decodeId(id) === null ? id : scope(id, tenant);
}

/** The id that a client of a tenant means. One of another tenant names nothing: it is read as one of a back end that there is not. */
export function unscopeId(id: string, tenant: string): string {
  const scoped = readScoped(id);
  const inner = scoped?.text ?? id;
  const node = decodeId(inner);
  if (node === null) return id;
  return (scoped?.tenant ?? defaultTenant) === tenant ? inner : encode([node.type, elsewhere, ...node.key].join(':'));
}

/** A cursor as clients of a tenant see it. */
export function scopeCursor(cursor: string, tenant: string): string {
  return tenant === defaultTenant ? cursor : scope(cursor, tenant);
}

/** The cursor that a client of a tenant means. @returns an empty one, which is none, for one of another tenant. */
export function unscopeCursor(cursor: string, tenant: string): string {
  const scoped = readScoped(cursor);
  return (scoped?.tenant ?? defaultTenant) === tenant ? (scoped?.text ?? cursor) : '';
}

function scope(text: string, tenant: string): string {
  return encode(`${tenant}/${Buffer.from(text, 'base64url').toString('utf8')}`);
}

/** @returns null for what is not of a tenant. */
function readScoped(text: string): { readonly tenant: string; readonly text: string } | null {
  if (text.length > maxLength || !/^[\w-]+$/.test(text)) return null;
  const [, tenant, inner] = /^([a-z0-9-]{1,63})\/(.+)$/s.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (tenant === undefined || tenant === defaultTenant || inner === undefined) return null;
  const plain = encode(inner);
  return scope(plain, tenant) === text ? { tenant, text: plain } : null;
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
