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
import type { PaymentReport as PaymentReportModel, PaymentReportState } from '../model/payment-report.js';
import { Client } from './client.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { given } from './input.js';
import { Money } from './money.js';
import { ClientNotFound, InvalidInput, Problem } from './problem.js';
import { CurrencyScalar, DateTimeScalar, DecimalScalar } from './scalar.js';
import { Allow } from './scope.js';

const PaymentReportStateEnum = createEnum<PaymentReportState>('PaymentReportState', 'State of a reported payment.', {
  OPEN: 'It awaits a decision of the ISP.',
  CONFIRMED: 'The payment was registered.',
  REJECTED: 'A person has rejected it.',
});

@ObjectType({
  description: 'A receipt that a subscriber has shown: a claim for a person to confirm, and no payment.',
  simpleResolvers: true,
})
class PaymentReport implements Omit<PaymentReportModel, 'clientId'> {
  @Field(() => ID, { description: 'Id of the report. It is no global id.' })
  readonly id!: string;

  @Field(() => PaymentReportStateEnum, { description: 'State of the report.' })
  readonly state!: PaymentReportState;

  @Field(() => Money, { description: 'Amount, as claimed.' })
  readonly amount!: Money;

  @Field(() => String, { description: 'Reference of the transaction, as claimed.' })
  readonly reference!: string;

  @Field(() => String, { nullable: true, description: 'Bank or wallet, as claimed.' })
  readonly bank!: string | null;

  @Field(() => String, { description: 'SHA-256 of the receipt, in lower-case hexadecimal.' })
  readonly contentHash!: string;

  @Field(() => DateTimeScalar, { description: 'Time of the first report.' })
  readonly reportedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of the decision. Null while it is open.' })
  readonly decidedAt!: string | null;
}

@ObjectType({ description: 'A page of reported payments.', simpleResolvers: true })
class PaymentReportConnection extends createConnection(PaymentReport, 'PaymentReport') {}

@InputType({ description: 'A receipt of a payment, as a subscriber shows it.' })
class ReportPaymentInput {
  @Field(() => ID, { description: 'Global id of the client who has paid.' })
  readonly clientId!: string;

  @Field(() => DecimalScalar, { description: 'Amount on the receipt, above zero, two decimals.' })
  readonly amount!: string;

  @Field(() => CurrencyScalar, {
    nullable: true,
    description: 'Currency of the amount. Default: that of the back end. Another one is invalid.',
  })
  readonly currency?: string | null;

  @Field(() => String, {
    description:
      'Reference of the transaction on the receipt, 1 to 50 visible ASCII characters with single blanks between.',
  })
  readonly reference!: string;

  @Field(() => String, { nullable: true, description: 'Bank or wallet, 1 to 100 characters.' })
  readonly bank?: string | null;

  @Field(() => String, { description: 'SHA-256 of the file of the receipt, 64 hexadecimal digits.' })
  readonly contentHash!: string;
}

@ObjectType({ description: 'The payment is reported, and awaits a person.', simpleResolvers: true })
class ReportPaymentSuccess {
  constructor(paymentReport: PaymentReportModel, replayed: boolean) {
    this.paymentReport = paymentReport;
    this.replayed = replayed;
  }

  @Field(() => PaymentReport, { description: 'The report.' })
  readonly paymentReport: PaymentReportModel;

  @Field(() => Boolean, { description: 'True when the same receipt was reported before: it counts once.' })
  readonly replayed: boolean;
}

@ObjectType({ description: 'The report is rejected.', simpleResolvers: true })
class RejectPaymentReportSuccess {
  constructor(paymentReport: PaymentReportModel) {
    this.paymentReport = paymentReport;
  }

  @Field(() => PaymentReport, { description: 'The report.' })
  readonly paymentReport: PaymentReportModel;
}

@ObjectType({ implements: Problem, description: 'There is no such report of a payment, or it is of another client.' })
export class PaymentReportNotFound extends Problem {
  constructor() {
    super('PAYMENT_REPORT_NOT_FOUND');
  }
}

@ObjectType({ implements: Problem, description: 'The report of a payment was confirmed or rejected before.' })
export class PaymentReportClosed extends Problem {
  constructor() {
    super('PAYMENT_REPORT_CLOSED');
  }
}

const ReportPaymentResult = createUnionType({
  name: 'ReportPaymentResult',
  description: 'The report, or the reason why there is none. Match new problems with `... on Problem`.',
  types: () => [ReportPaymentSuccess, ClientNotFound, InvalidInput] as const,
});

const RejectPaymentReportResult = createUnionType({
  name: 'RejectPaymentReportResult',
  description: 'The report, or the reason why it stands. Match new problems with `... on Problem`.',
  types: () => [RejectPaymentReportSuccess, PaymentReportNotFound, PaymentReportClosed] as const,
});

@Resolver(() => PaymentReport)
export class PaymentReportResolver {
  @Allow('payments:write')
  @Cost({ calls: 1, items: 'first' })
  @Query(() => PaymentReportConnection, {
    description: 'Reported payments, newest first, kept for 180 days. Requires `payments:write`.',
  })
  paymentReports(
    @Arg('states', () => [PaymentReportStateEnum], { nullable: true, description: 'Only these states. Default: all.' })
    states: PaymentReportState[] | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.paymentReports.page({ first, after }, states ?? undefined);
  }

  @Allow('billing:write', { orAssuranceBy: 'clientId' })
  @Cost({ calls: 2 })
  @Mutation(() => ReportPaymentResult, {
    description:
      'Records a receipt that a subscriber shows, for a person to confirm: it changes nothing at any back end. The same reference and content of a client count once. More than 20 open reports of a client are RATE_LIMITED. Requires `billing:write` or an assurance of the client.',
  })
  async reportPayment(
    @Arg('input', () => ReportPaymentInput, { description: 'The receipt.' }) input: ReportPaymentInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof ReportPaymentResult> {
    const { clientId, amount, reference, contentHash, ...others } = input;
    const request = { ...given(others), clientId, amount, reference, contentHash };
    const result = await operation.paymentReports.report(request);
    if (result.kind === 'done') return new ReportPaymentSuccess(result.value, result.isReplay);
    return result.kind === 'invalid' ? new InvalidInput(result.fields) : new ClientNotFound();
  }

  @Allow('payments:write')
  @Cost({ calls: 1 })
  @Mutation(() => RejectPaymentReportResult, {
    description: 'Rejects a reported payment. `registerPayment` with its id confirms one. Requires `payments:write`.',
  })
  async rejectPaymentReport(
    @Arg('id', () => ID, { description: 'Id of the report.' }) id: string,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof RejectPaymentReportResult> {
    const result = await operation.paymentReports.reject(id);
    if (result.kind === 'done') return new RejectPaymentReportSuccess(result.value);
    return result.kind === 'report-closed' ? new PaymentReportClosed() : new PaymentReportNotFound();
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, { nullable: true, description: 'The client who has paid. Requires `clients:read`.' })
  client(@Root() { clientId }: PaymentReportModel, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.clients.byId(clientId);
  }
}
