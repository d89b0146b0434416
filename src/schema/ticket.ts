import { Arg, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type {
  Ticket as TicketModel,
  TicketPriority,
  TicketStatus,
  TicketSubject as TicketSubjectModel,
} from '../model/ticket.js';
import { BackendEnum } from './backend.js';
import { Client } from './client.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { Cost, Masked, Owner, sharedCosts } from './field.js';
import { given } from './input.js';
import { ClientNotFound, toProblem } from './problem.js';
import { Allow } from './scope.js';
import {
  CreateTicketInput,
  CreateTicketResult,
  CreateTicketSuccess,
  DuplicateTicket,
  ZoneFull,
} from './ticket-creation.js';
import { Ticket, TicketPriorityEnum, TicketReply, TicketStatusEnum } from './ticket-type.js';

@ObjectType({ description: 'Subject of a ticket.', simpleResolvers: true })
class TicketSubject implements TicketSubjectModel {
  @Field(() => String, { description: 'Pass it as `subject`.' })
  readonly name!: string;

  @Field(() => TicketPriorityEnum, { description: 'Priority of such a ticket.' })
  readonly priority!: TicketPriority;
}

@ObjectType({ description: 'A page of tickets.', simpleResolvers: true })
class TicketConnection extends createConnection(Ticket, 'Ticket') {}

/** The answer of a ticket requires `tickets:read`. A caller with `tickets:write` alone sees the ticket that it opened. */
async function currentOf(ticket: TicketModel, { caller, operation }: GatewayContext): Promise<TicketModel> {
  return caller.scopes.has('tickets:read') ? operation.tickets.current(ticket) : ticket;
}

@Resolver(() => Ticket)
export class TicketResolver {
  @Allow('tickets:read')
  @Cost({ calls: 1 })
  @Query(() => Ticket, {
    nullable: true,
    description:
      'The ticket with a number of the first back end that takes tickets, WispHub where there is one. Null when there is none. Two back ends may use the same number: a global id names one.',
  })
  ticket(
    @Arg('ticketId', () => Int, { description: 'For example `510`.' }) ticketId: number,
    @Ctx() { operation }: GatewayContext,
  ): Promise<TicketModel | null> {
    return operation.tickets.byTicketId(ticketId);
  }

  @Allow('tickets:read')
  @Cost({ calls: 1, items: 20 })
  @Query(() => [TicketSubject], { description: 'Possible subjects of a ticket, least urgent first.' })
  ticketSubjects(
    @Arg('backend', () => BackendEnum, {
      nullable: true,
      description: 'The back end that shall take the ticket. Default: the first that takes tickets.',
    })
    backend: BackendName | null,
    @Ctx() { operation }: GatewayContext,
  ): Promise<readonly TicketSubjectModel[]> {
    return operation.tickets.subjects(backend ?? undefined);
  }

  @Allow('tickets:write', { orAssuranceBy: 'clientId' })
  @Cost({ calls: 4 })
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

  @Cost(sharedCosts.ticket)
  @FieldResolver(() => TicketStatusEnum, { description: 'Progress.' })
  async status(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<TicketStatus> {
    return (await currentOf(ticket, context)).status;
  }

  @Cost(sharedCosts.ticket)
  @FieldResolver(() => String, {
    nullable: true,
    description: "The back end's own word for the status, for example `Nuevo`.",
  })
  async upstreamStatus(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await currentOf(ticket, context)).upstreamStatus;
  }

  @Cost(sharedCosts.ticket)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Last answer of the ISP, which the back end seldom provides.',
  })
  async answer(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<string | null> {
    return (await currentOf(ticket, context)).answer;
  }

  @Cost({ ...sharedCosts.ticket, items: 3 })
  @FieldResolver(() => [TicketReply], {
    description: 'Answers of the ISP, oldest first. Empty where the back end gives at most the last: see `answer`.',
  })
  async replies(@Root() ticket: TicketModel, @Ctx() context: GatewayContext): Promise<readonly TicketReply[]> {
    return (await currentOf(ticket, context)).replies ?? [];
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, {
    nullable: true,
    description:
      'The client of the ticket, known where the back end names them or it was opened through this gateway. Requires `clients:read`.',
  })
  client(@Root() ticket: TicketModel, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.tickets.clientOf(ticket);
  }
}

@Resolver(() => Client)
export class ClientTicketsResolver {
  @Allow('tickets:read')
  @Owner('TICKETS')
  @Masked('public')
  @Cost({ calls: 1, items: 'first' })
  @FieldResolver(() => TicketConnection, {
    description:
      'Tickets, newest first: all of the last months where the back end lists them (`CLIENT_TICKETS`), and else those opened through this gateway.',
  })
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
