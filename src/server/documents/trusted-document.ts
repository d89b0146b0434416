import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Caller } from '../../model/caller.js';
import type { Manifest } from './manifest.js';

/** The documents that clients were built with: known, read and checked before the first request. */
export interface TrustedDocuments {
  /** True when a caller may run trusted documents only. */
  isStrict(caller: Caller): boolean;
  /** @returns the text of an id in a manifest of the caller's; null when there is none. */
  textOf(caller: Caller, id: string): string | null;
  /** @returns the document of a text that is, letter for letter, in a manifest of the caller's; null when it is in none. */
  documentOf(caller: Caller, text: string): DocumentNode | null;
  /** The same by the SHA-256 of the text in hexadecimal, for any client. */
  documentOfHash(hash: string): DocumentNode | null;
}

export interface TrustedDocumentsReading {
  /** Null: no document is treated differently from another. */
  readonly trusted: TrustedDocuments | null;
  readonly issues: readonly string[];
}

/** `strict`: only documents of the manifests run. Null: there are none. */
type ManifestSettings = { readonly mode: 'prefer' | 'strict'; readonly manifests: readonly Manifest[] } | null;

/** Key of a manifest without a client's name. */
const everybody = Symbol('everybody');

type Owner = string | typeof everybody;

/**
 * Reads the manifests of a configuration. A client is the application of a token, or its subject where it names none: unlike a header, a
 * token cannot be forged.
 */
export function readTrustedDocuments(
  schema: GraphQLSchema,
  settings: ManifestSettings,
  isExplorer: boolean,
): TrustedDocumentsReading {
  if (settings === null) return { trusted: null, issues: [] };
  const issues: string[] = [];
  const documents = new Map<string, DocumentNode>();
  const hashes = new Map<string, DocumentNode>();
  const texts = new Map<Owner, Map<string, string>>();
  const trusted = new Map<Owner, Set<string>>();
  for (const { client, entry, documents: given } of settings.manifests) {
    const owner = client ?? everybody;
    const ids = entryOf(texts, owner, () => new Map<string, string>());
    const own = entryOf(trusted, owner, () => new Set<string>());
    for (const [index, { id, text }] of given.entries()) {
      const read = documents.get(text) ?? readTrusted(schema, text, isExplorer);
      if (typeof read === 'string') issues.push(`${entry} document ${index + 1} ${read}`);
      else if (text !== (ids.get(id) ?? text)) issues.push(`${entry} document ${index + 1} has the id of another`);
      else {
        documents.set(text, read);
        hashes.set(hashText(text), read);
        ids.set(id, text);
        own.add(text);
      }
    }
  }
  const find = <Value>(caller: Caller, look: (owner: Owner) => Value | undefined): Value | undefined =>
    look(clientOf(caller)) ?? look(everybody);
  return {
    issues,
    trusted: {
      isStrict: () => settings.mode === 'strict',
      textOf: (caller, id) => find(caller, (owner) => texts.get(owner)?.get(id)) ?? null,
      documentOf: (caller, text) => {
        const isOwn = find(caller, (owner) => trusted.get(owner)?.has(text) || undefined);
        return isOwn === true ? (documents.get(text) ?? null) : null;
      },
      documentOfHash: (hash) => hashes.get(hash) ?? null,
    },
  };
}

/** The name by which manifests know a caller. */
export function clientOf({ application, subject }: Caller): string {
  return application ?? subject;
}

/** The id that a document has in our own manifests, and in those of Apollo's tools. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Parses and validates a document of a manifest, without the limits of size.
 * @returns its first error, if any. Only valid GraphQL is quoted.
 */
export function readTrusted(schema: GraphQLSchema, text: string, isExplorer = false): DocumentNode | string {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return error instanceof GraphQLError ? 'is not GraphQL' : 'cannot be read';
  }
  if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) return 'holds no operation';
  const rules = [...specifiedRules, ...(isExplorer ? [] : [NoSchemaIntrospectionCustomRule])];
  const [issue] = validate(schema, document, rules, { maxErrors: 1 });
  return issue === undefined ? document : `does not fit the schema: ${issue.message}`;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
