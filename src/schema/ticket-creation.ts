import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Zone as ZoneOfDomain } from '../domain/zone.js';
import type { Ticket as TicketModel } from '../model/ticket.js';
import { ClientNotFound, commonProblems, Problem } from './problem.js';
import { Ticket } from './ticket-type.js';
import { Zone } from './zone.js';

@InputType({ description: 'A new ticket. Service, zone and technician are taken from the client.' })
export class CreateTicketInput {
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
export class CreateTicketSuccess {
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
export class ZoneFull extends Problem {
  @Field(() => Zone, { description: 'The zone that is full.' })
  readonly zone: ZoneOfDomain;

  @Field(() => Int, { description: 'Limit of open tickets in the zone.' })
  readonly maxTickets: number;

  constructor(zone: ZoneOfDomain, maxTickets: number) {
    super('ZONE_FULL');
    this.zone = zone;
    this.maxTickets = maxTickets;
  }
}

@ObjectType({
  implements: Problem,
  description: 'The same subject was reported for the same service within ten minutes.',
})
export class DuplicateTicket extends Problem {
  @Field(() => Ticket, { description: 'The ticket that is already open.' })
  readonly ticket: TicketModel;

  constructor(ticket: TicketModel) {
    super('DUPLICATE_TICKET');
    this.ticket = ticket;
  }
}

export const CreateTicketResult = createUnionType({
  name: 'CreateTicketResult',
  description:
    'The ticket, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () => [CreateTicketSuccess, ClientNotFound, ZoneFull, DuplicateTicket, ...commonProblems] as const,
});
