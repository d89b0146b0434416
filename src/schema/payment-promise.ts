import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { PaymentPromise as PaymentPromiseOfDomain } from '../domain/payment-promise.js';
import type { ClientRecord } from '../model/client.js';
import type { Contract as ContractModel } from '../model/contract.js';
import { Forbidden } from '../model/errors.js';
import { decodeId, encodeId } from '../model/id.js';
import { type Localized, type PromiseRefusal, promiseRefusalMessages } from '../model/problem.js';
import { clientNamedIn } from './authorization.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Contract } from './contract.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { report } from './partial-result.js';
import { commonProblems, Problem, toProblem } from './problem.js';
import { DateScalar, DateTimeScalar } from './scalar.js';
import { Allow, isAssured } from './scope.js';

export const PromiseRefusalEnum = createEnum<PromiseRefusal>(
  'PromiseRefusal',
  'Reasons why a promise to pay is not possible.',
  {
    SERVICE_ACTIVE: 'The service is not suspended, so there is nothing to restore.',
    DATE_IN_PAST: 'The day has passed.',
    DATE_TOO_FAR: 'The day is later than the ISP allows.',
    ALREADY_PROMISED: 'The same promise is already on record.',
    NOTHING_TO_PAY: 'The client has no open invoice that could be promised for.',
  },
);

@ObjectType({
  description: 'A promise to pay, which restores a suspended service until its last day.',
  simpleResolvers: true,
})
class PaymentPromise implements Omit<PaymentPromiseOfDomain, 'targetId'> {
  @Field(() => String, { nullable: true, description: "The back end's id of the promise, where it provides one." })
  readonly reference!: string | null;

  @Field(() => DateScalar, { description: 'Last day on which it holds.' })
  readonly validUntil!: string;

  @Field(() => DateTimeScalar, { description: 'Time of recording.' })
  readonly createdAt!: string;
}

@InputType({ description: 'A promise to pay by a certain day.' })
class CreatePaymentPromiseInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the contract. Either it or `clientId`.' })
  readonly contractId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the client, where the back end has no contracts (WispHub).',
  })
  readonly clientId?: string | null;

  @Field(() => DateScalar, { description: "Last day of the promise, in the ISP's time zone." })
  readonly validUntil!: string;

  @Field(() => ID, {
    description:
      'Idempotency key, valid for 24 hours, 1 to 200 visible characters: a repeated request records no second promise.',
  })
  readonly idempotencyKey!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Send it under a new key although an earlier one ended in OutcomeUnknown: only after a person has checked the back end.',
  })
  readonly force!: boolean;
}

@ObjectType({ description: 'The promise is recorded.', simpleResolvers: true })
class CreatePaymentPromiseSuccess {
  constructor(paymentPromise: PaymentPromiseOfDomain, replayed: boolean) {
    this.paymentPromise = paymentPromise;
    this.replayed = replayed;
  }

  @Field(() => PaymentPromise, { description: 'The promise.' })
  readonly paymentPromise: PaymentPromiseOfDomain;

  @Field(() => Boolean, { description: 'True when an earlier request with the same key recorded it.' })
  readonly replayed: boolean;
}

@ObjectType({ implements: Problem, description: 'No back end has the contract.' })
class ContractNotFound extends Problem {
  constructor() {
    super('CONTRACT_NOT_FOUND');
  }
}

@ObjectType({ implements: Problem, description: 'A promise to pay is not possible; nothing was sent.' })
class PromiseNotAllowed extends Problem {
  @Field(() => PromiseRefusalEnum, { description: 'The reason.' })
  readonly reason: PromiseRefusal;

  constructor(reason: PromiseRefusal) {
    super('PROMISE_NOT_ALLOWED');
    this.reason = reason;
  }

  protected override get sentence(): Localized {
    return promiseRefusalMessages[this.reason];
  }
}

const CreatePaymentPromiseResult = createUnionType({
  name: 'CreatePaymentPromiseResult',
  description:
    'The promise, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () => [CreatePaymentPromiseSuccess, ContractNotFound, PromiseNotAllowed, ...commonProblems] as const,
});

@Resolver(() => PaymentPromise)
export class PaymentPromiseResolver {
  @Allow('billing:write', { orAssuranceBy: 'contractId' })
  @Cost({ calls: 4 })
  @Mutation(() => CreatePaymentPromiseResult, {
    description:
      'Records a promise to pay for a suspended contract or, at WispHub, client, at most once for each and a day. Requires `billing:write` or an assurance of the client.',
  })
  async createPaymentPromise(
    @Arg('input', () => CreatePaymentPromiseInput, { description: 'The promise.' })
    input: CreatePaymentPromiseInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof CreatePaymentPromiseResult> {
    const result = await operation.paymentPromises.create({
      ...input,
      contractId: input.contractId ?? undefined,
      clientId: input.clientId ?? undefined,
    });
    if (result.kind === 'done') return new CreatePaymentPromiseSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new PromiseNotAllowed('ALREADY_PROMISED');
    if (result.kind === 'not-allowed') return new PromiseNotAllowed(result.reason);
    return result.kind === 'not-found' ? new ContractNotFound() : toProblem(result);
  }

  @FieldResolver(() => Contract, {
    nullable: true,
    description:
      'The contract of the promise; null where it is for a client. Only its ids without `billing:read` and `personal:read`, or an assurance of the client.',
  })
  async contract(
    @Root() { targetId }: PaymentPromiseOfDomain,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ContractModel | null> {
    if (decodeId(targetId)?.type !== 'Contract') return null;
    const clientId = clientNamedIn({ contractId: targetId });
    const { access, contracts } = context.operation;
    const isRead = access.isUnmasked && context.caller.scopes.has('billing:read');
    const isShown = isRead || (clientId !== null && (await isAssured(context, clientId)));
    return isShown
      ? contracts.byId(targetId)
      : report(new Forbidden(access.isUnmasked ? 'billing:read' : 'personal:read'), nothingOf(targetId), context, info);
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, {
    nullable: true,
    description: 'The client who promised. Requires `clients:read`.',
  })
  async client(
    @Root() { targetId }: PaymentPromiseOfDomain,
    @Ctx() { operation }: GatewayContext,
  ): Promise<ClientRecord | null> {
    const clientId = clientNamedIn({ contractId: targetId });
    return clientId === null ? null : operation.clients.byId(clientId);
  }
}

/** A contract with nothing but the id that the caller gave. */
function nothingOf(id: string): ContractModel {
  const node = decodeId(id);
  const [clientKey = '', contractId = ''] = node?.key ?? [];
  const backend = node?.backend ?? 'WISPRO';
  return {
    id,
    backend,
    clientId: encodeId('Client', backend, clientKey),
    contractId,
    publicId: null,
    status: 'UNKNOWN',
    upstreamStatus: null,
    startDate: null,
    planId: null,
    ip: null,
    macAddress: null,
    pppoeUsername: null,
    nodeName: null,
    napName: null,
    accessServer: null,
    address: null,
    location: null,
  };
}
