import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Zone as ZoneOfDomain } from '../domain/zone.js';
import type { Capability } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { InvoiceState } from '../model/invoice.js';
import type { NetworkElement as NetworkElementModel } from '../model/network-element.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Contract } from './contract.js';
import { Coordinates } from './coordinates.js';
import { FastResolver } from './fast-resolver.js';
import { Cost, Masked, Owner } from './field.js';
import { InvoiceConnection, InvoiceStateEnum } from './invoice.js';
import { Money } from './money.js';
import { NetworkElement } from './network-element.js';
import { Plan } from './plan.js';
import { DateScalar, EmailAddressScalar, IPScalar } from './scalar.js';
import { Allow } from './scope.js';
import { Zone } from './zone.js';

/** A field of the first back end with a capability that knows the client: of the loaded record if it is that back end's. */
function at<Value>(
  capability: Capability,
  client: ClientRecord,
  { operation }: GatewayContext,
  read: (record: ClientRecord) => Value | Promise<Value>,
): Value | Promise<Value | null> {
  if (client.backend === operation.owners.first(capability)) return read(client);
  return operation.clients.recordWith(client, capability).then((record) => (record === null ? null : read(record)));
}

/** Fields of a client's service, of the back end that lists clients. */
@Resolver(() => Client)
export class ClientServiceResolver {
  @FastResolver()
  @Owner('CLIENT_LIST')
  @Masked('public')
  @FieldResolver(() => Int, { nullable: true, description: "WispHub's service id." })
  serviceId(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<number> {
    return at('CLIENT_LIST', client, context, ({ serviceId }) => serviceId);
  }

  @FastResolver()
  @Owner('CLIENT_LIST')
  @Masked('public')
  @FieldResolver(() => String, { nullable: true, description: 'Neighbourhood or district.' })
  locality(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('CLIENT_LIST', client, context, ({ locality }) => locality);
  }

  @FastResolver()
  @Owner('CLIENT_LIST')
  @Masked('proof')
  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'Balance of the account. Positive: debt. Negative: credit. At WispHub open invoices are not included; at Wispro they most likely are. `account` tells what is owed in all.',
  })
  outstandingBalance(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Money> {
    return at('CLIENT_LIST', client, context, ({ outstandingBalance }) => outstandingBalance);
  }

  @FastResolver()
  @Owner('CLIENT_LIST')
  @Masked('proof')
  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'Day on which the service is suspended unless it is paid.',
  })
  cutOffDate(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('CLIENT_LIST', client, context, ({ cutOffDate }) => cutOffDate);
  }

  @FastResolver()
  @Owner('TICKETS')
  @Masked('public')
  @FieldResolver(() => Int, { nullable: true, description: "WispHub's id of the technician in charge." })
  technicianId(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<number> {
    return at('TICKETS', client, context, ({ technicianId }) => technicianId);
  }

  @FastResolver()
  @Owner('PING')
  @Masked('null')
  @FieldResolver(() => IPScalar, {
    nullable: true,
    description: "IP address of the subscriber's antenna. Null without `personal:read`.",
  })
  antennaIp(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('PING', client, context, ({ antennaIp }) => antennaIp);
  }

  @FastResolver()
  @Owner('PING')
  @Masked('public')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Router interface of the subscriber, for example `ether2`.',
  })
  lanInterface(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('PING', client, context, ({ lanInterface }) => lanInterface);
  }

  @FastResolver()
  @Owner('PLANS')
  @Masked('public')
  @FieldResolver(() => Plan, { nullable: true, description: 'Internet plan. Null without one.' })
  plan(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Plan> {
    return at('PLANS', client, context, (own) => context.operation.plans.ofClient(own));
  }

  @FastResolver()
  @Owner('ZONES')
  @Masked('public')
  @FieldResolver(() => Zone, { nullable: true, description: 'Area of the network. Null without one.' })
  zone(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<ZoneOfDomain> {
    const { zones } = context.operation;
    return at('ZONES', client, context, ({ zoneId, network }) =>
      zoneId === null ? null : zones.byZoneId(zoneId, network?.zoneName),
    );
  }
}

/** Fields of what a client's service depends on, of the back end that names it. */
@Resolver(() => Client)
export class ClientNetworkResolver {
  @FastResolver()
  @Owner('NETWORK')
  @Masked('public')
  @FieldResolver(() => String, { nullable: true, description: 'Name of the technician in charge.' })
  technicianName(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('NETWORK', client, context, ({ network }) => network?.technicianName ?? null);
  }

  @FastResolver()
  @Owner('NETWORK')
  @Masked('public')
  @FieldResolver(() => NetworkElement, {
    nullable: true,
    description: 'Router at which the service ends, and whether the ISP has declared an outage of it.',
  })
  router(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<NetworkElementModel> {
    return at('NETWORK', client, context, ({ network }) => network?.router ?? null);
  }

  @FastResolver()
  @Owner('NETWORK')
  @Masked('public')
  @FieldResolver(() => NetworkElement, {
    nullable: true,
    description: 'Tower or sector of the service, and whether the ISP has declared an outage of it.',
  })
  tower(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<NetworkElementModel> {
    return at('NETWORK', client, context, ({ network }) => network?.tower ?? null);
  }
}

/** Fields of a client's contracts, of the back end that has them. */
@Resolver(() => Client)
export class ClientContractsResolver {
  @FastResolver()
  @Owner('CONTACT_DETAILS')
  @Masked('null')
  @FieldResolver(() => EmailAddressScalar, {
    nullable: true,
    description: 'E-mail address. Null without `personal:read`.',
  })
  email(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('CONTACT_DETAILS', client, context, ({ email }) => email);
  }

  @FastResolver()
  @Owner('CONTRACTS')
  @Masked('public')
  @FieldResolver(() => String, { nullable: true, description: 'Province or state.' })
  province(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('CONTRACTS', client, context, ({ province }) => province);
  }

  @FastResolver()
  @Owner('CONTRACTS')
  @Masked('public')
  @FieldResolver(() => String, { nullable: true, description: 'Country, as written in the contracts.' })
  country(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<string> {
    return at('CONTRACTS', client, context, ({ country }) => country);
  }

  @FastResolver()
  @Owner('CONTACT_DETAILS')
  @Masked('null')
  @FieldResolver(() => Coordinates, {
    nullable: true,
    description:
      "Location of the client's only contract, or of their service; null with several contracts, and without `personal:read`.",
  })
  location(@Root() client: ClientRecord, @Ctx() context: GatewayContext): Maybe<Coordinates> {
    return at('CONTACT_DETAILS', client, context, ({ location }) => location);
  }

  @Allow('billing:read')
  @Owner('CONTRACTS')
  @Masked('proof')
  @Cost({ calls: 2, call: 'contracts', items: 2 })
  @FieldResolver(() => [Contract], {
    description: 'Contracts of the client. Empty, with an error at its path, while Wispro is unavailable.',
  })
  async contracts(@Root() client: ClientRecord, @Ctx() context: GatewayContext) {
    return (await at('CONTRACTS', client, context, (record) => record.contracts)) ?? [];
  }

  @Allow('billing:read')
  @Owner('INVOICES')
  @Masked('proof')
  @Cost({ calls: 2, items: 'first' })
  @FieldResolver(() => InvoiceConnection, {
    description: 'Invoices, newest first. Empty, with an error at its path, while the back end is unavailable.',
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
export const contractKinds: ReadonlySet<string> = new Set(['CONTRACT_ID', 'CONTRACT_PUBLIC_ID']);
type Maybe<Value> = Value | null | Promise<Value | null>;
