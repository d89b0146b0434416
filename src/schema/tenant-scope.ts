import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { defaultTenant, scopeCursor, scopeId, unscopeCursor, unscopeId } from '../model/tenant.js';
import { resolverOf } from './authorization.js';
import type { GatewayContext } from './context.js';

type Translate = (text: string, tenant: string) => string;

type Values = Readonly<Record<string, unknown>>;

/**
 * Ties ids and cursors to the tenant of who asks, where they enter the graph and where they leave it: behind that, each tenant has services
 * of its own, whose ids need not tell. It stands before every other wrapper.
 */
export function scopeToTenants(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) scopeField(field);
  }
}

function scopeField(field: GraphQLField<unknown, GatewayContext>): void {
  const show = shownBy(field);
  const readers = field.args.flatMap(({ name, type }) => {
    const read = readBy(name, type);
    return read === null ? [] : [{ name, read }];
  });
  if (show === null && readers.length === 0) return;
  const readAll = (args: Values, tenant: string): Values => {
    const read = { ...args };
    for (const { name, read: each } of readers) if (name in args) read[name] = each(args[name], tenant);
    return read;
  };
  const { subscribe } = field;
  const resolve = resolverOf(field);
  field.resolve = (source, args, context, info) => {
    const { tenant = defaultTenant } = context.caller;
    const value = resolve(source, readAll(args as Values, tenant), context, info);
    return show === null ? value : translateEach(value, (text) => show(text, tenant));
  };
  if (subscribe === undefined) return;
  field.subscribe = (source, args, context, info) =>
    subscribe(source, readAll(args, context.caller.tenant ?? defaultTenant), context, info);
}

const cursors: ReadonlySet<string> = new Set(['cursor', 'startCursor', 'endCursor']);

function shownBy({ name, type }: GraphQLField<unknown, GatewayContext>): Translate | null {
  if (getNamedType(type).name === 'ID') return scopeId;
  return cursors.has(name) ? scopeCursor : null;
}

type Reader = (value: unknown, tenant: string) => unknown;

/** @returns null for an argument without ids and cursors. */
function readBy(name: string, type: GraphQLInputType): Reader | null {
  const named = getNamedType(type);
  const translate = named.name === 'ID' ? unscopeId : name === 'after' ? unscopeCursor : null;
  if (translate !== null) return (value, tenant) => translateEach(value, (text) => translate(text, tenant));
  const plain = getNullableType(type);
  if (isListType(plain)) {
    const read = readBy(name, plain.ofType);
    return read === null
      ? null
      : (value, tenant) => (Array.isArray(value) ? value.map((each) => read(each, tenant)) : value);
  }
  if (!isInputObjectType(plain)) return null;
  const readers = Object.values(plain.getFields()).flatMap((field) => {
    const read = readBy(field.name, field.type);
    return read === null ? [] : [{ name: field.name, read }];
  });
  if (readers.length === 0) return null;
  return (value, tenant) => {
    if (typeof value !== 'object' || value === null) return value;
    const given = value as Values;
    const read = readers.flatMap(({ name: key, read: each }) =>
      key in given ? [[key, each(given[key], tenant)]] : [],
    );
    return Object.assign(Object.create(Object.getPrototypeOf(value)), value, Object.fromEntries(read));
  };
}

/** Every text of a value, of a list of them, or of a promise of either. */
function translateEach(value: unknown, translate: (text: string) => string): unknown {
  if (typeof value === 'string') return translate(value);
  if (Array.isArray(value)) return value.map((each) => translateEach(each, translate));
  if (value instanceof Promise) return value.then((each) => translateEach(each, translate));
  return value;
}
