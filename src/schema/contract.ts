import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Plan as PlanOfDomain } from '../domain/search/plan-index.js';
import type { AccessServer as AccessServerModel, Contract as ContractModel } from '../model/contract.js';
import type { Invoice as InvoiceModel } from '../model/invoice.js';
import type { ServiceStatus } from '../model/service-status.js';
import type { GatewayContext } from './context.js';
import { Coordinates } from './coordinates.js';
import { Cost, Masked, sharedCosts } from './field.js';
import { Invoice, InvoiceConnection } from './invoice.js';
import { Node } from './node.js';
import { Plan } from './plan.js';
import { DateScalar, IPScalar, MACScalar } from './scalar.js';
import { Allow } from './scope.js';
import { ServiceStatusEnum } from './service-status.js';

@ObjectType({ description: 'The router at which a line ends.', simpleResolvers: true })
class AccessServer implements AccessServerModel {
  @Field(() => String, { description: "The back end's own id." })
  readonly serverId!: string;

  @Field(() => String, { nullable: true, description: 'Manufacturer, for example `mikrotik`.' })
  readonly kind!: string | null;

  @Field(() => String, { nullable: true, description: 'For example `RDA-10-PRU`.' })
  readonly name!: string | null;
}

@ObjectType({
  implements: Node,
  description: 'Contract of a subscriber: one line of service at one address (Wispro).',
  simpleResolvers: true,
})
export class Contract extends Node implements Omit<ContractModel, 'backend' | 'clientId' | 'planId'> {
  @Masked('public')
  @Field(() => String, { description: "Wispro's own id." })
  readonly contractId!: string;

  @Masked('public')
  @Field(() => Int, { nullable: true, description: 'Contract number as people use it.' })
  readonly publicId!: number | null;

  @Masked('public')
  @Field(() => ServiceStatusEnum, { description: 'State of the line.' })
  readonly status!: ServiceStatus;

  @Masked('public')
  @Field(() => String, {
    nullable: true,
    description: "The back end's own word for the status, for example `enabled`.",
  })
  readonly upstreamStatus!: string | null;

  @Masked('public')
  @Field(() => DateScalar, { nullable: true, description: 'First day of the contract.' })
  readonly startDate!: string | null;

  @Masked('null')
  @Field(() => IPScalar, {
    nullable: true,
    description: 'IP address of the line. Null without `personal:read`.',
  })
  readonly ip!: string | null;

  @Masked('null')
  @Field(() => MACScalar, {
    nullable: true,
    description: 'MAC address of the equipment. Null without `personal:read`.',
  })
  readonly macAddress!: string | null;

  @Masked('public')
  @Field(() => AccessServer, { nullable: true, description: 'The router at which the line ends.' })
  readonly accessServer!: AccessServer | null;

  @Masked('public')
  @Field(() => String, {
    nullable: true,
    description: 'Tower or node that serves the line. Null where the back end does not name it.',
  })
  readonly nodeName!: string | null;

  @Masked('public')
  @Field(() => String, {
    nullable: true,
    description: 'Fibre box (NAP) at which the line ends. Null where the back end does not name it.',
  })
  readonly napName!: string | null;

  @Masked('mask')
  @Field(() => String, { nullable: true, description: 'Address of the line. Masked without `personal:read`.' })
  readonly address!: string | null;

  @Masked('null')
  @Field(() => Coordinates, {
    nullable: true,
    description: 'Coordinates of the line. Null without `personal:read`.',
  })
  readonly location!: Coordinates | null;

  @Allow('billing:read')
  @Masked('public')
  @Field(() => String, { nullable: true, description: 'PPPoE user name of the line. Requires `billing:read`.' })
  readonly pppoeUsername!: string | null;
}

@Resolver(() => Contract)
export class ContractResolver {
  @Masked('public')
  @Cost(sharedCosts.plan)
  @FieldResolver(() => Plan, {
    nullable: true,
    description: "The plan. Through Suricata's integration nothing but its id is known.",
  })
  plan(
    @Root() { backend, planId }: ContractModel,
    @Ctx() { operation }: GatewayContext,
  ): Promise<PlanOfDomain | null> | null {
    return planId === null ? null : operation.plans.byKey(backend, planId);
  }

  @Allow('billing:read')
  @Masked('public')
  @Cost({ calls: 1, items: 'first' })
  @FieldResolver(() => InvoiceConnection, { description: 'Invoices of this contract, newest first.' })
  invoices(
    @Root() contract: ContractModel,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.invoices.ofContract(contract, { first, after });
  }
}

@Resolver(() => Invoice)
export class InvoiceContractResolver {
  @Cost({ calls: 1, call: 'contract' })
  @FieldResolver(() => Contract, {
    nullable: true,
    description: 'The billed contract. Null for a manual invoice.',
  })
  contract(@Root() invoice: InvoiceModel, @Ctx() { operation }: GatewayContext): Promise<ContractModel | null> {
    return operation.contracts.ofInvoice(invoice);
  }
}
