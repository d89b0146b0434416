import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, Info, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { ClientSource as ClientSourceOfDomain } from '../domain/client-source.js';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord, ServiceStatus } from '../model/client.js';
import type { ErrorCode } from '../model/errors.js';
import type { InvoiceState } from '../model/invoice.js';
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

@ObjectType({ description: 'What one back end says of a client, or why it could not be asked.', simpleResolvers: true })
class ClientSource implements ClientSourceOfDomain {
  @Field(() => BackendEnum, { description: 'Which back end.' })
  readonly backend!: BackendName;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it knows the client. Null when it could not be asked.',
  })
  readonly found!: boolean | null;

  @Field(() => String, { nullable: true, description: 'The name that it has.' })
  readonly name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The identity document that it has. Masked without `personal:read`.',
  })
  readonly document!: string | null;

  @Field(() => ServiceStatusEnum, { nullable: true, description: 'What it says of the service.' })
  readonly status!: ServiceStatus | null;

  @Field(() => String, { nullable: true, description: 'Its own word for the status.' })
  readonly upstreamStatus!: string | null;

  @Field(() => Freshness, { nullable: true, description: 'How old its answer is.' })
  readonly freshness!: Freshness | null;

  @Field(() => String, {
    nullable: true,
    description: 'An error code, when it could not be asked, or JOIN_CONFLICT when its record is not shown.',
  })
  readonly unavailable!: ErrorCode | null;

  @Field(() => Boolean, {
    description:
      'Whether its record has the same document under another name: one of the two documents is wrong. Without `personal:read` and `billing:read` nothing else is told of such a record, and what it alone knows of the client is null or empty, with JOIN_CONFLICT.',
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
  @FieldResolver(() => Int, { nullable: true, description: "WispHub's number of the service." })
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
    description: 'The running account. Positive: owes. Negative: credit. Open invoices are not in it.',
  })
  outstandingBalance(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Money> {
    return at('WISPHUB', client, context, ({ outstandingBalance }) => outstandingBalance);
  }

  @FastResolver()
  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'The day on which the service is cut off unless it is paid.',
  })
  cutOffDate(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ cutOffDate }) => cutOffDate);
  }

  @FastResolver()
  @FieldResolver(() => Int, { nullable: true, description: 'The technician in charge, by number.' })
  technicianId(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<number> {
    return at('WISPHUB', client, context, ({ technicianId }) => technicianId);
  }

  @FastResolver()
  @FieldResolver(() => IPScalar, {
    nullable: true,
    description: "The address of the subscriber's antenna. Null without `personal:read`.",
  })
  antennaIp(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ antennaIp }) => antennaIp);
  }

  @FastResolver()
  @FieldResolver(() => String, {
    nullable: true,
    description: "The router's interface for the subscriber, for example `ether2`.",
  })
  lanInterface(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPHUB', client, context, ({ lanInterface }) => lanInterface);
  }

  @FastResolver()
  @FieldResolver(() => Plan, { nullable: true, description: 'The internet plan. Null without one.' })
  plan(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Plan> {
    return at('WISPHUB', client, context, (own) => context.operation.plans.ofClient(own));
  }

  @FastResolver()
  @FieldResolver(() => Zone, { nullable: true, description: 'The area of the network. Null without one.' })
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
  @FieldResolver(() => String, { nullable: true, description: 'Country, as the contracts write it.' })
  country(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('WISPRO', client, context, ({ country }) => country);
  }

  @FastResolver()
  @FieldResolver(() => Coordinates, {
    nullable: true,
    description: 'Where the one contract is; null with several, and without `personal:read`.',
  })
  location(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Coordinates> {
    return at('WISPRO', client, context, ({ location }) => location);
  }

  @Allow('billing:read')
  @FieldResolver(() => [Contract], {
    description: 'What the client has signed for. Empty, with an error at its path, when Wispro cannot be asked.',
  })
  async contracts(@Root() client: ClientRecord, @Ctx() context: GatewayContext) {
    return (await at('WISPRO', client, context, (record) => record.contracts)) ?? [];
  }

  @Allow('billing:read')
  @FieldResolver(() => InvoiceConnection, {
    description: 'Invoices, newest first. Empty, with an error at its path, when Wispro cannot be asked.',
  })
  invoices(
    @Root() client: ClientRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of an earlier page.' }) after: string | null,
    @Arg('states', () => [InvoiceStateEnum], { nullable: true, description: 'Only in these states. Default: all.' })
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
    description: 'Every back end: what it says of the client, or why it could not be asked.',
  })
  sources(@Root() client: ClientRecord, @Ctx() { operation }: GatewayContext): Promise<readonly ClientSource[]> {
    return operation.clients.sources(client);
  }

  @FieldResolver(() => [ExternalId], {
    description:
      'Every id by which the back ends know the client; those of contracts with `personal:read`, or an assurance of the client. Those of a back end that cannot be asked are missing, with an error.',
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
