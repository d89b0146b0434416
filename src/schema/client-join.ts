import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, Info, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { ClientSource as ClientSourceOfDomain } from '../domain/client-source.js';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { ErrorCode } from '../model/errors.js';
import type { InvoiceState } from '../model/invoice.js';
import type { ServiceStatus } from '../model/service-status.js';
import { BackendEnum, ExternalId, Freshness } from './backend.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Contract } from './contract.js';
import { Coordinates } from './coordinates.js';
import { FastResolver } from './fast-resolver.js';
import { InvoiceConnection, InvoiceStateEnum } from './invoice.js';
import { Money } from './money.js';
import { orElse } from './partial-result.js';
import { Plan } from './plan.js';
import { DateScalar, EmailAddressScalar, IPScalar } from './scalar.js';
import { Allow } from './scope.js';
import { ServiceStatusEnum } from './service-status.js';
import { Zone } from './zone.js';

@ObjectType({
  description: "One back end's record of a client, or the reason why it is missing.",
  simpleResolvers: true,
})
class ClientSource implements ClientSourceOfDomain {
  @Field(() => BackendEnum, { description: 'The back end.' })
  readonly backend!: BackendName;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when it has the client. Null while it is unavailable.',
  })
  readonly found!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Name in its record.' })
  readonly name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Identity document of its record. Masked without `personal:read`.',
  })
  readonly document!: string | null;

  @Field(() => ServiceStatusEnum, { nullable: true, description: 'State of the service in its record.' })
  readonly status!: ServiceStatus | null;

  @Field(() => String, { nullable: true, description: 'Its own word for the status.' })
  readonly upstreamStatus!: string | null;

  @Field(() => Freshness, { nullable: true, description: 'Age of its record.' })
  readonly freshness!: Freshness | null;

  @Field(() => String, {
    nullable: true,
    description: 'Error code while it is unavailable, or JOIN_CONFLICT when its record is not shown.',
  })
  readonly unavailable!: ErrorCode | null;

  @Field(() => Boolean, {
    description:
      'True when its record has the same document under a different name: one of the two documents is wrong. Without `personal:read` and `billing:read` nothing else of such a record is shown, and fields that only it has are null or empty, with JOIN_CONFLICT.',
  })
  readonly conflict!: boolean;
}

/** A field that one back end alone knows: read from the record in hand if that is its own, else from the same person's there. */
function at<Value>(
  name: BackendName,
  client: ClientRecord,
  { operation }: GatewayContext,
  read: (record: ClientRecord) => Value | Promise<Value>,
): Value | Promise<Value | null> {
  if (client.backend === name) return read(client);
  return operation.clients.recordAt(client, name).then((record) => (record === null ? null : read(record)));
}

