import { Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { BadUserInput } from '../model/errors.js';
import { decodeId, elsewhere, encodeId, type NodeId, type NodeType } from '../model/id.js';
import type { GatewayContext } from './context.js';
import { Cost } from './field.js';
import { type Access, Allow, requireAccess, requireProof } from './scope.js';

@InterfaceType({
  description: 'An object with a global id (Relay Node).',
  resolveType: ({ id }: Node) => decodeId(id)?.type,
})
export abstract class Node {
  @Field(() => ID, { description: 'Global id, opaque and stable.' })
  readonly id!: string;
}

type Loader = (node: NodeId, context: GatewayContext, id: string) => Promise<Node | null>;

/** Loader of each type by its id, with the scope of the type's root field. */
const loaders: Readonly<Record<NodeType, { readonly access: Access; readonly load: Loader }>> = {
  Client: { access: 'clients:read', load: (_, { operation }, id) => operation.clients.byId(id) },
  Plan: {
    access: 'clients:read',
    load: ({ backend, key: [key = ''] }, { operation }) => operation.plans.byKey(backend, key),
  },
  Ticket: {
    access: 'tickets:read',
    load: ({ backend, key: [key] }, { operation }) => operation.tickets.byKey(backend, Number(key)),
  },
  Zone: {
    access: 'tickets:read',
    load: async ({ key: [key] }, { operation }) => operation.zones.byZoneId(Number(key)),
  },
  Diagnosis: { access: 'network:diagnose', load: (_, { operation }, id) => operation.diagnoses.byId(id) },
  PingTask: { access: 'network:read', load: (_, { operation }, id) => operation.pingTasks.byId(id) },
  Outage: { access: 'network:read', load: (_, { operation }, id) => operation.outages.byId(id) },
  ZonePing: { access: 'network:read', load: (_, { operation }, id) => operation.zonePings.byId(id) },
  Contract: {
    access: 'billing:read',
    load: async (node, context, id) => {
      await requireProof(context, clientIdOf(node));
      return context.operation.contracts.byId(id);
    },
  },
  Payment: {
    access: 'billing:read',
    load: async (node, context) => {
      await requireProof(context, clientIdOf(node));
      const [clientKey = '', paymentId = ''] = node.key;
      return context.operation.payments.byKey(node.backend, clientKey, paymentId);
    },
  },
  Invoice: {
    access: 'billing:read',
    load: async (node, context) => {
      await requireProof(context, clientIdOf(node));
      const [clientKey = '', invoiceId = ''] = node.key;
      return context.operation.invoices.byKey(node.backend, clientKey, invoiceId);
    },
  },
};

/** A contract, an invoice and a payment are named after their client. */
function clientIdOf({ backend, key: [clientKey = ''] }: NodeId): string {
  return encodeId('Client', backend, clientKey);
}

const maxNodes = 100;

@Resolver()
export class NodeResolver {
  @Allow('authenticated')
  @Cost({ calls: 1 })
  @Query(() => Node, {
    nullable: true,
    description: 'The object with a global id. Null when there is none. Requires the scope of its type.',
  })
  node(
    @Arg('id', () => ID, { description: 'A value of a field `id`.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Node | null> {
    return loadNode(id, context);
  }

  @Allow('authenticated')
  @Cost({ calls: 0.5, items: 'ids', isPerItem: true })
  @Query(() => [Node], {
    nullable: 'items',
    description: 'The objects with these global ids, in their order; null for each that does not exist. At most 100.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Values of fields `id`.' }) ids: string[],
    @Ctx() context: GatewayContext,
  ): Promise<readonly (Node | null)[]> {
    if (ids.length > maxNodes) throw new BadUserInput('ids', { limit: maxNodes, actual: ids.length });
    // An error in the place of an item is that item's error. A promise there would be too, but compiled operations lose the last one.
    return Promise.all(ids.map((id) => loadNode(id, context).catch((error) => error)));
  }
}

async function loadNode(id: string, context: GatewayContext): Promise<Node | null> {
  const node = decodeId(id);
  if (node === null) throw new BadUserInput('id', { expected: 'a global id, as the field `id` of an object gives it' });
  const { access, load } = loaders[node.type];
  requireAccess(context, access);
  if (node.backend === elsewhere) return null;
  return load(node, context, id);
}
