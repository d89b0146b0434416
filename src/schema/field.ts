import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Capability } from '../model/backend.js';

/**
 * Source of a field of a client.
 * `RECORD`: the record through which the client was found, so that one field never mixes two people's data.
 * A capability: the back end that has it alone has the field, and is called only when the field is selected.
 * `EVERY`: the field concerns all back ends and calls each.
 * `GATEWAY`: stored by the gateway itself.
 */
export type FieldOwner = 'RECORD' | 'EVERY' | 'GATEWAY' | Capability;

/** Cost of a field beside the hundredth of a point that every field costs: back-end calls, and the factor for the fields below it. */
export interface FieldCost {
  /** Back-end calls of one use, when nothing is cached. Fields of one object that share a `call` make it once. */
  readonly calls?: number;
  readonly call?: string;
  /** Maximum of these calls in one operation. */
  readonly atMost?: number;
  /** Number of items: the argument that limits them, or a usual number. */
  readonly items?: 'first' | 'ids' | number;
  /** True when `calls` are made for each item. */
  readonly isPerItem?: boolean;
}

/**
 * Visibility of a field for a caller who may not see the person's data.
 * `mask`: the end of the text. `null`: nothing, since its scalar has no masked form. `inside`: decided by the fields of its own type.
 * `proof`: nothing and FORBIDDEN, unless the client was verified: a document alone does not reveal a debt.
 * `public`: the whole value.
 */
export type MaskingRule = 'mask' | 'null' | 'inside' | 'proof' | 'public';

type FieldDecorator = PropertyDecorator & MethodDecorator;

/** Declares the source of a field of a client. A test names each field of `Client` without one. */
export function Owner(owner: FieldOwner): FieldDecorator {
  return Extensions({ owner }) as FieldDecorator;
}

/** Declares the cost of a field. A test names each root field, page and list of objects without one. */
export function Cost(cost: FieldCost): FieldDecorator {
  return Extensions({ cost }) as FieldDecorator;
}

/** Declares the visibility of a field. A test names each field of a type with personal data without one. */
export function Masked(masking: MaskingRule): FieldDecorator {
  return Extensions({ masking }) as FieldDecorator;
}

/** Costs that several fields of one object share. */
export const sharedCosts = {
  plan: { calls: 1, call: 'plan' },
  ticket: { calls: 1, call: 'ticket' },
  zone: { calls: 1, call: 'zone' },
  join: { calls: 1, call: 'join' },
} as const satisfies Readonly<Record<string, FieldCost>>;

interface FieldExtensions {
  readonly owner?: FieldOwner;
  readonly cost?: FieldCost;
  readonly masking?: MaskingRule;
}

/** Declarations of a field, as the decorators made them. */
export function declarationsOf({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): FieldExtensions {
  return extensions as FieldExtensions;
}