/** Fields of a client that WispHub has. */
@Resolver(() => Client)
export class WispHubClientResolver {
  @FastResolver()
  @FieldResolver(() => Int, { nullable: true, description: "WispHub's service id." })
  serviceId(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<number> {
    return at('WISPHUB', client, context, ({ serviceId }) => serviceId);
  }

  @FastResolver()
  @FieldResolver(() => String, { nullable: true, description: 'Neighbourhood or district.' })
  locality(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ locality }) => locality);
  }

  @FastResolver()
  @FieldResolver(() => Money, {
    nullable: true,
    description: 'Balance of the account. Positive: debt. Negative: credit. Open invoices are not included.',
  })
  outstandingBalance(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Money> {
    return at('WISPHUB', client, context, ({ outstandingBalance }) => outstandingBalance);
  }

  @FastResolver()
  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'Day on which the service is suspended unless it is paid.',
  })
  cutOffDate(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ cutOffDate }) => cutOffDate);
  }

  @FastResolver()
  @FieldResolver(() => Int, { nullable: true, description: "WispHub's id of the technician in charge." })
  technicianId(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<number> {
    return at('WISPHUB', client, context, ({ technicianId }) => technicianId);
  }

  @FastResolver()
  @FieldResolver(() => IPScalar, {
    nullable: true,
    description: "IP address of the subscriber's antenna. Null without `personal:read`.",
  })
  antennaIp(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ antennaIp }) => antennaIp);
  }

  @FastResolver()
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Router interface of the subscriber, for example `ether2`.',
  })
  lanInterface(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ lanInterface }) => lanInterface);
  }

  @FastResolver()
  @FieldResolver(() => Plan, { nullable: true, description: 'Internet plan. Null without one.' })
  plan(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Plan> {
    return at('WISPHUB', client, context, (own) => context.operation.plans.ofClient(own));
  }

  @FastResolver()
  @FieldResolver(() => Zone, { nullable: true, description: 'Area of the network. Null without one.' })
  zone(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Zone> {
    const { zones } = context.operation;
    return at('WISPHUB', client, context, ({ zoneId }) => (zoneId === null ? null : zones.byZoneId(zoneId)));
  }
}

/** Fields of a client that Wispro has. */
@Resolver(() => Client)
export class WisproClientResolver {
  @FastResolver()
  @FieldResolver(() => EmailAddressScalar, {
    nullable: true,
    description: 'E-mail address. Null without `personal:read`.',
  })
  email(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPRO', client, context, ({ email }) => email);
  }

  @FastResolver()
  @FieldResolver(() => String, { nullable: true, description: 'Province or state.' })
  province(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPRO', client, context, ({ province }) => province);
  }

  @FastResolver()
  @FieldResolver(() => String, { nullable: true, description: 'Country, as written in the contracts.' })
  country(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPRO', client, context, ({ country }) => country);
  }

  @FastResolver()
  @FieldResolver(() => Coordinates, {
    nullable: true,
    description: "Location of the client's only contract; null with several, and without `personal:read`.",
  })
  location(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Coordinates> {
    return at('WISPRO', client, context, ({ location }) => location);
  }

  @Allow('billing:read')
  @FieldResolver(() => [Contract], {
    description: 'Contracts of the client. Empty, with an error at its path, while Wispro is unavailable.',
  })
  async contracts(@Root() client: ClientRecord, @Ctx() context: GatewayContext) {
    return (await at('WISPRO', client, context, (record) => record.contracts)) ?? [];
  }

  @Allow('billing:read')
  @FieldResolver(() => InvoiceConnection, {
    description: 'Invoices, newest first. Empty, with an error at its path, while Wispro is unavailable.',
  })
  invoices(
    @Root() client: ClientRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Arg('states', () => [InvoiceStateEnum], { nullable: true, description: 'Only these states. Default: all.' })
    states: InvoiceState[] | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.invoices.ofClient(client, { first, after }, states ?? undefined);
  }
}

/** Kinds of external ids that name contracts. */
const contractKinds: ReadonlySet<string> = new Set(['CONTRACT_ID', 'CONTRACT_PUBLIC_ID']);

/** Fields for which every back end is called. */
@Resolver(() => Client)
export class ClientSourceResolver {
  @FieldResolver(() => [ClientSource], {
    description: "Each back end's record of the client, or the reason why it is missing.",
  })
  sources(@Root() client: ClientRecord, @Ctx() { operation }: GatewayContext): Promise<readonly ClientSource[]> {
    return operation.clients.sources(client);
  }

  @FieldResolver(() => [ExternalId], {
    description:
      'Ids of the client at the back ends; ids of contracts require `personal:read` or an assurance of the client. Ids of an unavailable back end are missing, with an error.',
  })
  async externalIds(@Root() client: ClientRecord, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    const { access, clients } = context.operation;
    const ids = await orElse(client.externalIds, clients.externalIds(client), context, info);
    // Contracts are shown only after proof, their ids included.
    const isProven = access.isUnmasked || access.covers(client);
    return isProven ? ids : ids.filter(({ kind }) => !contractKinds.has(kind));
  }
}

type Maybe<Value> = Value | null | Promise<Value | null>;
