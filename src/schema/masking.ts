import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import type { Operation } from '../domain/operation.js';
import { capabilities } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { Contract } from '../model/contract.js';
import { Forbidden } from '../model/errors.js';
import { maskText } from '../model/text.js';
import { auditContextOf } from './audit-log.js';
import { type Resolve, resolverOf } from './authorization.js';
import type { GatewayContext } from './context.js';
import { declarationsOf, type MaskingRule } from './field.js';

type Field = GraphQLField<unknown, GatewayContext>;

type Rules = Readonly<Record<string, MaskingRule>>;

/** Rule of each field of the types with personal data, as `@Masked` declares it: those of which a field other than the id has one. */
export function maskingRulesOf(schema: GraphQLSchema): Readonly<Record<string, Rules>> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const rules = types.map((type) => [type.name, rulesOf(type)] as const);
  return Object.fromEntries(rules.filter(([, declared]) => Object.keys(declared).some((name) => name !== 'id')));
}

function rulesOf(type: GraphQLObjectType): Rules {
  const declared = Object.values(type.getFields()).map((field) => [field.name, ruleOf(field)] as const);
  return Object.fromEntries(declared.filter((rule): rule is [string, MaskingRule] => rule[1] !== undefined));
}

/** An id tells nothing of a person. */
function ruleOf(field: GraphQLField<unknown, unknown>): MaskingRule | undefined {
  return field.name === 'id' ? 'public' : declarationsOf(field).masking;
}

/** Owner of an object's data: its id, and the record by which access is decided. */
interface Owner {
  idOf(source: unknown): string;
  recordOf(source: unknown, field: Field, operation: Operation): Promise<ClientRecord | null> | ClientRecord;
  /** The loaded record, which decides where the field's back end has none. */
  sourceOf(source: unknown): ClientRecord | null;
}

/** For each type that is reached by itself. What lies inside another object is decided with that. */
const owners: Readonly<Record<string, Owner>> = {
  Client: {
    idOf: (source) => (source as ClientRecord).id,
    recordOf: (source, field, { clients }) => {
      const capability = capabilities.find((known) => known === declarationsOf(field).owner);
      const client = source as ClientRecord;
      return capability === undefined ? client : clients.recordWith(client, capability);
    },
    sourceOf: (source) => source as ClientRecord,
  },
  Contract: {
    idOf: (source) => (source as Contract).clientId,
    recordOf: (source, _, { clients }) => clients.byId((source as Contract).clientId),
    sourceOf: () => null,
  },
};

/**
 * Shows personal fields whole to a caller with `personal:read` or an assurance of the client, and masked to others. Fields without a rule
 * in these types show nothing; public ones have no resolver for it.
 */
export function maskPersonalFields(schema: GraphQLSchema): void {
  for (const [name, owner] of Object.entries(owners)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type`);
    for (const field of Object.values(type.getFields())) {
      const rule = ruleOf(field) ?? 'null';
      if (rule !== 'public') field.resolve = createResolver(field, rule, owner);
    }
  }
}

function createResolver(field: Field, rule: MaskingRule, owner: Owner): Resolve {
  const read = resolverOf(field);
  const show: Resolve =
    rule === 'proof'
      ? read
      : (source, args, context, info) => {
          const value = read(source, args, context, info);
          if (value !== null) context.operation.audit.show(owner.idOf(source), () => auditContextOf(context, info));
          return value;
        };
  const conceal = concealed(rule, getNamedType(field.type), read);
  const decide: Resolve = async (source, args, context, info) => {
    const record = (await owner.recordOf(source, field, context.operation)) ?? owner.sourceOf(source);
    const isCovered = record !== null && context.operation.access.covers(record);
    return (isCovered ? show : conceal)(source, args, context, info);
  };
  return (source, args, context, info) => {
    const { isUnmasked, isEmpty } = context.operation.access;
    return (isUnmasked ? show : isEmpty ? conceal : decide)(source, args, context, info);
  };
}

/** Masked value of a field. A field that shows nothing is not loaded. */
function concealed(rule: MaskingRule, type: GraphQLNamedType, read: Resolve): Resolve {
  if (rule === 'null') return () => null;
  if (rule === 'proof') {
    return () => {
      throw new Forbidden('personal:read');
    };
  }
  const rules = isObjectType(type) ? rulesOf(type) : {};
  const leave = rule === 'mask' ? mask : (value: unknown) => maskEach(value, rules);
  return (source, args, context, info) => {
    const value: unknown = read(source, args, context, info);
    return value instanceof Promise ? value.then(leave) : leave(value);
  };
}

function mask(value: unknown): string | null {
  return typeof value === 'string' ? maskText(value) : null;
}

function maskEach(value: unknown, rules: Rules): unknown {
  return Array.isArray(value) ? value.map((item: object) => maskObject(item, rules)) : null;
}

function maskObject(object: object, rules: Rules): object {
  const entries = Object.entries(object).map(([name, value]) => {
    const rule = rules[name] ?? 'null';
    return [name, rule === 'public' ? value : rule === 'mask' ? mask(value) : null];
  });
  return Object.fromEntries(entries);
}
