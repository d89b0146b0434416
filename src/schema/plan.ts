import { Arg, Ctx, Field, FieldResolver, Float, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Plan as PlanOfDomain } from '../domain/search/plan-index.js';
import { type PlanType, toMbps } from '../model/plan.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost, sharedCosts } from './field.js';
import { Money } from './money.js';
import { Node } from './node.js';
import { Allow } from './scope.js';

const PlanTypeEnum = createEnum<PlanType>(
  'PlanType',
  "Mechanism by which the ISP's router enforces the speed of a plan.",
  {
    PPPOE: 'A PPPoE profile.',
    SIMPLE_QUEUE: 'A simple queue.',
    PCQ: 'A per-connection queue: the back end provides no price and no speeds.',
    OTHER: 'Another mechanism.',
    UNKNOWN: 'The back end does not provide it.',
  },
);

@ObjectType({ implements: Node, description: 'An internet plan that the ISP sells.', simpleResolvers: true })
export class Plan extends Node {
  @Field(() => Int, {
    nullable: true,
    description: "WispHub's id. Null for a plan of which only the name or another id is known.",
  })
  readonly planId!: number | null;

  @Field(() => String, { nullable: true, description: 'For example `"7MB PLUS"`.' })
  readonly name!: string | null;

  @Field(() => PlanTypeEnum, { description: 'Mechanism that enforces its speed.' })
  readonly type!: PlanType;
}

@Resolver(() => Plan)
export class PlanResolver {
  @Allow('clients:read')
  @Cost({ calls: 1, items: 20 })
  @Query(() => [Plan], { description: "All plans, in the back end's order." })
  plans(@Ctx() { operation }: GatewayContext): Promise<readonly Plan[]> {
    return operation.plans.all();
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @Query(() => Plan, { nullable: true, description: 'The plan with a WispHub id. Null when there is none.' })
  plan(
    @Arg('planId', () => Int, { description: "WispHub's id, for example `101`." }) planId: number,
    @Ctx() { operation }: GatewayContext,
  ): Promise<Plan | null> {
    return operation.plans.byPlanId(planId);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      "Monthly list price; for a client's plan, the price on the client's record. Null when the back end does not provide it.",
  })
  price(@Root() plan: PlanOfDomain, @Ctx() { operation }: GatewayContext): Promise<Money | null> {
    return operation.plans.price(plan);
  }

  @Cost(sharedCosts.plan)
  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Download speed in megabits per second, for example `7`.',
  })
  async downloadMbps(@Root() plan: PlanOfDomain, @Ctx() { operation }: GatewayContext): Promise<number | null> {
    const detail = await operation.plans.detail(plan);
    return detail?.downloadMbps ?? toMbps(detail?.downloadSpeed ?? null);
  }

  @Cost(sharedCosts.plan)
  @FieldResolver(() => Float, { nullable: true, description: 'Upload speed in megabits per second.' })
  async uploadMbps(@Root() plan: PlanOfDomain, @Ctx() { operation }: GatewayContext): Promise<number | null> {
    const detail = await operation.plans.detail(plan);
    return detail?.uploadMbps ?? toMbps(detail?.uploadSpeed ?? null);
  }

  @Cost(sharedCosts.plan)
  @FieldResolver(() => String, { nullable: true, description: 'Download speed as the back end writes it: `"7M"`.' })
  async downloadSpeed(@Root() plan: PlanOfDomain, @Ctx() { operation }: GatewayContext): Promise<string | null> {
    return (await operation.plans.detail(plan))?.downloadSpeed ?? null;
  }

  @Cost(sharedCosts.plan)
  @FieldResolver(() => String, { nullable: true, description: 'Upload speed as the back end writes it.' })
  async uploadSpeed(@Root() plan: PlanOfDomain, @Ctx() { operation }: GatewayContext): Promise<string | null> {
    return (await operation.plans.detail(plan))?.uploadSpeed ?? null;
  }

  @Cost(sharedCosts.plan)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Reason for missing details, in the words of the back end.',
  })
  async note(@Root() plan: PlanOfDomain, @Ctx() { operation }: GatewayContext): Promise<string | null> {
    return (await operation.plans.detail(plan))?.note ?? null;
  }
}
