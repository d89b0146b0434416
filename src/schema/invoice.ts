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
import { Cost } from './field.js';
import { Money } from './money.js';
import { Node } from './node.js';
import { DateScalar, DateTimeScalar, DecimalScalar, URLScalar } from './scalar.js';
import { Allow } from './scope.js';

export const InvoiceStateEnum = createEnum<InvoiceState>('InvoiceState', 'State of an invoice.', {
  DRAFT: 'It is being prepared.',
  ISSUING: 'It is being issued.',
  AUTHORIZING: 'The tax authority is authorizing it.',
  AUTHORIZATION_ERROR: 'The tax authority refused it.',
  PENDING: 'It awaits payment.',
  PAID: 'It is paid.',
  VOID: 'It was voided.',
  UNKNOWN: 'The back end uses a value unknown to the gateway.',
});

@ObjectType({ description: 'A line of an invoice.', simpleResolvers: true })
class InvoiceItem implements InvoiceItemModel {
  @Field(() => String, { nullable: true, description: 'For example `"Plan 50 MB"`.' })
  readonly description!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Quantity, for example `"1.00"`.' })
  readonly quantity!: string | null;

  @Field(() => Money, { nullable: true, description: 'Amount of the line.' })
  readonly amount!: Money | null;
}

@ObjectType({
  description:
    'Link under which an invoice can be paid. It shows name and debt to anyone who holds it: keep it secret.',
  simpleResolvers: true,
})
class PaymentLink implements PaymentLinkModel {
  @Field(() => URLScalar, { description: 'Address to open.' })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'Payment provider, for example `mercado_pago`.' })
  readonly provider!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Expiry of the link, where the back end provides it.' })
  readonly expiresAt!: Date | null;

  @Field(() => Money, { nullable: true, description: 'Amount that it pays, where the back end provides it.' })
  readonly amount!: Money | null;
}

@ObjectType({ implements: Node, description: "An invoice (Wispro, and WispHub's own API).", simpleResolvers: true })
export class Invoice
  extends Node
  implements Pick<InvoiceModel, 'id' | 'number' | 'state' | 'total' | 'balance' | 'items'>
{
  @Field(() => String, {
    nullable: true,
    description: 'Printed number, including leading zeros. Null before issue.',
  })
  readonly number!: string | null;

  @Field(() => InvoiceStateEnum, { description: 'State of the invoice.' })
  readonly state!: InvoiceState;

  @Field(() => DateScalar, { nullable: true, description: 'First billed day.' })
  readonly periodFrom!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last billed day.' })
  readonly periodTo!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of issue.' })
  readonly issuedAt!: Date | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due date.' })
  readonly dueDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Second due date, with a surcharge that `balance` does not include.',
  })
  readonly secondDueDate!: string | null;

  @Field(() => Money, { nullable: true, description: 'Total amount.' })
  readonly total!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Amount still owed.' })
  readonly balance!: Money | null;

  @Cost({ items: 5 })
  @Field(() => [InvoiceItem], { description: 'Invoice lines.' })
  readonly items!: readonly InvoiceItem[];
}

@ObjectType({ description: 'A page of invoices.', simpleResolvers: true })
export class InvoiceConnection extends createConnection(Invoice, 'Invoice') {
  @Field(() => Boolean, {
    description:
      "True when some may be missing: the back end has or may have more than it returned, or returned some that cannot be shown. Through Suricata's integration the newest may be missing, through WispHub's own API the older ones.",
  })
  readonly truncated!: boolean;
}

@Resolver(() => Invoice)
export class InvoiceResolver {
  @FieldResolver(() => Boolean, { description: "True when it is unpaid after its due date, in the ISP's time zone." })
  isOverdue(@Root() invoice: InvoiceModel, @Ctx() { operation }: GatewayContext): boolean {
    return operation.invoices.isOverdue(invoice);
  }

  @Allow('billing:read')
  @Cost({ calls: 1, atMost: 20, items: 1 })
  @FieldResolver(() => [PaymentLink], {
    nullable: true,
    description:
      'Payment links: one back-end call for each invoice, at most 20 in one operation. Empty unless it is PENDING.',
  })
  paymentLinks(@Root() invoice: InvoiceModel, @Ctx() { operation }: GatewayContext): Promise<readonly PaymentLink[]> {
    return operation.invoices.paymentLinks(invoice);
  }
}
