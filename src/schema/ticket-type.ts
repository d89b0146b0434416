import { Field, Int, ObjectType } from 'type-graphql';
import type {
  Ticket as TicketModel,
  TicketPriority,
  TicketReply as TicketReplyModel,
  TicketStatus,
} from '../model/ticket.js';
import { createEnum } from './enum.js';
import { Node } from './node.js';
import { DateTimeScalar } from './scalar.js';

export const TicketStatusEnum = createEnum<TicketStatus>('TicketStatus', 'Progress of a ticket.', {
  OPEN: 'Work has not begun.',
  IN_PROGRESS: 'A technician is working on it.',
  CLOSED: 'It is resolved.',
  UNKNOWN: 'The back end uses a value unknown to the gateway: see `upstreamStatus`.',
});

export const TicketPriorityEnum = createEnum<TicketPriority>(
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

@ObjectType({ description: 'An answer of the ISP to a ticket.', simpleResolvers: true })
export class TicketReply implements TicketReplyModel {
  @Field(() => String, { description: 'The answer, without markup.' })
  readonly text!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of the answer.' })
  readonly createdAt!: string | null;
}

@ObjectType({ implements: Node, description: 'A support ticket.', simpleResolvers: true })
export class Ticket
  extends Node
  implements Pick<TicketModel, 'ticketId' | 'subject' | 'priority' | 'createdAt' | 'dueAt'>
{
  @Field(() => Int, {
    description: "The back end's number. Two back ends may use the same: the global id names one ticket.",
  })
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
