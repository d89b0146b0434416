import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Assurance } from '../domain/verification/assurance.js';
import type { ClientRecord } from '../model/client.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Cost } from './field.js';
import { given } from './input.js';
import { ClientNotFound, InvalidInput } from './problem.js';
import { DateTimeScalar, DecimalScalar } from './scalar.js';
import { Allow } from './scope.js';

@InputType({
  description:
    'Claims of a person about themselves: at least three, which for a caller without `personal:read` include the address or the document. Every word must be a whole word of the record; case and accents do not matter.',
})
class IdentityFacts {
  @Field(() => String, { nullable: true, description: 'At least a first and a last name.' })
  readonly name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address of the service, for example `Bellavista 12`: at least the name of a street or district.',
  })
  readonly address?: string | null;

  @Field(() => String, { nullable: true, description: 'Full identity document, however it is written.' })
  readonly document?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the plan, for example `7MB Plus`.' })
  readonly planName?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Monthly price of the plan.' })
  readonly planPrice?: string | null;
}

@InputType({ description: 'Claims of a person to be a certain client.' })
class VerifyClientInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => IdentityFacts, { description: 'Claims of the person.' })
  readonly facts!: IdentityFacts;
}

@InputType({ description: 'Claims of a person to be identified.' })
class ResolveClientInput {
  @Field(() => IdentityFacts, { description: 'Claims of the person.' })
  readonly facts!: IdentityFacts;
}

@ObjectType({
  description:
    "Proof that a person is a certain client, valid for the caller that received it. It unmasks this client's records at every back end and allows changes to them without a scope.",
  simpleResolvers: true,
})
class ClientAssurance implements Assurance {
  @Field(() => String, {
    description:
      'Send it in the header `X-Client-Assurance`, or in `connection_init` as `clientAssurance`; separate several, at most five, by commas. Keep it secret.',
  })
  readonly token!: string;

  @Field(() => DateTimeScalar, { description: 'Expiry, 15 minutes after issue.' })
  readonly expiresAt!: Date;
}

@ObjectType({ description: 'The facts were compared.', simpleResolvers: true })
class VerifyClientSuccess {
  constructor(assurance: Assurance | null) {
    this.verified = assurance !== null;
    this.assurance = assurance;
  }

  @Field(() => Boolean, {
    description: 'True when all facts match. Neither the failing fact nor the existence of the client is revealed.',
  })
  readonly verified: boolean;

  @Field(() => ClientAssurance, { nullable: true, description: 'Null unless `verified` is true.' })
  readonly assurance: ClientAssurance | null;
}

@ObjectType({ description: 'One client matches all facts.', simpleResolvers: true })
class ResolveClientSuccess {
  constructor(client: ClientRecord, assurance: Assurance) {
    this.client = client;
    this.assurance = assurance;
  }

  @Field(() => Client, {
    description: 'The matching client, still masked: `assurance` applies from the next request on.',
  })
  readonly client: ClientRecord;

  @Field(() => ClientAssurance, { description: 'For further requests about the client.' })
  readonly assurance: ClientAssurance;
}

const VerifyClientResult = createUnionType({
  name: 'VerifyClientResult',
  description:
    'Whether the person is the client. ClientNotFound is returned only for a back end that this installation does not have: for an unknown client, `verified` is false.',
  types: () => [VerifyClientSuccess, InvalidInput, ClientNotFound] as const,
});

const ResolveClientResult = createUnionType({
  name: 'ResolveClientResult',
  description:
    'The client whom all facts match, or the reason why none is identified. ClientNotFound: they match no client, or several people.',
  types: () => [ResolveClientSuccess, InvalidInput, ClientNotFound] as const,
});

@Resolver()
export class IdentityResolver {
  @Allow('clients:read')
  @Cost({ calls: 3 })
  @Mutation(() => VerifyClientResult, {
    description:
      'Verifies that a person is a certain client by their claims. RATE_LIMITED after 5 attempts at one client in 15 minutes, or 20 of one caller in an hour, right or wrong.',
  })
  async verifyClient(
    @Arg('input', () => VerifyClientInput, { description: 'The client and the claims.' })
    { clientId, facts }: VerifyClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof VerifyClientResult> {
    const result = await operation.identity.verify(clientId, given(facts));
    if (result.kind === 'invalid') return new InvalidInput(result.fields);
    return result.kind === 'compared' ? new VerifyClientSuccess(result.assurance) : new ClientNotFound();
  }

  @Allow('clients:read')
  @Cost({ calls: 4 })
  @Mutation(() => ResolveClientResult, {
    description:
      'Identifies a person among all clients by their claims. RATE_LIMITED after 5 attempts at one name in 15 minutes, or 20 of one caller in an hour, right or wrong.',
  })
  async resolveClient(
    @Arg('input', () => ResolveClientInput, { description: 'The claims.' }) { facts }: ResolveClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof ResolveClientResult> {
    const result = await operation.identity.resolve(given(facts));
    if (result.kind === 'invalid') return new InvalidInput(result.fields);
    if (result.kind === 'not-found') return new ClientNotFound();
    return new ResolveClientSuccess(result.client, result.assurance);
  }
}
