import {
  Arg,
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
} from 'type-graphql';
import type { WebhookDelivery as WebhookDeliveryModel, WebhookDeliveryState } from '../model/webhook.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

const WebhookDeliveryStateEnum = createEnum<WebhookDeliveryState>(
  'WebhookDeliveryState',
  'State of an event on its way to an endpoint.',
  {
    PENDING: 'It waits for its first or next attempt, or for an earlier event of the same client.',
    DELIVERED: 'The endpoint has received it.',
    DEAD: 'A dead letter: it is not sent again unless it is replayed.',
  },
);

@ObjectType({ description: 'An event on its way to one endpoint.', simpleResolvers: true })
class WebhookDelivery {
  @Field(() => ID, { description: 'Id of the delivery, for `replayWebhook`.' })
  readonly id!: string;

  @Field(() => String, { description: 'Host of the endpoint.' })
  readonly host!: string;

  @Field(() => WebhookDeliveryStateEnum, { description: 'State.' })
  readonly state!: WebhookDeliveryState;

  @Field(() => Int, { description: 'Attempts that ended, since the event or its last replay.' })
  readonly attempts!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Outcome of the last attempt: `http_` and the status of the answer, `timeout`, `unreachable`, `private_address`, or `expired` for a dead letter that waited too long or had no room. Null before the first.',
  })
  readonly lastOutcome!: string | null;

  @Field(() => DateTimeScalar, { description: 'Time at which the event was accepted.' })
  readonly createdAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Time before which no further attempt is made. Null unless PENDING.',
  })
  readonly nextAttemptAt!: string | null;
}

@ObjectType({ description: 'A page of webhook deliveries.', simpleResolvers: true })
class WebhookDeliveryConnection extends createConnection(WebhookDelivery, 'WebhookDelivery') {}

@InputType({ description: 'The delivery to send again.' })
class ReplayWebhookInput {
  @Field(() => ID, { description: 'Id of the delivery.' })
  readonly id!: string;
}

@ObjectType({ description: 'The event will be sent again.', simpleResolvers: true })
class ReplayWebhookSuccess {
  constructor(delivery: WebhookDeliveryModel) {
    this.delivery = delivery;
  }

  @Field(() => WebhookDelivery, { description: 'The delivery, which is pending again.' })
  readonly delivery: WebhookDeliveryModel;
}

const ReplayWebhookResult = createUnionType({
  name: 'ReplayWebhookResult',
  description: 'The delivery. Problems may be added: match them with `... on Problem`.',
  types: () => [ReplayWebhookSuccess] as const,
});

@Resolver(() => WebhookDelivery)
export class WebhookResolver {
  @Allow('admin')
  @Cost({ items: 'first' })
  @Query(() => WebhookDeliveryConnection, {
    description: 'Webhooks that wait, were delivered or are dead letters, newest first. Requires `admin`.',
  })
  webhookDeliveries(
    @Arg('state', () => WebhookDeliveryStateEnum, { nullable: true, description: 'Default: every state.' })
    state: WebhookDeliveryState | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.webhookDeliveries.search({ first, after }, state ?? null);
  }

  @Allow('admin')
  @Cost({ items: 1 })
  @Mutation(() => ReplayWebhookResult, {
    description:
      'Sends an event to its endpoint again, with the same `webhook-id`: a dead letter, a delivered one, or one that waits for its next attempt. Requires `admin`.',
  })
  async replayWebhook(
    @Arg('input', () => ReplayWebhookInput, { description: 'The delivery.' }) { id }: ReplayWebhookInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof ReplayWebhookResult> {
    return new ReplayWebhookSuccess(await operation.webhookDeliveries.replay(id));
  }

  @FieldResolver(() => ID, { description: 'Id of the event: the header `webhook-id`, the same at every endpoint.' })
  eventId(@Root() { event }: WebhookDeliveryModel): string {
    return event.id;
  }

  @FieldResolver(() => String, { description: 'Type of the event, such as `ping.completed`.' })
  type(@Root() { event }: WebhookDeliveryModel): string {
    return event.type;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Global id of the client concerned. Null when it concerns no single one.',
  })
  clientId(@Root() { event }: WebhookDeliveryModel): string | null {
    return event.clientId;
  }
}
