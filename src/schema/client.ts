import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { ClientRecord, ServiceStatus } from '../model/client.js';
import type { Phone as PhoneModel } from '../model/phone.js';
import { ExternalId, Freshness } from './backend.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { given } from './input.js';
import { Money } from './money.js';
import { Node } from './node.js';
import { Plan } from './plan.js';
import { DateScalar, IPScalar, PhoneNumberScalar } from './scalar.js';
import { Allow } from './scope.js';
import { Zone } from './zone.js';

export const ServiceStatusEnum = createEnum<ServiceStatus>('ServiceStatus', "Whether a subscriber's service runs.", {
  ACTIVE: 'It runs.',
  DEGRADED: 'It runs at reduced speed, as a rule because of debt.',
  SUSPENDED: 'It is cut off, as a rule because of debt.',
  CANCELLED: 'The subscriber has left.',
  FREE: 'It runs and is not charged for.',
  UNKNOWN:
    'The back end does not say, or in words that have no name here: see the `upstreamStatus` or `paymentStatus` beside it.',
});

@ObjectType({ description: 'One telephone number.', simpleResolvers: true })
export class Phone implements PhoneModel {
  @Field(() => String, { description: 'As the back end wrote it: `"300 123 4567"`.' })
  readonly raw!: string;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'E.164. Null when the number cannot be completed.' })
  readonly e164!: string | null;
}

@ObjectType({
  implements: Node,
  description: 'A subscriber of the ISP. The `id` names the record of the back end through which they were found.',
  simpleResolvers: true,
})
export class Client extends Node implements Pick<ClientRecord, 'name' | 'document' | 'status'> {
  @Field(() => [ExternalId], { description: 'Every id by which the back ends know the subscriber.' })
  readonly externalIds!: readonly ExternalId[];

  @Field(() => Int, { nullable: true, description: "WispHub's number of the service." })
  readonly serviceId!: number | null;

  @Field(() => String, { nullable: true, description: 'The whole name, as a rule in upper case.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'Identity document. Several services can have the same one.' })
  readonly document!: string | null;

  @Field(() => [Phone], { description: 'Every telephone number, one entry each.' })
  readonly phones!: readonly Phone[];

  @Field(() => String, { nullable: true, description: 'Street address.' })
  readonly address!: string | null;

  @Field(() => String, { nullable: true })
  readonly city!: string | null;

  @Field(() => String, { nullable: true, description: 'Neighbourhood or district.' })
  readonly locality!: string | null;

  @Field(() => ServiceStatusEnum, { description: 'Whether the service runs.' })
  readonly status!: ServiceStatus;

  @Field(() => Money, {
    nullable: true,
    description: 'The running account. Positive: owes. Negative: credit. Open invoices are not in it.',
  })
  readonly outstandingBalance!: Money | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the service is cut off unless it is paid.',
  })
  readonly cutOffDate!: string | null;

  @Field(() => Int, { nullable: true, description: 'The technician in charge, by number.' })
  readonly technicianId!: number | null;

  @Field(() => IPScalar, { nullable: true, description: "The address of the subscriber's antenna." })
  readonly antennaIp!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The router's interface for the subscriber, for example `ether2`.",
  })
  readonly lanInterface!: string | null;
}

@ObjectType({ description: 'A page of clients.', simpleResolvers: true })
class ClientConnection extends createConnection(Client, 'Client') {
  @Field(() => Freshness, { nullable: true, description: 'How old the list is from which the page was cut.' })
  readonly freshness!: Freshness | null;
}

@InputType({ description: 'One way to name a client: exactly one field.' })
export class ClientBy {
  @Field(() => ID, { nullable: true, description: 'Global id.' })
  readonly id?: string | null;

  @Field(() => Int, { nullable: true, description: "WispHub's number of the service." })
  readonly serviceId?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Identity document, with or without dots. The first service that has it.',
  })
  readonly document?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Telephone number, in E.164 or as dialled in the country of the ISP. One of several on record is enough.',
  })
  readonly phone?: string | null;
}

@InputType({ description: 'Which clients are wanted. All conditions must hold.' })
class ClientFilter {
  @Field(() => [ServiceStatusEnum], { nullable: true, description: 'Any of these.' })
  readonly status?: ServiceStatus[] | null;

  @Field(() => Int, { nullable: true })
  readonly zoneId?: number | null;

  @Field(() => String, { nullable: true, description: 'The whole name; case and accents do not matter.' })
  readonly city?: string | null;

  @Field(() => String, { nullable: true, description: 'The whole name; case and accents do not matter.' })
  readonly planName?: string | null;

  @Field(() => Int, { nullable: true })
  readonly technicianId?: number | null;

  @Field(() => String, { nullable: true, description: 'Every service with this identity document.' })
  readonly document?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those who owe and whose cut-off day has passed, or is not known.',
  })
  readonly overdueOnly?: boolean | null;
}

@Resolver(() => Client)
export class ClientResolver {
  @Allow('clients:read')
  @Query(() => Client, { nullable: true, description: 'One client. Null when no back end knows them.' })
  client(@Arg('by', () => ClientBy) by: ClientBy, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.clients.find(given(by));
  }

  @Allow('clients:read')
  @Query(() => ClientConnection, { description: 'Clients in the order of their ids, cancelled ones included.' })
  clients(
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of an earlier page.' }) after: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Part of a name, address, document or phone: three characters at least. Case and accents do not matter.',
    })
    search: string | null,
    @Arg('filter', () => ClientFilter, { nullable: true }) filter: ClientFilter | null,
    @Ctx() { operation }: GatewayContext,
  ): Promise<ClientConnection> {
    return operation.clients.search({ first, after, search: search ?? undefined, filter: given(filter ?? {}) });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The back end's own word for the state of the service, for example `Activo`. It does not tell whether bills are paid.",
  })
  paymentStatus(@Root() { upstreamStatus }: ClientRecord): string | null {
    return upstreamStatus;
  }

  @FieldResolver(() => Plan, { nullable: true, description: 'The internet plan. Null without one.' })
  plan(@Root() client: ClientRecord, @Ctx() { operation }: GatewayContext): Promise<Plan | null> {
    return operation.plans.ofClient(client);
  }

  @FieldResolver(() => Zone, { nullable: true, description: 'The area of the network. Null without one.' })
  zone(@Root() { zoneId }: ClientRecord, @Ctx() { operation }: GatewayContext): Zone | null {
    return zoneId === null ? null : operation.zones.byZoneId(zoneId);
  }
}
