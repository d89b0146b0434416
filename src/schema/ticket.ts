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
import type { ClientRecord } from '../model/client.js';
import type {
  Ticket as TicketModel,
  TicketPriority,
  TicketStatus,
  TicketSubject as TicketSubjectModel,
} from '../model/ticket.js';
import { Client } from './client.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { given } from './input.js';
import { Node } from './node.js';
import { ClientNotFound, commonProblems, Problem, toProblem } from './problem.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';
import { Zone } from './zone.js';

const TicketStatusEnum = createEnum<TicketStatus>('TicketStatus', 'Progress of a ticket.', {
  OPEN: 'Work has not begun.',
  IN_PROGRESS: 'A technician is working on it.',
  CLOSED: 'It is resolved.',
  UNKNOWN: 'The back end uses a value unknown to the gateway: see `upstreamStatus`.',
});

const TicketPriorityEnum = createEnum<TicketPriority>(
  'TicketPriority',
  'Urgency of a ticket, decided by its subject.',
  {
    LOW: 'Low.',
    NORMAL: 'Normal.',
    HIGH: 'High.',
    VERY_HIGH: 'Very high.',
    UNKNOWN: 'The back end uses a value unknown to the gateway.',
  },
);

@ObjectType({ implements: Node, description: 'A support ticket.', simpleResolvers: true })
export class Ticket
  extends Node
  implements Pick<TicketModel, 'ticketId' | 'subject' | 'priority' | 'createdAt' | 'dueAt'>
{
  @Field(() => Int, { description: "WispHub's id." })
  readonly ticketId!: number;

  @Field(() => String, { description: 'One of `ticketSubjects`.' })
  readonly subject!: string;

  @Field(() => TicketPriorityEnum, { description: 'Urgency.' })
  readonly priority!: TicketPriority;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Planned start of the work, usually the time at which it was opened.',
  })
  readonly createdAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Planned end of the work.' })
  readonly dueAt!: string | null;
}

@ObjectType({ description: 'Subject of a ticket.', simpleResolvers: true })
class TicketSubject implements TicketSubjectModel {
  @Field(() => String, { description: 'Pass it as `subject`.' })
  readonly name!: string;

  @Field(() => TicketPriorityEnum, { description: 'Priority of such a ticket.' })
  readonly priority!: TicketPriority;
}

@ObjectType({ description: 'A page of tickets.', simpleResolvers: true })
class TicketConnection extends createConnection(Ticket, 'Ticket') {}

@InputType({ description: 'A new ticket. Service, zone and technician are taken from the client.' })
class CreateTicketInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => String, { description: 'One of `ticketSubjects`.' })
  readonly subject!: string;

  @Field(() => String, { description: "The person's description, up to 4,000 characters." })
  readonly description!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Technician for a client without one.',
  })
  readonly technicianId?: number | null;

  @Field(() => ID, {
    description:
      'Idempotency key, valid for 24 hours, 1 to 200 visible characters: a repeated request opens no second ticket.',
  })
  readonly idempotencyKey!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Open it although the same subject was reported within the last ten minutes.',
  })
  readonly force!: boolean;
}

@ObjectType({ description: 'The ticket is open.', simpleResolvers: true })
class CreateTicketSuccess {
  constructor(ticket: TicketModel, replayed: boolean) {
    this.ticket = ticket;
    this.replayed = replayed;
  }

  @Field(() => Ticket, { description: 'The ticket as the back end opened it.' })
  readonly ticket: TicketModel;

  @Field(() => Boolean, { description: 'True when an earlier request with the same key opened it.' })
  readonly replayed: boolean;
}

@ObjectType({
  implements: Problem,
  description: "The client's zone has reached its limit of open tickets: the technicians know of the problem.",
})
class ZoneFull extends Problem {
  @Field(() => Zone, { description: 'The zone that is full.' })
  readonly zone: Zone;

  @Field(() => Int, { description: 'Limit of open tickets in the zone.' })
  readonly maxTickets: number;

  constructor(zone: Zone, maxTickets: number) {
    super('ZONE_FULL');
    this.zone = zone;
    this.maxTickets = maxTickets;
  }
}

@ObjectType({
  implements: Problem,
  description: 'The same subject was reported for the same service within ten minutes.',
})
class DuplicateTicket extends Problem {
  @Field(() => Ticket, { description: 'The ticket that is already open.' })
  readonly ticket: TicketModel;

  constructor(ticket: TicketModel) {
    super('DUPLICATE_TICKET');
    this.ticket = ticket;
  }
}

const CreateTicketResult = createUnionType({
  name: 'CreateTicketResult',
  description:
    'The ticket, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () => [CreateTicketSuccess, ClientNotFound, ZoneFull, DuplicateTicket, ...commonProblems] as const,
});

/** The answer of a ticket requires `tickets:read`. A caller with `tickets:write` alone sees the ticket that it opened. */
async function currentOf(ticket: TicketModel, { caller, operation }: GatewayContext): Promise<TicketModel> {
  return caller.scopes.has('tickets:read') ? operation.tickets.current(ticket) : ticket;
}

@Resolver(() => Ticket)
export class TicketResolver {
  @Allow('tickets:read')
  @Query(() => Ticket, { nullable: true, description: 'The ticket with a WispHub id. Null when there is none.' })
  ticket(
    @Arg('ticketId', () => Int, { description: 'For example `510`.' }) ticketId: number,
    @Ctx() { operation }: GatewayContext,
  ): Promise<TicketModel | null> {
    return operation.tickets.byTicketId(ticketId);
  }

  @Allow('tickets:read')
  @Query(() => [TicketSubject], { description: 'Possible subjects of a ticket, least urgent first.' })
  ticketSubjects(@Ctx() { operation }: GatewayContext): Promise<readonly TicketSubjectModel[]> {
    return operation.tickets.subjects();
  }

  @Allow('tickets:write', { orAssuranceBy: 'clientId' })
  @Mutation(() => CreateTicketResult, {
    description:
      'Opens a ticket for a client, exactly one per request. Requires `tickets:write` or an assurance of the client.',
  })
  async createTicket(
    @Arg('input', () => CreateTicketInput, { description: 'The ticket.' }) input: CreateTicketInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof CreateTicketResult> {
    const result = await operation.tickets.create({ ...input, technicianId: given(input).technicianId });
    if (result.kind === 'done') return new CreateTicketSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new DuplicateTicket(result.value);
    if (result.kind === 'zone-full') return new ZoneFull(operation.zones.byZoneId(result.zoneId), result.maxTickets);
    return result.kind === 'not-found' ? new ClientNotFound() : toProblem(result);
  }

  @FieldResolver(() => TicketStatusEnum, { description: 'Progress.' })
  async status(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<TicketStatus> {
    return (await currentOf(ticket, context)).status;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The back end's own word for the status, for example `Nuevo`.",
  })
  async upstreamStatus(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await currentOf(ticket, context)).upstreamStatus;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Answer of the ISP, which the back end seldom provides.',
  })
  async answer(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await currentOf(ticket, context)).answer;
  }

  @Allow('clients:read')
  @FieldResolver(() => Client, {
    nullable: true,
    description: 'The client of the ticket, known when it was opened through this gateway. Requires `clients:read`.',
  })
  client(@Root() ticket: TicketModel, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.tickets.clientOf(ticket);
  }
}

@Resolver(() => Client)
export class ClientTicketsResolver {
  @Allow('tickets:read')
  @FieldResolver(() => TicketConnection, { description: 'Tickets opened through this gateway, newest first.' })
  tickets(
    @Root() client: ClientRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.tickets.ofClient(client, { first, after });
  }
}
