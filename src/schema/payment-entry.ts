import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { ClientRecord } from '../model/client.js';
import type { RegisteredPayment as RegisteredPaymentOfDomain } from '../model/payment-entry.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Cost } from './field.js';
import { given } from './input.js';
import { Money } from './money.js';
import { PaymentReportClosed, PaymentReportNotFound } from './payment-report.js';
import { ClientNotFound, commonProblems, Problem, toProblem } from './problem.js';
import { CurrencyScalar, DateTimeScalar, DecimalScalar } from './scalar.js';
import { Allow } from './scope.js';

@InputType({ description: 'A payment that the ISP has received.' })
class RegisterPaymentInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the paid invoice. Either it or `clientId`.' })
  readonly invoiceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Global id of the client whose account is credited, without an invoice: Wispro's own API alone can do that.",
  })
  readonly clientId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the report that the payment confirms: amount and reference are those of the report if left out.',
  })
  readonly reportId?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Amount received, above zero, two decimals. Required without `reportId`.',
  })
  readonly amount?: string | null;

  @Field(() => CurrencyScalar, {
    nullable: true,
    description: 'Currency of the amount. Default: that of the back end. Another one is invalid: nothing is converted.',
  })
  readonly currency?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Payment method, at WispHub by the name that the ISP has given it, for example `Efectivo`. Default: the one that the installation is set to (`WISPHUB_PAYMENT_METHOD`).',
  })
  readonly method?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Reference of the transaction, 1 to 50 visible ASCII characters with single blanks between; case does not matter. No two payments of the installation may have the same. Required without `reportId`.',
  })
  readonly reference?: string | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'True restores a suspended service. Wispro decides that by itself, by what is still owed, whatever is given here.',
  })
  readonly reconnect!: boolean;

  @Field(() => ID, {
    description:
      'Idempotency key, valid for 24 hours, 1 to 200 visible characters: a repeated request records no second payment.',
  })
  readonly idempotencyKey!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Send it under a new key although an earlier one with the reference ended in OutcomeUnknown: only after a person has checked the back end. While the gateway still looks for its effect, the answer is that OutcomeUnknown again.',
  })
  readonly force!: boolean;
}

@ObjectType({ description: 'A payment as it was recorded.', simpleResolvers: true })
class RegisteredPayment implements Omit<RegisteredPaymentOfDomain, 'clientId'> {
  @Field(() => String, { nullable: true, description: "The back end's own id of the payment, where it provides one." })
  readonly paymentId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the paid invoice. Null: the account was credited.' })
  readonly invoiceId!: string | null;

  @Field(() => Money, { description: 'Recorded amount.' })
  readonly amount!: Money;

  @Field(() => String, { description: 'Reference of the transaction.' })
  readonly reference!: string;

  @Field(() => DateTimeScalar, { description: 'Time of recording.' })
  readonly registeredAt!: string;
}

@ObjectType({ description: 'The payment is recorded.', simpleResolvers: true })
class RegisterPaymentSuccess {
  constructor(payment: RegisteredPaymentOfDomain, replayed: boolean) {
    this.payment = payment;
    this.replayed = replayed;
  }

  @Field(() => RegisteredPayment, { description: 'The payment.' })
  readonly payment: RegisteredPaymentOfDomain;

  @Field(() => Boolean, { description: 'True when an earlier request with the same key recorded it.' })
  readonly replayed: boolean;
}

@ObjectType({ implements: Problem, description: 'The client has no such invoice. Nothing was sent.' })
class InvoiceNotFound extends Problem {
  constructor() {
    super('INVOICE_NOT_FOUND');
  }
}

@ObjectType({
  implements: Problem,
  description: 'The invoice was carried into a newer one, which is to be paid instead. Nothing was sent.',
})
class InvoiceMoved extends Problem {
  constructor() {
    super('INVOICE_MOVED');
  }
}

@ObjectType({ implements: Problem, description: 'The invoice is paid. No other payment was recorded.' })
class AlreadyPaid extends Problem {
  constructor() {
    super('ALREADY_PAID');
  }
}

@ObjectType({ implements: Problem, description: 'A payment with the reference is on record. Nothing was sent.' })
class PaymentReferenceUsed extends Problem {
  constructor() {
    super('PAYMENT_REFERENCE_USED');
  }
}

const refusals = {
  'invoice-moved': () => new InvoiceMoved(),
  'already-paid': () => new AlreadyPaid(),
  'reference-used': () => new PaymentReferenceUsed(),
  'report-not-found': () => new PaymentReportNotFound(),
  'report-closed': () => new PaymentReportClosed(),
} as const;

const RegisterPaymentResult = createUnionType({
  name: 'RegisterPaymentResult',
  description:
    'The payment, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () =>
    [
      ...[RegisterPaymentSuccess, InvoiceNotFound, InvoiceMoved, AlreadyPaid, PaymentReferenceUsed],
      ...[PaymentReportNotFound, PaymentReportClosed, ClientNotFound, ...commonProblems],
    ] as const,
});

@Resolver(() => RegisteredPayment)
export class PaymentEntryResolver {
  @Allow('payments:write')
  @Cost({ calls: 5 })
  @Mutation(() => RegisterPaymentResult, {
    description:
      'Records a payment that the ISP has received, at most once for each reference. The invoice is read right before: one that is paid, carried into another, or of another client is refused. Requires `payments:write`, which no assurance replaces.',
  })
  async registerPayment(
    @Arg('input', () => RegisterPaymentInput, { description: 'The payment.' }) input: RegisterPaymentInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof RegisterPaymentResult> {
    const { reconnect: reconnects, idempotencyKey, force, ...others } = input;
    const result = await operation.paymentEntries.register({ ...given(others), reconnects, idempotencyKey, force });
    switch (result.kind) {
      case 'done':
        return new RegisterPaymentSuccess(result.value, result.isReplay);
      case 'not-found':
        return typeof input.invoiceId === 'string' ? new InvoiceNotFound() : new ClientNotFound();
      case 'duplicate':
        return new PaymentReferenceUsed();
      case 'invoice-moved':
      case 'already-paid':
      case 'reference-used':
      case 'report-not-found':
      case 'report-closed':
        return refusals[result.kind]();
      default:
        return toProblem(result);
    }
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, { nullable: true, description: 'The client who paid. Requires `clients:read`.' })
  client(
    @Root() { clientId }: RegisteredPaymentOfDomain,
    @Ctx() { operation }: GatewayContext,
  ): Promise<ClientRecord | null> {
    return operation.clients.byId(clientId);
  }
}
