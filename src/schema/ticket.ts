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

const TicketStatusEnum = createEnum<TicketStatus>('TicketStatus', 'How far a ticket has come.', {
  OPEN: 'Nobody has begun.',
  IN_PROGRESS: 'A technician is at it.',
  CLOSED: 'It is done.',
  UNKNOWN: 'The back end uses a word that has no name here: see `upstreamStatus`.',
});

const TicketPriorityEnum = createEnum<TicketPriority>(
  'TicketPriority',
  'How urgent a ticket is: its subject decides.',
  {
    LOW: 'Low.',
    NORMAL: 'Normal.',
    HIGH: 'High.',
    VERY_HIGH: 'Very high.',
    UNKNOWN: 'The back end uses a word that has no name here.',
  },
);

@ObjectType({ implements: Node, description: 'A request for technical help.', simpleResolvers: true })
export class Ticket
  extends Node
  implements Pick<TicketModel, 'ticketId' | 'subject' | 'priority' | 'createdAt' | 'dueAt'>
{
  @Field(() => Int, { description: "WispHub's number." })
  readonly ticketId!: number;

  @Field(() => String, { description: 'One of `ticketSubjects`.' })
  readonly subject!: string;

  @Field(() => TicketPriorityEnum, { description: 'How urgent.' })
  readonly priority!: TicketPriority;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When work was planned to begin: as a rule, when it was opened.',
  })
  readonly createdAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is planned to be done.' })
  readonly dueAt!: string | null;
}

@ObjectType({ description: 'Something a ticket can be about.', simpleResolvers: true })
class TicketSubject implements TicketSubjectModel {
  @Field(() => String, { description: 'Pass it as `subject`.' })
  readonly name!: string;

  @Field(() => TicketPriorityEnum, { description: 'The priority that such a ticket gets.' })
  readonly priority!: TicketPriority;
}

@ObjectType({ description: 'A page of tickets.', simpleResolvers: true })
class TicketConnection extends createConnection(Ticket, 'Ticket') {}

@InputType({ description: "A new ticket. Service, zone and technician are the client's own." })
class CreateTicketInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => String, { description: 'One of `ticketSubjects`.' })
  readonly subject!: string;

  @Field(() => String, { description: 'What the person says, up to 4,000 characters.' })
  readonly description!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Who shall look at it, where the client has no technician of their own.',
  })
  readonly technicianId?: number | null;

  @Field(() => ID, {
    description: 'Names this request for 24 hours, 1 to 200 visible characters: sent again, it opens no second ticket.',
  })
  readonly idempotencyKey!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Open it although the same subject was reported minutes ago.',
  })
  readonly force!: boolean;
}

@ObjectType({ description: 'The ticket is open.', simpleResolvers: true })
class CreateTicketSuccess {
  constructor(ticket: TicketModel, replayed: boolean) {
    this.ticket = ticket;
    this.replayed = replayed;
  }

  @Field(() => Ticket, { description: 'As the back end opened it.' })
  readonly ticket: TicketModel;

  @Field(() => Boolean, { description: 'True when an earlier request with the same key had opened it.' })
  readonly replayed: boolean;
}

@ObjectType({
  implements: Problem,
  description: "The client's zone has as many open tickets as it may: the technicians know.",
})
class ZoneFull extends Problem {
  @Field(() => Zone, { description: 'The zone that is full.' })
  readonly zone: Zone;

  @Field(() => Int, { description: 'How many open tickets the zone may have.' })
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
  description: 'The ticket, or why there is none. New problems may join: catch them with `... on Problem`.',
  types: () => [CreateTicketSuccess, ClientNotFound, ZoneFull, DuplicateTicket, ...commonProblems] as const,
});

/** The answer of a ticket requires `tickets:read`. A caller with `tickets:write` alone sees the ticket that it opened. */
async function currentOf(ticket: TicketModel, { caller, operation }: GatewayContext): Promise<TicketModel> {
  return caller.scopes.has('tickets:read') ? operation.tickets.current(ticket) : ticket;
}

@Resolver(() => Ticket)
export class TicketResolver {
  @Allow('tickets:read')
  @Query(() => Ticket, { nullable: true, description: 'The ticket with a WispHub number. Null when there is none.' })
  ticket(
    @Arg('ticketId', () => Int, { description: 'For example `510`.' }) ticketId: number,
    @Ctx() { operation }: GatewayContext,
  ): Promise<TicketModel | null> {
    return operation.tickets.byTicketId(ticketId);
  }

  @Allow('tickets:read')
  @Query(() => [TicketSubject], { description: 'Everything a ticket can be about, least urgent first.' })
  ticketSubjects(@Ctx() { operation }: GatewayContext): Promise<readonly TicketSubjectModel[]> {
    return operation.tickets.subjects();
  }

  @Allow('tickets:write', { orAssuranceBy: 'clientId' })
  @Mutation(() => CreateTicketResult, {
    description: 'Opens a ticket for a client, once. Needs `tickets:write`, or an assurance of the client.',
  })
  async createTicket(
    @Arg('input', () => CreateTicketInput, { description: 'Whose ticket, and what about.' }) input: CreateTicketInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof CreateTicketResult> {
    const result = await operation.tickets.create({ ...input, technicianId: given(input).technicianId });
    if (result.kind === 'done') return new CreateTicketSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new DuplicateTicket(result.value);
    if (result.kind === 'zone-full') return new ZoneFull(operation.zones.byZoneId(result.zoneId), result.maxTickets);
    return result.kind === 'not-found' ? new ClientNotFound() : toProblem(result);
  }

  @FieldResolver(() => TicketStatusEnum, { description: 'How far it has come.' })
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

  @FieldResolver(() => String, { nullable: true, description: 'What the ISP answered. The back end seldom tells.' })
  async answer(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await currentOf(ticket, context)).answer;
  }

  @Allow('clients:read')
  @FieldResolver(() => Client, {
    nullable: true,
    description: 'Whose it is. Known when it was opened through this gateway. Needs `clients:read`.',
  })
  client(@Root() ticket: TicketModel, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.tickets.clientOf(ticket);
  }
}

@Resolver(() => Client)
export class ClientTicketsResolver {
  @Allow('tickets:read')
  @FieldResolver(() => TicketConnection, { description: 'Those opened through this gateway, newest first.' })
  tickets(
    @Root() client: ClientRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of an earlier page.' }) after: string | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.tickets.ofClient(client, { first, after });
  }
}
