import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { Forbidden } from '../model/errors.js';
import { decodeId, encodeId, type NodeType } from '../model/id.js';
import type { GatewayContext } from './context.js';
import { emptyPage, orElse, report } from './partial-result.js';
import { type Access, type AccessExtensions, type AssuranceBy, isAssured } from './scope.js';

export type Resolve = GraphQLFieldResolver<unknown, GatewayContext, Arguments>;

/** Arguments of a field that authorization reads. */
export interface Arguments {
  readonly input?: Readonly<Partial<Record<AssuranceBy, string>>> & { readonly invoiceId?: string | null };
  readonly clientId?: string;
  readonly contractId?: string;
  /** Of a diagnosis, where the rule names it. */
  readonly id?: string;
}

/**
 * Puts a guard before every field that says who may ask it, and before every root field, which is closed if it says nothing. It stands
 * where a field is resolved, so that no alias, fragment or interface leads around it. The lists among them fail for themselves alone.
 */
export function authorizeFields(schema: GraphQLSchema): void {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { access, assuranceBy }: AccessExtensions = field.extensions;
      if (access === undefined && !roots.includes(type)) continue;
      const { subscribe } = field;
      const standIn = standInFor(field.type);
      if (standIn !== undefined) field.resolve = orStandIn(standIn, resolverOf(field));
      if (access === 'authenticated') continue;
      field.resolve = guard(access, resolverOf(field), assuranceBy, standIn);
      if (subscribe !== undefined) field.subscribe = guard(access, subscribe, assuranceBy);
    }
  }
}

/** A field's resolver, whether or not it has one of its own. */
export function resolverOf({ name, resolve }: GraphQLField<unknown, GatewayContext>): Resolve {
  return resolve ?? ((source) => (source as Readonly<Record<string, unknown>>)[name]);
}

/** Types whose ids begin with the client's key. */
const ofClients: ReadonlySet<NodeType> = new Set(['Client', 'Contract', 'Diagnosis', 'Invoice']);

/** Client named by an input, directly or by one of its contracts, invoices or diagnoses. @returns null when it names none. */
export function clientNamedIn({
  input,
  clientId = input?.clientId,
  contractId = input?.contractId,
  id,
}: Arguments): string | null {
  const node = decodeId(clientId ?? contractId ?? input?.invoiceId ?? id ?? '');
  const [clientKey] = node?.key ?? [];
  if (node === null || clientKey === undefined) return null;
  return ofClients.has(node.type) ? encodeId('Client', node.backend, clientKey) : null;
}

function guard(
  access: Access | undefined,
  resolve: Resolve,
  assuranceBy: AssuranceBy | undefined,
  standIn?: unknown,
): Resolve {
  const scope = access === undefined || access === 'authenticated' ? 'admin' : access;
  const refuse: Resolve =
    standIn === undefined
      ? () => {
          throw new Forbidden(scope);
        }
      : (_, _arguments, context, info) => report(new Forbidden(scope), standIn, context, info);
  const askAssurance: Resolve = async (source, args, context, info) => {
    const clientId = clientNamedIn(args);
    const isOpen = clientId !== null && (await isAssured(context, clientId));
    return isOpen ? resolve(source, args, context, info) : refuse(source, args, context, info);
  };
  const otherwise = assuranceBy === undefined ? refuse : askAssurance;
  return (source, args, context, info) => {
    const isAllowed = access !== undefined && access !== 'authenticated' && context.caller.scopes.has(access);
    return (isAllowed ? resolve : otherwise)(source, args, context, info);
  };
}

/** A list that fails takes nothing away from what was asked beside it. */
function orStandIn(standIn: unknown, resolve: Resolve): Resolve {
  return (source, args, context, info) => {
    const load = async (): Promise<unknown> => resolve(source, args, context, info);
    return orElse(standIn, load(), context, info);
  };
}

/** An empty page with what any of the connections adds: there may be more than it shows. */
const unknownPage = { ...emptyPage, truncated: false, foundCount: 0, completeness: 'PARTIAL' };

/** Substitute for a field that must not be null, so that a hidden field does not remove the visible ones around it. */
function standInFor(type: GraphQLOutputType): unknown {
  if (!isNonNullType(type)) return undefined;
  if (isListType(type.ofType)) return [];
  return getNamedType(type).name.endsWith('Connection') ? unknownPage : undefined;
}
