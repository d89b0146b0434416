import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Zone as ZoneOfDomain } from '../domain/zone.js';
import { BadUserInput } from '../model/errors.js';
import type { GatewayContext } from './context.js';
import { Cost, sharedCosts } from './field.js';
import { Node } from './node.js';
import { Allow } from './scope.js';

@ObjectType({
  implements: Node,
  description: 'An area of the network (WispHub).',
  simpleResolvers: true,
})
export class Zone extends Node {
  @Field(() => Int, { description: "WispHub's id." })
  readonly zoneId!: number;
}

@Resolver(() => Zone)
export class ZoneResolver {
  @Allow('tickets:read')
  @Cost({ calls: 1 })
  @Query(() => Zone, {
    nullable: true,
    description:
      'The zone with a WispHub id. The back end cannot tell whether it exists: an unknown zone reads as not full.',
  })
  zone(
    @Arg('zoneId', () => Int, { description: 'For example `7`.' }) zoneId: number,
    @Ctx() { operation }: GatewayContext,
  ): ZoneOfDomain {
    if (zoneId < 1) throw new BadUserInput('zoneId', { expected: '1 or more' });
    return operation.zones.byZoneId(zoneId);
  }

  @Cost({ calls: 1, call: 'zoneNames' })
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its name, where the back end tells it (`NETWORK`).',
  })
  name(@Root() zone: ZoneOfDomain, @Ctx() { operation }: GatewayContext): Promise<string | null> {
    return operation.zones.name(zone);
  }

  @Cost(sharedCosts.zone)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'True when the zone has reached its limit of open tickets, so that no more can be opened.',
  })
  async isBlocked(@Root() zone: ZoneOfDomain, @Ctx() { operation }: GatewayContext): Promise<boolean> {
    return (await operation.zones.load(zone)).isBlocked;
  }

  @Cost(sharedCosts.zone)
  @FieldResolver(() => Int, { nullable: true, description: 'Limit of open tickets, for example `3`.' })
  async maxTickets(@Root() zone: ZoneOfDomain, @Ctx() { operation }: GatewayContext): Promise<number> {
    return (await operation.zones.load(zone)).maxTickets;
  }
}
