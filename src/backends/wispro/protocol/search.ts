import type { ClientKey, ClientKeyKind } from '../../../model/client.js';
import type { Country } from '../../../model/country.js';
import { BadUserInput } from '../../../model/errors.js';
import { createDocumentSearches } from './document-search.js';
import type { Seal } from './seal.js';

const searchKinds = { id: 'CLIENT_ID', cod: 'COD', dni: 'DNI', cuit: 'CUIT' } as const satisfies Record<
  string,
  ClientKeyKind
>;

/** Search of `data` and `invoicing`: a type and a text that must match the stored one exactly. */
export interface Search {
  readonly type: keyof typeof searchKinds;
  readonly q: string;
}

/** Turns keys of ours into searches of theirs. */
export interface Searches {
  /**
   * Searches for a key in the order in which to try them. Empty: no client can have it.
   * @throws {BadUserInput} a value that its kind does not allow.
   */
  of(key: ClientKey): readonly Search[];
  /** A key for a client whom the back end gives no id, readable by this installation alone. */
  seal(search: Search): string;
}

const uuidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const codPattern = /^[A-Za-z0-9._-]{1,32}$/;

export function createSearches(seal: Seal, documentVariants: boolean, country: Country): Searches {
  const byDocument = createDocumentSearches(country, documentVariants);

  const byClientId = (value: string): readonly Search[] => {
    if (!value.startsWith('~')) return [{ type: 'id', q: orRefuse(isClientId(value) ? value : null) }];
    const search = parseSearch(seal.open(value) ?? '');
    return search === null ? [] : [search];
  };

  const byKind: Readonly<Partial<Record<ClientKeyKind, (value: string) => readonly Search[]>>> = {
    CLIENT_ID: byClientId,
    COD: (value) => [{ type: 'cod', q: accept(value, codPattern) }],
    DNI: (value) => orRefuse(byDocument('DNI', value)),
    CUIT: (value) => orRefuse(byDocument('CUIT', value)),
    DOCUMENT: (value) => byDocument('DOCUMENT', value) ?? [],
  };

  return {
    of: ({ kind, value }) => byKind[kind]?.(value) ?? [],
    seal: ({ type, q }) => seal.seal(`${type}:${q}`),
  };
}

/** The key that asks this one search first. */
export function toClientKey({ type, q }: Search): ClientKey {
  return { kind: searchKinds[type], value: q };
}

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** True when a value can be searched as `type=id`. */
export function isClientId(text: string): boolean {
  return isUuid(text) || /^[0-9]{1,12}$/.test(text);
}

function parseSearch(text: string): Search | null {
  const [type = '', q = ''] = text.split(/:(.*)/s);
  return Object.hasOwn(searchKinds, type) ? { type: type as Search['type'], q } : null;
}

function accept(value: string, pattern: RegExp): string {
  return orRefuse(pattern.test(value) ? value : null);
}

function orRefuse<Value>(value: Value | null): Value {
  if (value === null) throw new BadUserInput('value');
  return value;
}
