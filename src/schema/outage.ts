import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Zone as ZoneOfDomain } from '../domain/zone.js';
import type { ClientRecord } from '../model/client.js';
import type { NetworkElement as NetworkElementModel } from '../model/network-element.js';
import type { OutageEnding, Outage as OutageModel, OutageScope, OutageSource, OutageState } from '../model/outage.js';
import type { Page } from '../model/page.js';
import { Client } from './client.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost, Masked, Owner } from './field.js';
import { NetworkElement } from './network-element.js';
import { Node } from './node.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';
import { Zone } from './zone.js';

const OutageScopeEnum = createEnum<OutageScope>('OutageScope', 'Part of the network that is out.', {
  ZONE: 'All of a zone, whatever the cause.',
  ROUTER: 'A router, and with it every tower behind it.',
  TOWER: 'A tower or sector.',
});

const OutageSourceEnum = createEnum<OutageSource>('OutageSource', 'How an outage is known.', {
  PINGS: 'Pings of several clients had no answer.',
  BACK_END: 'The ISP has declared it in its own system.',
});

const OutageStateEnum = createEnum<OutageState>('OutageState', 'Whether an outage goes on.', {
  OPEN: 'It goes on, as far as is known.',
  ENDED: 'It is over: see `ending`.',
});

const OutageEndingEnum = createEnum<OutageEnding>('OutageEnding', 'How the end of an outage is known.', {
  ANSWERS: 'Clients answer pings again.',
  FLAG_GONE: 'The ISP no longer declares it.',
  SILENCE: 'No ping has said anything for a day: it is not known to go on.',
});

@ObjectType({
  implements: Node,
  description: 'An outage of a zone, a router or a tower.',
  simpleResolvers: true,
})
export class Outage
  extends Node
  implements Omit<OutageModel, 'backend' | 'elementId' | 'elementName' | 'ordinal' | 'affected'>
{
  @Field(() => OutageScopeEnum, { description: 'Part of the network that is out.' })
  readonly scope!: OutageScope;

  @Field(() => OutageSourceEnum, { description: 'How it is known.' })
  readonly source!: OutageSource;

  @Field(() => OutageStateEnum, { description: 'Whether it goes on.' })
  readonly state!: OutageState;

  @Field(() => DateTimeScalar, { description: 'Time at which it became known: it began before.' })
  readonly raisedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time at which its end became known. Null while OPEN.' })
  readonly endedAt!: string | null;

  @Field(() => OutageEndingEnum, { nullable: true, description: 'How its end is known. Null while OPEN.' })
  readonly ending!: OutageEnding | null;

  @Field(() => Int, { description: 'Clients whose pings of the last ten minutes had a result, when last counted.' })
  readonly tested!: number;

  @Field(() => Int, { description: 'Of `tested`: nothing answers.' })
  readonly down!: number;

  @Field(() => Int, { description: 'Of `tested`: at least the antenna answers, or some packets arrive.' })
  readonly up!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of the latest result counted. Null without one.' })
  readonly testedAt!: string | null;

  @Field(() => Int, {
    description: 'Clients on it whose service should work, but those who answer pings, when last counted.',
  })
  readonly affectedCount!: number;

  @Field(() => String, { nullable: true, description: "The ISP's words for it (`BACK_END`)." })
  readonly description!: string | null;
}

@ObjectType({ description: 'A page of outages.', simpleResolvers: true })
class OutageConnection extends createConnection(Outage, 'Outage') {}

@ObjectType({ description: 'A page of the clients on an outage.', simpleResolvers: true })
class OutageClientConnection extends createConnection(Client, 'OutageClient') {}

@Resolver(() => Outage)
export class OutageResolver {
  @Allow('network:read')
  @Cost({ items: 'first' })
  @Query(() => OutageConnection, { description: 'Outages of the last year, newest first.' })
  outages(
    @Arg('state', () => OutageStateEnum, { nullable: true, description: 'Default: both.' }) state: OutageState | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ): Promise<Page<OutageModel>> {
    return operation.outages.search({ first, after }, state ?? undefined);
  }

  @Allow('network:read')
  @Cost({ items: 10 })
  @Subscription(() => Outage, {
    description: 'The open outages, then every change of one: it was raised, counted anew, or has ended.',
    subscribe: ({ context }: { context: GatewayContext }) => context.operation.outages.changes(),
  })
  outageChanged(@Root() outage: OutageModel): OutageModel {
    return outage;
  }

  @FieldResolver(() => Zone, { nullable: true, description: 'The zone that is out. Null unless `ZONE`.' })
  zone(
    @Root() { scope, elementId, elementName }: OutageModel,
    @Ctx() { operation }: GatewayContext,
  ): ZoneOfDomain | null {
    return scope === 'ZONE' ? operation.zones.byZoneId(elementId, elementName) : null;
  }

  @FieldResolver(() => NetworkElement, {
    nullable: true,
    description: 'The router or tower that is out. Null for `ZONE`.',
  })
  element(
    @Root() { scope, elementId, elementName, source, state, description }: OutageModel,
  ): NetworkElementModel | null {
    if (scope === 'ZONE') return null;
    const hasOutage = source === 'BACK_END' ? state === 'OPEN' : null;
    return { elementId, name: elementName, hasOutage, outageDescription: description };
  }

  @Allow('clients:read')
  @Cost({ calls: 1, items: 'first' })
  @FieldResolver(() => OutageClientConnection, {
    description:
      'Clients on it whose service should work, in the order of their ids. Who has answered a ping since is not among them. Empty once it has ended. Requires `clients:read`.',
  })
  affected(
    @Root() outage: OutageModel,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ): Promise<Page<ClientRecord>> {
    return operation.outages.affected(outage, { first, after });
  }
}

@Resolver(() => Zone)
export class ZoneOutageResolver {
  @Allow('network:read')
  @FieldResolver(() => Outage, {
    nullable: true,
    description:
      'Open outage of the whole zone. Null when none is known: one of a router or a tower may still concern clients of the zone. Requires `network:read`.',
  })
  outage(@Root() { zoneId }: ZoneOfDomain, @Ctx() { operation }: GatewayContext): Promise<OutageModel | null> {
    return operation.outages.ofZone(zoneId);
  }
}

@Resolver(() => Client)
export class ClientOutageResolver {
  @Allow('network:read')
  @Owner('PING')
  @Masked('public')
  @FieldResolver(() => Outage, {
    nullable: true,
    description:
      "Open outage of the client's zone, router or tower. Null when none is known, and for a client who has answered a ping in the last ten minutes. Requires `network:read`.",
  })
  outage(@Root() client: ClientRecord, @Ctx() { operation }: GatewayContext): Promise<OutageModel | null> {
    return operation.outages.ofClient(client);
  }
}
