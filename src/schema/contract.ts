import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Plan as PlanOfDomain } from '../domain/plan.js';
import type { ServiceStatus } from '../model/client.js';
import type { AccessServer as AccessServerModel, Contract as ContractModel } from '../model/contract.js';
import type { Invoice as InvoiceModel } from '../model/invoice.js';
import type { GatewayContext } from './context.js';
import { Coordinates } from './coordinates.js';
import { Invoice, InvoiceConnection } from './invoice.js';
import { Node } from './node.js';
import { Plan } from './plan.js';
import { DateScalar, IPScalar, MACScalar } from './scalar.js';
import { Allow } from './scope.js';
import { ServiceStatusEnum } from './service-status.js';

@ObjectType({ description: 'The router on which a line ends.', simpleResolvers: true })
class AccessServer implements AccessServerModel {
  @Field(() => String, { description: "The back end's own id." })
  readonly serverId!: string;

  @Field(() => String, { nullable: true, description: 'Its make, for example `mikrotik`.' })
  readonly kind!: string | null;

  @Field(() => String, { nullable: true, description: 'For example `RDA-10-PRU`.' })
  readonly name!: string | null;
}

@ObjectType({
  implements: Node,
  description: 'What a subscriber has signed for: one line of service at one address (Wispro).',
  simpleResolvers: true,
})
export class Contract extends Node implements Omit<ContractModel, 'backend' | 'clientId' | 'planId'> {
  @Field(() => String, { description: "Wispro's own id." })
  readonly contractId!: string;

  @Field(() => Int, { nullable: true, description: 'The number that people use for it.' })
  readonly publicId!: number | null;

  @Field(() => ServiceStatusEnum, { description: 'Whether the line runs.' })
  readonly status!: ServiceStatus;

  @Field(() => String, {
    nullable: true,
    description: "The back end's own word for the status, for example `enabled`.",
  })
  readonly upstreamStatus!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The first day.' })
  readonly startDate!: string | null;

  @Field(() => IPScalar, {
    nullable: true,
    description: "The line's address in the network. Null without `personal:read`.",
  })
  readonly ip!: string | null;

  @Field(() => MACScalar, {
    nullable: true,
    description: 'The hardware address of the equipment. Null without `personal:read`.',
  })
  readonly macAddress!: string | null;

  @Field(() => AccessServer, { nullable: true, description: 'The router on which the line ends.' })
  readonly accessServer!: AccessServer | null;

  @Field(() => String, { nullable: true, description: 'Where the line is. Masked without `personal:read`.' })
  readonly address!: string | null;

  @Field(() => Coordinates, {
    nullable: true,
    description: 'Where the line is, on the map. Null without `personal:read`.',
  })
  readonly location!: Coordinates | null;

  @Allow('billing:read')
  @Field(() => String, { nullable: true, description: 'The name by which the line logs in. Needs `billing:read`.' })
  readonly pppoeUsername!: string | null;
}

@Resolver(() => Contract)
export class ContractResolver {
  @FieldResolver(() => Plan, { nullable: true, description: 'The plan, of which Wispro tells nothing but an id.' })
  plan(@Root() contract: ContractModel, @Ctx() { operation }: GatewayContext): PlanOfDomain | null {
    return operation.contracts.planOf(contract);
  }

  @Allow('billing:read')
  @FieldResolver(() => InvoiceConnection, { description: 'The invoices of this contract alone, newest first.' })
  invoices(
    @Root() contract: ContractModel,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of an earlier page.' }) after: string | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.invoices.ofContract(contract, { first, after });
  }
}

@Resolver(() => Invoice)
export class InvoiceContractResolver {
  @FieldResolver(() => Contract, {
    nullable: true,
    description: 'The contract that is billed. Null for an invoice made by hand.',
  })
  contract(@Root() invoice: InvoiceModel, @Ctx() { operation }: GatewayContext): Promise<ContractModel | null> {
    return operation.contracts.ofInvoice(invoice);
  }
}
