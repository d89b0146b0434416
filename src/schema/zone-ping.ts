import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Zone as ZoneOfDomain } from '../domain/zone.js';
import type { Outage as OutageModel } from '../model/outage.js';
import type { ZonePing as ZonePingModel, ZonePingState } from '../model/zone-ping.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { given } from './input.js';
import { Node } from './node.js';
import { Outage } from './outage.js';
import { commonProblems, toProblem } from './problem.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';
import { Zone } from './zone.js';

const ZonePingStateEnum = createEnum<ZonePingState>('ZonePingState', 'Progress of a run.', {
  RUNNING: 'Pings are under way, or wait for their turn.',
  COMPLETED: 'Every ping has ended, or could not be started.',
});

@ObjectType({
  implements: Node,
  description: "A run of pings over a zone's clients.",
  simpleResolvers: true,
})
export class ZonePing extends Node {
  @Field(() => ZonePingStateEnum, { description: 'Progress.' })
  readonly state!: ZonePingState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of the end. Null while RUNNING.' })
  readonly completedAt!: string | null;
}

@InputType({ description: 'The zone.' })
class StartZonePingInput {
  @Field(() => Int, { description: "WispHub's id of the zone, for example `7`." })
  readonly zoneId!: number;

  @Field(() => ID, { nullable: true, description: 'Idempotency key: a repeated request returns the same run.' })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'The run is under way.', simpleResolvers: true })
class StartZonePingSuccess {
  constructor(zonePing: ZonePingModel, replayed: boolean) {
    this.zonePing = zonePing;
    this.replayed = replayed;
  }

  @Field(() => ZonePing, { description: 'Subscribe to `zonePingChanged` with its id for the progress.' })
  readonly zonePing: ZonePingModel;

  @Field(() => Boolean, {
    description:
      'True when the run was there already: started by the same key, or by another caller for the same zone.',
  })
  readonly replayed: boolean;
}

const StartZonePingResult = createUnionType({
  name: 'StartZonePingResult',
  description: 'The run, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () => [StartZonePingSuccess, ...commonProblems] as const,
});

@ArgsType()
class ChangedArguments {
  @Field(() => ID, { description: 'Global id of the run.' })
  readonly id!: string;
}

@Resolver(() => ZonePing)
export class ZonePingResolver {
  @Allow('network:read')
  @Cost({ calls: 1 })
  @Query(() => ZonePing, {
    nullable: true,
    description: 'A run of the last days. Null when this gateway does not have it.',
  })
  zonePing(
    @Arg('id', () => ID, { description: 'Global id of the run.' }) id: string,
    @Ctx() { operation }: GatewayContext,
  ): Promise<ZonePingModel | null> {
    return operation.zonePings.byId(id);
  }

  @Allow('network:diagnose')
  @Cost({ calls: 60 })
  @Mutation(() => StartZonePingResult, {
    description:
      "Pings a zone's clients whose service should work, 60 at most unless the installation says otherwise, some at a time. A run of the zone that is under way is joined, and so is a ping of a client. BAD_USER_INPUT when the zone has no such client. Requires `network:diagnose`.",
  })
  async startZonePing(
    @Arg('input', () => StartZonePingInput, { description: 'The zone.' }) { zoneId, ...input }: StartZonePingInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof StartZonePingResult> {
    const result = await operation.zonePings.start({ zoneId, ...given(input) });
    return result.kind === 'done' ? new StartZonePingSuccess(result.value, result.isReplay) : toProblem(result);
  }

  @Allow('network:read')
  @Cost({ calls: 1 })
  @Subscription(() => ZonePing, {
    description: 'The run as it is, then each progress; after its end the stream completes.',
    subscribe: ({ args, context }: { args: ChangedArguments; context: GatewayContext }) =>
      context.operation.zonePings.changes(args.id),
  })
  zonePingChanged(@Args(() => ChangedArguments) _: ChangedArguments, @Root() run: ZonePingModel): ZonePingModel {
    return run;
  }

  @FieldResolver(() => Zone, { description: 'The zone.' })
  zone(@Root() { zoneId }: ZonePingModel, @Ctx() { operation }: GatewayContext): ZoneOfDomain {
    return operation.zones.byZoneId(zoneId);
  }

  @FieldResolver(() => Int, { description: 'Clients to be pinged.' })
  total(@Root() { targets }: ZonePingModel): number {
    return targets.length;
  }

  @FieldResolver(() => Int, { description: 'Clients whose ping has ended, with or without a result.' })
  done(@Root() { targets }: ZonePingModel): number {
    return targets.filter(({ result }) => result !== null).length;
  }

  @FieldResolver(() => Int, { description: 'Clients of whom nothing answers.' })
  down(@Root() { targets }: ZonePingModel): number {
    return targets.filter(({ result }) => result === 'DOWN').length;
  }

  @FieldResolver(() => Int, { description: 'Clients of whom at least the antenna answers.' })
  up(@Root() { targets }: ZonePingModel): number {
    return targets.filter(({ result }) => result === 'UP').length;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'Time of the start.' })
  startedAt(@Root() { requestedAt }: ZonePingModel): string {
    return requestedAt;
  }

  @Cost({ calls: 1 })
  @FieldResolver(() => Outage, {
    nullable: true,
    description:
      'Open outage of the zone, or of a router or tower of clients of whom nothing answered. Null when none is known.',
  })
  outage(@Root() run: ZonePingModel, @Ctx() { operation }: GatewayContext): Promise<OutageModel | null> {
    return operation.outages.ofZonePing(run);
  }
}
