import { Field, ObjectType } from 'type-graphql';
import type { Payment as PaymentModel, PaymentState } from '../model/payment.js';
import { createConnection } from './connection.js';
import { createEnum } from './enum.js';
import { Money } from './money.js';
import { Node } from './node.js';
import { DateTimeScalar } from './scalar.js';

const PaymentStateEnum = createEnum<PaymentState>('PaymentState', 'State of a payment.', {
  RECORDED: 'The ISP has it on record.',
  VOID: 'It was voided.',
  UNKNOWN: 'The back end uses a value unknown to the gateway.',
});

@ObjectType({ implements: Node, description: 'A payment that the ISP has on record.', simpleResolvers: true })
class Payment
  extends Node
  implements Pick<PaymentModel, 'id' | 'state' | 'amount' | 'credited' | 'paidAt' | 'method' | 'reference'>
{
  @Field(() => PaymentStateEnum, { description: 'State of the payment.' })
  readonly state!: PaymentState;

  @Field(() => Money, { nullable: true, description: 'Amount paid.' })
  readonly amount!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Part of it that was credited to the account rather than to an invoice. Null when it is not known.',
  })
  readonly credited!: Money | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of the payment.' })
  readonly paidAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "The back end's own word for how it was paid, for example `cash`.",
  })
  readonly method!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the transaction, as whoever recorded it wrote it.' })
  readonly reference!: string | null;
}

export
@ObjectType({ description: 'A page of payments.', simpleResolvers: true })
class PaymentConnection extends createConnection(Payment, 'Payment') {
  @Field(() => Boolean, {
    description: 'True when some may be missing: the back end has or may have more than it returned.',
  })
  readonly truncated!: boolean;
}
