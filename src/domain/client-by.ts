import type { Backend } from '../backends/backend.js';
import type { ClientKey, ClientKeyKind, ClientRecord } from '../model/client.js';
import { toDocument } from '../model/document.js';
import { toEmail } from '../model/email.js';
import { BadUserInput, type UpstreamError } from '../model/errors.js';
import { documentForm, emailForm, phoneForm, usernameForm } from '../model/input-form.js';
import { toE164 } from '../model/phone.js';
import { isPlaceholder } from '../model/placeholder.js';
import type { ClientQuery } from './search/client-search.js';

/** One way to name a client, exactly one of them given. */
export interface ClientBy {
  readonly id?: string | undefined;
  readonly serviceId?: number | undefined;
  readonly document?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly wispro?: { readonly type: 'ID' | 'COD' | 'DNI' | 'CUIT'; readonly value: string } | undefined;
}

/** Keys that are masked for who may not see them. */
export const secretKinds: ReadonlySet<ClientKeyKind> = new Set([
  'DOCUMENT',
  'PHONE',
  'DNI',
  'CUIT',
  'EMAIL',
  'USERNAME',
]);

/** True for a look-up by document or phone, whose empty result reveals a value that a client does not have. */
export function isSecretLookup({ search, filter }: Pick<ClientQuery, 'search' | 'filter'>): boolean {
  return filter?.document !== undefined || filter?.phone !== undefined || /\d/.test(search ?? '');
}

/** Client of a key. */
export interface FoundClient {
  readonly client: ClientRecord | null;
  /**
   * Set when it may be another: a later back end answers only because the first could not be asked, or it could not be found out whether
   * somebody else has the same number.
   */
  readonly issue: UpstreamError | null;
}

/** User names of logins and lines. */
const usernamePattern = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,99}$/u;

/** The largest id that the graph's Int can hold. */
const maxInt = 2_147_483_647;

/** @throws {BadUserInput} a key that cannot be one, or that many people have. */
export function toKey(
  { serviceId, document, phone, email, username, wispro }: ClientBy,
  backends: readonly Backend[],
): ClientKey {
  if (serviceId !== undefined) {
    if (!Number.isInteger(serviceId) || serviceId < 1 || serviceId > maxInt)
      throw new BadUserInput('by.serviceId', { expected: '1 or more' });
    return { kind: 'SERVICE_ID', value: String(serviceId) };
  }
  if (document !== undefined) {
    const value = toDocument(document);
    if (value === null || isPlaceholder(value)) throw new BadUserInput('by.document', { expected: documentForm });
    return { kind: 'DOCUMENT', value };
  }
  if (phone !== undefined) {
    const value = toE164(phone, backends[0]?.locality.phoneCountry ?? '');
    if (value === null) throw new BadUserInput('by.phone', { expected: phoneForm });
    return { kind: 'PHONE', value };
  }
  if (email !== undefined) {
    const value = toEmail(email);
    if (value === null) throw new BadUserInput('by.email', { expected: emailForm });
    return { kind: 'EMAIL', value };
  }
  if (username !== undefined) {
    const value = username.trim();
    if (!usernamePattern.test(value)) throw new BadUserInput('by.username', { expected: usernameForm });
    return { kind: 'USERNAME', value };
  }
  if (wispro === undefined) {
    throw new BadUserInput('by', { expected: 'one of id, serviceId, document, phone, email, username, wispro' });
  }
  const isDocument = wispro.type === 'DNI' || wispro.type === 'CUIT';
  if (isDocument && isPlaceholder(wispro.value)) throw new BadUserInput('by.wispro', { expected: documentForm });
  return { kind: wispro.type === 'ID' ? 'CLIENT_ID' : wispro.type, value: wispro.value.trim() };
}
