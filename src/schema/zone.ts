import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { BadUserInput } from '../model/errors.js';
import type { GatewayContext } from './context.js';
import { Node } from './node.js';
import { Allow } from './scope.js';

@ObjectType({
  implements: Node,
  description: 'An area of the network. WispHub knows zones by number alone.',
  simpleResolvers: true,
})
export class Zone extends Node {
  @Field(() => Int, { description: "WispHub's number." })
  readonly zoneId!: number;
}

@Resolver(() => Zone)
export class ZoneResolver {
  @Allow('tickets:read')
  @Query(() => Zone, {
    nullable: true,
    description:
      'The zone with a WispHub number. The back end cannot tell whether it exists: an unknown one reads as free.',
  })
  zone(
    @Arg('zoneId', () => Int, { description: 'For example `7`.' }) zoneId: number,
    @Ctx() { operation }: GatewayContext,
  ): Zone {
    if (zoneId < 1) throw new BadUserInput('zoneId');
    return operation.zones.byZoneId(zoneId);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the zone has as many open tickets as it may, so that no more can be opened in it.',
  })
  async isBlocked(@Root() zone: Zone, @Ctx() { operation }: GatewayContext): Promise<boolean> {
    return (await operation.zones.load(zone)).isBlocked;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many open tickets it may have, for example `3`.' })
  async maxTickets(@Root() zone: Zone, @Ctx() { operation }: GatewayContext): Promise<number> {
    return (await operation.zones.load(zone)).maxTickets;
  }
}
