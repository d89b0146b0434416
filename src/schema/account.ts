import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Account as AccountOfDomain } from '../domain/account.js';
import type { AccountState } from '../model/account.js';
import type { ClientRecord } from '../model/client.js';
import type { PromiseRefusal } from '../model/problem.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost, Masked, Owner } from './field.js';
import { Money } from './money.js';
import { PromiseRefusalEnum } from './payment-promise.js';
import { DateScalar } from './scalar.js';
import { Allow } from './scope.js';

const AccountStateEnum = createEnum<AccountState>(
  'AccountState',
  'State of the money between a client and the ISP: the first of these that holds.',
  {
    UP_TO_DATE: 'Nothing is owed, open or overdue, and all of it is known.',
    PROMISED: 'A promise to pay that was recorded through this gateway still holds.',
    SUSPENDED: 'The service, or one of the contracts, is suspended, and it is not known to be paid.',
    OVERDUE: 'An open invoice is past its due date.',
    DUE: 'Something is owed or open, and nothing is known to be overdue.',
    UNKNOWN: 'The back end does not tell enough. Never to be read as "nothing is owed".',
  },
);

@ObjectType({
  description: 'The money between a client and the ISP, at the back end that bills the client. Null: not known.',
  simpleResolvers: true,
})
class Account implements AccountOfDomain {
  @Field(() => AccountStateEnum, { description: 'State of the account.' })
  readonly state!: AccountState;

  @Field(() => Money, {
    nullable: true,
    description:
      'Total owed, by the rule of the back end. Positive: debt. Negative: credit. Null when it is not known, which is not zero.',
  })
  readonly owed!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Part of `owed` that no open invoice shows, carried from before. Negative: credit.',
  })
  readonly carried!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Part of `owed` that is in open invoices.' })
  readonly invoiced!: Money | null;

  @Field(() => DateScalar, { nullable: true, description: 'Earliest due date of an open invoice.' })
  readonly dueDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which the service is suspended unless it is paid.',
  })
  readonly cutOffDate!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when `createPaymentPromise` takes a promise of the client now.',
  })
  readonly canPromise!: boolean | null;

  @Field(() => PromiseRefusalEnum, {
    nullable: true,
    description: 'The reason why `canPromise` is false. Null as well where the back end takes no promises at all.',
  })
  readonly promiseRefusal!: PromiseRefusal | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of a promise that was recorded through this gateway and still holds.',
  })
  readonly promisedUntil!: string | null;
}

@Resolver(() => Client)
export class ClientAccountResolver {
  @Allow('billing:read')
  @Owner('ACCOUNT')
  @Masked('proof')
  @Cost({ calls: 3 })
  @FieldResolver(() => Account, {
    nullable: true,
    description:
      'What the client owes, and what comes next. Null when the back end that bills does not know the client. Requires `billing:read`, and `personal:read` or an assurance of the client.',
  })
  account(@Root() client: ClientRecord, @Ctx() { operation }: GatewayContext): Promise<AccountOfDomain | null> {
    return operation.accounts.ofClient(client);
  }
}
