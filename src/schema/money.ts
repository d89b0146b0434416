import { Field, ObjectType } from 'type-graphql';
import type { Money as MoneyModel } from '../model/money.js';
import { CurrencyScalar, DecimalScalar } from './scalar.js';

@ObjectType({ description: 'An exact amount of money.', simpleResolvers: true })
export class Money implements MoneyModel {
  @Field(() => DecimalScalar, { description: 'For example `"55000.00"`.' })
  readonly amount!: string;

  @Field(() => CurrencyScalar, { description: 'ISO 4217 code, for example `COP`.' })
  readonly currency!: string;
}
