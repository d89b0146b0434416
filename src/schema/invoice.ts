import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type {
  InvoiceItem as InvoiceItemModel,
  Invoice as InvoiceModel,
  InvoiceState,
  PaymentLink as PaymentLinkModel,
} from '../model/invoice.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Money } from './money.js';
import { Node } from './node.js';
import { DateScalar, DateTimeScalar, DecimalScalar, URLScalar } from './scalar.js';
import { Allow } from './scope.js';

export const InvoiceStateEnum = createEnum<InvoiceState>('InvoiceState', 'Where an invoice stands.', {
  DRAFT: 'It is being prepared.',
  ISSUING: 'It is being issued.',
  AUTHORIZING: 'The tax authority is being asked.',
  AUTHORIZATION_ERROR: 'The tax authority has refused it.',
  PENDING: 'It is to be paid.',
  PAID: 'It is paid.',
  VOID: 'It was taken back.',
  UNKNOWN: 'The back end uses a word that has no name here.',
});

@ObjectType({ description: 'A line of an invoice.', simpleResolvers: true })
class InvoiceItem implements InvoiceItemModel {
  @Field(() => String, { nullable: true, description: 'For example `"Plan 50 MB"`.' })
  readonly description!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many, for example `"1.00"`.' })
  readonly quantity!: string | null;

  @Field(() => Money, { nullable: true, description: 'What the line comes to.' })
  readonly amount!: Money | null;
}

@ObjectType({
  description: 'Where an invoice can be paid. Whoever holds the link sees name and debt: treat it as a secret.',
  simpleResolvers: true,
})
class PaymentLink implements PaymentLinkModel {
  @Field(() => URLScalar, { description: 'The address to open.' })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'Who takes the payment, for example `mercado_pago`.' })
  readonly provider!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the link ends, where the back end says so.' })
  readonly expiresAt!: Date | null;

  @Field(() => Money, { nullable: true, description: 'What is paid with it, where the back end says so.' })
  readonly amount!: Money | null;
}

@ObjectType({ implements: Node, description: 'A bill (Wispro).', simpleResolvers: true })
export class Invoice
  extends Node
  implements Pick<InvoiceModel, 'id' | 'number' | 'state' | 'total' | 'balance' | 'items'>
{
  @Field(() => String, {
    nullable: true,
    description: 'Its printed number, leading zeros included. Null before it is issued.',
  })
  readonly number!: string | null;

  @Field(() => InvoiceStateEnum, { description: 'Where it stands.' })
  readonly state!: InvoiceState;

  @Field(() => DateScalar, { nullable: true, description: 'The first day that is billed.' })
  readonly periodFrom!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day that is billed.' })
  readonly periodTo!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was issued.' })
  readonly issuedAt!: Date | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day by which it is to be paid.' })
  readonly dueDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day by which it is to be paid with a surcharge, which is not in `balance`.',
  })
  readonly secondDueDate!: string | null;

  @Field(() => Money, { nullable: true, description: 'What it came to.' })
  readonly total!: Money | null;

  @Field(() => Money, { nullable: true, description: 'What is still owed.' })
  readonly balance!: Money | null;

  @Field(() => [InvoiceItem], { description: 'Its lines.' })
  readonly items!: readonly InvoiceItem[];
}

@ObjectType({ description: 'A page of invoices.', simpleResolvers: true })
export class InvoiceConnection extends createConnection(Invoice, 'Invoice') {
  @Field(() => Boolean, {
    description:
      'True when some may be missing: the back end has or may have more than it gave, or gave what cannot be shown.',
  })
  readonly truncated!: boolean;
}

@Resolver(() => Invoice)
export class InvoiceResolver {
  @FieldResolver(() => Boolean, { description: 'Whether it is unpaid after its due day, by the calendar of the ISP.' })
  isOverdue(@Root() invoice: InvoiceModel, @Ctx() { operation }: GatewayContext): boolean {
    return operation.invoices.isOverdue(invoice);
  }

  @Allow('billing:read')
  @FieldResolver(() => [PaymentLink], {
    nullable: true,
    description:
      'Where it can be paid: one back-end call for each invoice, at most 20 in one operation. Empty unless it is PENDING.',
  })
  paymentLinks(@Root() invoice: InvoiceModel, @Ctx() { operation }: GatewayContext): Promise<readonly PaymentLink[]> {
    return operation.invoices.paymentLinks(invoice);
  }
}
