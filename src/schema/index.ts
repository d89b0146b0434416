import 'reflect-metadata';
import { type GraphQLSchema, isInputObjectType, isInterfaceType, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { decodeId } from '../model/id.js';
import { ClientAccountResolver } from './account.js';
import { auditedGuesses, auditedMutations } from './audit-log.js';
import { authorizeFields } from './authorization.js';
import { BackendResolver } from './backend.js';
import { ClientResolver } from './client.js';
import { ClientDocumentsResolver } from './client-documents.js';
import { ClientContractsResolver, ClientNetworkResolver, ClientServiceResolver } from './client-join.js';
import { ClientPaymentsResolver } from './client-payments.js';
import { ClientPurgeResolver } from './client-purge.js';
import { ClientSourceResolver } from './client-source.js';
import { ClientUpdateResolver, UpdatedClientResolver } from './client-update.js';
import { ContractResolver, InvoiceContractResolver } from './contract.js';
import { DiagnosisResolver, DiagnosisTicketResolver } from './diagnosis.js';
import { addFastResolvers } from './fast-resolver.js';
import { IdentityResolver } from './identity.js';
import { InvoiceResolver } from './invoice.js';
import { maskPersonalFields } from './masking.js';
import { type Node, NodeResolver } from './node.js';
import { ClientOutageResolver, OutageResolver, ZoneOutageResolver } from './outage.js';
import { PaymentEntryResolver } from './payment-entry.js';
import { PaymentPromiseResolver } from './payment-promise.js';
import { PaymentReportResolver } from './payment-report.js';
import { ClientPingTasksResolver, PingTaskResolver } from './ping-task.js';
import { PlanResolver } from './plan.js';
import { scopeToTenants } from './tenant-scope.js';
import { ClientTicketsResolver, TicketResolver } from './ticket.js';
import { ViewerResolver } from './viewer.js';
import { WebhookResolver } from './webhook.js';
import { WriteOutcomeResolver } from './write-outcome.js';
import { ZoneResolver } from './zone.js';
import { ZonePingResolver } from './zone-ping.js';

/** The graph that clients see. @param hasTenants true: ids are tied to the caller's tenant. */
export function createSchema(hasTenants = false): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      BackendResolver,
      ClientAccountResolver,
      ClientOutageResolver,
      ClientPingTasksResolver,
      ClientResolver,
      ClientSourceResolver,
      ContractResolver,
      InvoiceContractResolver,
      InvoiceResolver,
      PaymentEntryResolver,
      OutageResolver,
      PaymentPromiseResolver,
      PaymentReportResolver,
      ClientDocumentsResolver,
      ClientServiceResolver,
      ClientContractsResolver,
      ClientNetworkResolver,
      ClientTicketsResolver,
      ClientPaymentsResolver,
      ClientPurgeResolver,
      ClientUpdateResolver,
      UpdatedClientResolver,
      IdentityResolver,
      DiagnosisResolver,
      DiagnosisTicketResolver,
      NodeResolver,
      PingTaskResolver,
      PlanResolver,
      TicketResolver,
      ViewerResolver,
      WebhookResolver,
      WriteOutcomeResolver,
      ZoneOutageResolver,
      ZonePingResolver,
      ZoneResolver,
    ],
    validate: false,
    pubSub: unusedPubSub,
  });
  markOneOf(schema, 'ClientBy');
  wrapResolvers(schema);
  if (hasTenants) scopeToTenants(schema);
  for (const [name, description] of Object.entries(roots)) describeType(schema, name, description);
  return schema;
}

/**
 * Each step wraps the resolvers that the steps before it have left, so that the last is the first to run: a mutation is audited, whoever
 * may not have a field is refused, a guess is counted, what is personal is masked, and only then is anything read.
 */
function wrapResolvers(schema: GraphQLSchema): void {
  resolveAtOnce(schema);
  addFastResolvers(schema);
  maskPersonalFields(schema);
  auditedGuesses(schema);
  authorizeFields(schema);
  auditedMutations(schema);
}

/** The schema as text, in one order whatever the order of the files. */
export function printSortedSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** type-graphql wants one where there is a subscription, even if each has a `subscribe` of its own, as ours have. */
const unusedPubSub = {
  publish: (): void => undefined,
  subscribe: (): never => {
    throw new Error('every subscription has its own source');
  },
};

/** Descriptions of the root types, which type-graphql cannot declare since they consist of many resolvers. */
const roots = {
  Query: 'Reads. A field whose scope the token lacks fails with FORBIDDEN; the others are returned.',
  Mutation: 'Writes. Problems that concern the person are members of the result, not errors.',
  Subscription: 'Event streams, over WebSocket (graphql-transport-ws) or as server-sent events.',
} as const;

function describeType(schema: GraphQLSchema, name: string, description: string): void {
  const type = schema.getType(name);
  if (type === undefined) throw new Error(`${name} is no type`);
  type.description = description;
}

/** type-graphql makes a promise of what a Node is, which compiled operations do not take. */
function resolveAtOnce(schema: GraphQLSchema): void {
  const node = schema.getType('Node');
  if (isInterfaceType(node)) node.resolveType = ({ id }: Node) => decodeId(id)?.type;
}

/** type-graphql lacks OneOf: the built type is marked. */
function markOneOf(schema: GraphQLSchema, name: string): void {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`${name} is no input type`);
  type.isOneOf = true;
}
