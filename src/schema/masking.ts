import { type GraphQLField, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { clientFieldOwners } from '../domain/client-field.js';
import type { Operation } from '../domain/operation.js';
import { backends } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { Contract } from '../model/contract.js';
import { Forbidden } from '../model/errors.js';
import { maskText } from '../model/text.js';
import { auditContextOf } from './audit-log.js';
import { type Resolve, resolverOf } from './authorization.js';
import type { GatewayContext } from './context.js';

/**
 * Visibility of a field for a caller who may not see the person's data.
 * `mask`: the end of the text. `null`: nothing, since its scalar has no masked form. `inside`: decided by the rules of its own type.
 * `proof`: nothing and FORBIDDEN, unless the client was verified: a document alone does not reveal a debt.
 * `public`: the whole value.
 */
export type MaskingRule = 'mask' | 'null' | 'inside' | 'proof' | 'public';

/** Every field of every type that holds something about a person. A test finds the fields that are missing here. */
export const maskingRules: Readonly<Record<string, Readonly<Record<string, MaskingRule>>>> = {
  Client: {
    address: 'mask',
    antennaIp: 'null',
    city: 'public',
    contracts: 'proof',
    country: 'public',
    cutOffDate: 'proof',
    document: 'mask',
    email: 'null',
    externalIds: 'public',
    id: 'public',
    invoices: 'proof',
    lanInterface: 'public',
    locality: 'public',
    location: 'null',
    name: 'public',
    outstandingBalance: 'proof',
    paymentStatus: 'public',
    phones: 'inside',
    pingTasks: 'public',
    plan: 'public',
    province: 'public',
    serviceId: 'public',
    sources: 'inside',
    status: 'public',
    technicianId: 'public',
    tickets: 'public',
    zone: 'public',
  },
  ClientSource: {
    backend: 'public',
    conflict: 'public',
    document: 'mask',
    found: 'public',
    freshness: 'public',
    name: 'public',
    status: 'public',
    unavailable: 'public',
    upstreamStatus: 'public',
  },
  Contract: {
    accessServer: 'public',
    address: 'mask',
    contractId: 'public',
    id: 'public',
    invoices: 'public',
    ip: 'null',
    location: 'null',
    macAddress: 'null',
    plan: 'public',
    pppoeUsername: 'public',
    publicId: 'public',
    startDate: 'public',
    status: 'public',
    upstreamStatus: 'public',
  },
  Phone: { e164: 'null', raw: 'mask' },
};

/** Owner of an object's data: its id, and the record by which access is decided. */
interface Owner {
  idOf(source: unknown): string;
  recordOf(source: unknown, field: string, operation: Operation): Promise<ClientRecord | null> | ClientRecord;
  /** The loaded record, which decides where the field's back end has none. */
  sourceOf(source: unknown): ClientRecord | null;
}

/** For each type that is reached by itself. What lies inside another object is decided with that. */
const owners: Readonly<Record<string, Owner>> = {
  Client: {
    idOf: (source) => (source as ClientRecord).id,
    recordOf: (source, field, { clients }) => {
      const owner = (clientFieldOwners as Readonly<Record<string, string>>)[field];
      const backend = backends.find((name) => name === owner);
      return backend === undefined ? (source as ClientRecord) : clients.recordAt(source as ClientRecord, backend);
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
 * Lets personal fields tell a caller with `personal:read` everything, others what is left of it, and others again, of a client whom they
 * have verified, everything. Only these fields have a resolver for it.
 */
export function maskPersonalFields(schema: GraphQLSchema): void {
  for (const [name, owner] of Object.entries(owners)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type`);
    for (const field of Object.values(type.getFields())) {
      const rule = maskingRules[name]?.[field.name] ?? 'null';
      if (rule !== 'public') field.resolve = createResolver(field, rule, owner);
    }
  }
}

function createResolver(field: GraphQLField<unknown, GatewayContext>, rule: MaskingRule, owner: Owner): Resolve {
  const read = resolverOf(field);
  const show: Resolve =
    rule === 'proof'
      ? read
      : (source, args, context, info) => {
          const value = read(source, args, context, info);
          if (value !== null) context.operation.audit.show(owner.idOf(source), () => auditContextOf(context, info));
          return value;
        };
  const conceal = concealed(rule, getNamedType(field.type).name, read);
  const decide: Resolve = async (source, args, context, info) => {
    const record = (await owner.recordOf(source, field.name, context.operation)) ?? owner.sourceOf(source);
    const isCovered = record !== null && context.operation.access.covers(record);
    return (isCovered ? show : conceal)(source, args, context, info);
  };
  return (source, args, context, info) => {
    const { isUnmasked, isEmpty } = context.operation.access;
    return (isUnmasked ? show : isEmpty ? conceal : decide)(source, args, context, info);
  };
}

/** Masked value of a field. A field that shows nothing is not loaded. */
function concealed(rule: MaskingRule, typeName: string, read: Resolve): Resolve {
  if (rule === 'null') return () => null;
  if (rule === 'proof') {
    return () => {
      throw new Forbidden();
    };
  }
  const leave = rule === 'mask' ? mask : (value: unknown) => maskEach(value, typeName);
  return (source, args, context, info) => {
    const value: unknown = read(source, args, context, info);
    return value instanceof Promise ? value.then(leave) : leave(value);
  };
}

function mask(value: unknown): string | null {
  return typeof value === 'string' ? maskText(value) : null;
}

function maskEach(value: unknown, typeName: string): unknown {
  return Array.isArray(value) ? value.map((item: object) => maskObject(item, typeName)) : null;
}

function maskObject(object: object, typeName: string): object {
  const entries = Object.entries(object).map(([name, value]) => {
    const rule = maskingRules[typeName]?.[name] ?? 'null';
    return [name, rule === 'public' ? value : rule === 'mask' ? mask(value) : null];
  });
  return Object.fromEntries(entries);
}
