import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  Float,
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
import type { ClientRecord } from '../model/client.js';
import type { ConnectionState, PingTask as PingTaskModel, PingTaskStatus } from '../model/ping-task.js';
import { Client } from './client.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { Cost, Masked, Owner } from './field.js';
import { given } from './input.js';
import { Node } from './node.js';
import { ConnectionStateEnum, PingTaskStatusEnum } from './ping-state.js';
import { ClientNotFound, commonProblems, toProblem } from './problem.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

@ObjectType({
  implements: Node,
  description: "A ping of a subscriber's equipment, started through this gateway.",
  simpleResolvers: true,
})
export class PingTask extends Node implements Omit<PingTaskModel, 'backend' | 'clientId' | 'zoneId'> {
  @Field(() => String, { description: "The back end's id of the task." })
  readonly taskId!: string;

  @Field(() => Int, { description: "WispHub's id of the pinged service." })
  readonly serviceId!: number;

  @Field(() => Int, { description: 'Number of echo requests ordered.' })
  readonly pings!: number;

  @Field(() => PingTaskStatusEnum, { description: 'Progress.' })
  readonly status!: PingTaskStatus;

  @Field(() => ConnectionStateEnum, { nullable: true, description: 'Result. Null until COMPLETED.' })
  readonly connection!: ConnectionState | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Percent of the echo requests without an answer, 0 to 100, where the back end tells it.',
  })
  readonly packetLoss?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean round trip of the answers in milliseconds, where the back end tells it. Null without an answer.',
  })
  readonly latencyMs?: number | null;

  @Field(() => String, { nullable: true, description: 'Message of the back end, in its words.' })
  readonly message!: string | null;

  @Field(() => DateTimeScalar, { description: 'Time of the start.' })
  readonly requestedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time at which it left PENDING.' })
  readonly completedAt!: string | null;

  @Field(() => String, { description: 'The `sub` of the token that started it.' })
  readonly requestedBy!: string;
}

@ObjectType({ description: 'A page of ping tasks.', simpleResolvers: true })
class PingTaskConnection extends createConnection(PingTask, 'PingTask') {}

@InputType({ description: 'Filter of ping tasks. All conditions must hold.' })
class PingTaskFilter {
  @Field(() => [ID], { nullable: true, description: 'Of any of these clients.' })
  readonly clientIds?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Of any of these WispHub service ids.' })
  readonly serviceIds?: number[] | null;

  @Field(() => Int, { nullable: true, description: 'Of clients in this zone.' })
  readonly zoneId?: number | null;

  @Field(() => [PingTaskStatusEnum], { nullable: true, description: 'In any of these states.' })
  readonly status?: PingTaskStatus[] | null;

  @Field(() => String, { nullable: true, description: 'Started by the holder of a token with this `sub`.' })
  readonly requestedBy?: string | null;
}

@InputType({ description: 'The client and the number of echo requests.' })
class StartPingInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => Int, { defaultValue: 4, description: 'Echo requests, 1 to 20.' })
  readonly pings!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Idempotency key, valid for 24 hours: a repeated request returns the same task.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'The ping is running.', simpleResolvers: true })
class StartPingSuccess {
  constructor(pingTask: PingTaskModel, replayed: boolean) {
    this.pingTask = pingTask;
    this.replayed = replayed;
  }

  @Field(() => PingTask, { description: 'Subscribe to `pingTaskCompleted` with its id for the result.' })
  readonly pingTask: PingTaskModel;

  @Field(() => Boolean, {
    description:
      'True when the ping was already running: started by the same key, or by another caller for the same client.',
  })
  readonly replayed: boolean;
}

const StartPingResult = createUnionType({
  name: 'StartPingResult',
  description:
    'The running ping, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () => [StartPingSuccess, ClientNotFound, ...commonProblems] as const,
});

@ArgsType()
class CompletedArguments {
  @Field(() => ID, { description: 'Global id of the task.' })
  readonly id!: string;
}

@ArgsType()
class ChangedArguments {
  @Field(() => PingTaskFilter, { nullable: true, description: 'Default: every task.' })
  readonly filter?: PingTaskFilter | null;
}

@Resolver(() => PingTask)
export class PingTaskResolver {
  @Allow('network:read')
  @Cost({ calls: 1 })
  @Query(() => PingTask, { nullable: true, description: 'A ping task. Null when this gateway does not have it.' })
  pingTask(
    @Arg('id', () => ID, { description: 'Global id of the task.' }) id: string,
    @Ctx() { operation }: GatewayContext,
  ): Promise<PingTaskModel | null> {
    return operation.pingTasks.byId(id);
  }

  @Allow('network:read')
  @Cost({ items: 'first' })
  @Query(() => PingTaskConnection, { description: 'Ping tasks of the last days, newest first.' })
  pingTasks(
    @Arg('first', () => Int, { defaultValue: 25, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Arg('filter', () => PingTaskFilter, { nullable: true, description: 'Default: every task.' })
    filter: PingTaskFilter | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.pingTasks.search({ first, after }, given(filter ?? {}));
  }

  @Allow('network:diagnose', { orAssuranceBy: 'clientId' })
  @Cost({ calls: 3 })
  @Mutation(() => StartPingResult, {
    description:
      "Pings a client's equipment. A ping already running or being started for the client is joined. Requires `network:diagnose` or an assurance of the client.",
  })
  async startPing(
    @Arg('input', () => StartPingInput, { description: 'The client and the number of echo requests.' })
    input: StartPingInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof StartPingResult> {
    const result = await operation.pingTasks.start({ ...input, idempotencyKey: given(input).idempotencyKey });
    if (result.kind === 'done') return new StartPingSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new StartPingSuccess(result.value, true);
    return result.kind === 'not-found' ? new ClientNotFound() : toProblem(result);
  }

  @Allow('network:read')
  @Subscription(() => PingTask, {
    description: 'One event when the task leaves PENDING, at once if it already has; then the stream completes.',
    subscribe: ({ args, context }: { args: CompletedArguments; context: GatewayContext }) =>
      context.operation.pingTasks.completion(args.id),
  })
  pingTaskCompleted(@Args(() => CompletedArguments) _: CompletedArguments, @Root() task: PingTaskModel): PingTaskModel {
    return task;
  }

  @Allow('network:read')
  @Cost({ items: 10 })
  @Subscription(() => PingTask, {
    description: 'The matching PENDING tasks, then every change of a matching task, for live screens.',
    subscribe: ({ args, context }: { args: ChangedArguments; context: GatewayContext }) =>
      context.operation.pingTasks.changes(given(args.filter ?? {})),
  })
  pingTaskChanged(@Args(() => ChangedArguments) _: ChangedArguments, @Root() task: PingTaskModel): PingTaskModel {
    return task;
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, { nullable: true, description: 'The pinged client. Requires `clients:read`.' })
  client(@Root() { clientId }: PingTaskModel, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.clients.byId(clientId);
  }
}

@Resolver(() => Client)
export class ClientPingTasksResolver {
  @Allow('network:read')
  @Owner('GATEWAY')
  @Masked('public')
  @Cost({ items: 'first' })
  @FieldResolver(() => PingTaskConnection, { description: 'Pings started through this gateway, newest first.' })
  pingTasks(
    @Root() client: ClientRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.pingTasks.ofClient(client, { first, after });
  }
}
