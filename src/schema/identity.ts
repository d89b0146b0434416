import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Assurance } from '../domain/verification/assurance.js';
import type { ClientRecord } from '../model/client.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { given } from './input.js';
import { ClientNotFound, InvalidInput } from './problem.js';
import { DateTimeScalar, DecimalScalar } from './scalar.js';
import { Allow } from './scope.js';

@InputType({
  description:
    'What a person says of themselves: at least three, and for a caller without `personal:read` the address or the document among them. Every word must be one of the record, whole, case and accents aside.',
})
class IdentityFacts {
  @Field(() => String, { nullable: true, description: 'At least a first and a last name.' })
  readonly name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the service is, for example `Bellavista 12`: the name of a street or district at least.',
  })
  readonly address?: string | null;

  @Field(() => String, { nullable: true, description: 'The whole identity document, with or without dots.' })
  readonly document?: string | null;

  @Field(() => String, { nullable: true, description: 'What they call their plan, for example `7MB Plus`.' })
  readonly planName?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'What the plan costs a month.' })
  readonly planPrice?: string | null;
}

@InputType({ description: 'Is this person that client?' })
class VerifyClientInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => IdentityFacts, { description: 'What the person says.' })
  readonly facts!: IdentityFacts;
}

@InputType({ description: 'Which client is this person?' })
class ResolveClientInput {
  @Field(() => IdentityFacts, { description: 'What the person says.' })
  readonly facts!: IdentityFacts;
}

@ObjectType({
  description:
    'Proof that a person is a certain client, for the caller who was given it. With it that one client, with their record at every back end, is shown unmasked, and changes to them need no scope.',
  simpleResolvers: true,
})
class ClientAssurance implements Assurance {
  @Field(() => String, {
    description:
      'Send it as the header `X-Client-Assurance`, or in `connection_init` as `clientAssurance`; several, five at most, with commas between. A secret.',
  })
  readonly token!: string;

  @Field(() => DateTimeScalar, { description: 'When it ends: 15 minutes after it was given.' })
  readonly expiresAt!: Date;
}

@ObjectType({ description: 'The facts were compared.', simpleResolvers: true })
class VerifyClientSuccess {
  constructor(assurance: Assurance | null) {
    this.verified = assurance !== null;
    this.assurance = assurance;
  }

  @Field(() => Boolean, {
    description: 'Whether all of them fit. It is never said which did not, nor whether there is such a client at all.',
  })
  readonly verified: boolean;

  @Field(() => ClientAssurance, { nullable: true, description: 'Null unless `verified`.' })
  readonly assurance: ClientAssurance | null;
}

@ObjectType({ description: 'One client fits all facts.', simpleResolvers: true })
class ResolveClientSuccess {
  constructor(client: ClientRecord, assurance: Assurance) {
    this.client = client;
    this.assurance = assurance;
  }

  @Field(() => Client, {
    description: 'The one who fits. Masked as ever: what `assurance` opens is for the next request.',
  })
  readonly client: ClientRecord;

  @Field(() => ClientAssurance, { description: 'For the next requests about them.' })
  readonly assurance: ClientAssurance;
}

const VerifyClientResult = createUnionType({
  name: 'VerifyClientResult',
  description:
    'Whether the person is the client, or why that could not be asked. ClientNotFound is told only of the client of a back end that this installation does not have: of an unknown client, `verified` is false.',
  types: () => [VerifyClientSuccess, InvalidInput, ClientNotFound] as const,
});

const ResolveClientResult = createUnionType({
  name: 'ResolveClientResult',
  description:
    'The client whom the facts fit, or why none can be named. ClientNotFound: they fit nobody, or several people.',
  types: () => [ResolveClientSuccess, InvalidInput, ClientNotFound] as const,
});

@Resolver()
export class IdentityResolver {
  @Allow('clients:read')
  @Mutation(() => VerifyClientResult, {
    description:
      'Checks that a person is a certain client, by what they know. RATE_LIMITED after 5 tries at one client in 15 minutes, or 20 of one caller in an hour, right or wrong.',
  })
  async verifyClient(
    @Arg('input', () => VerifyClientInput, { description: 'Who they say they are, and what they know.' })
    { clientId, facts }: VerifyClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof VerifyClientResult> {
    const result = await operation.identity.verify(clientId, given(facts));
    if (result.kind === 'invalid') return new InvalidInput(result.fields);
    return result.kind === 'compared' ? new VerifyClientSuccess(result.assurance) : new ClientNotFound();
  }

  @Allow('clients:read')
  @Mutation(() => ResolveClientResult, {
    description:
      'Finds out which client a person is, by what they know. RATE_LIMITED after 5 tries at one name in 15 minutes, or 20 of one caller in an hour, right or wrong.',
  })
  async resolveClient(
    @Arg('input', () => ResolveClientInput, { description: 'What they know.' }) { facts }: ResolveClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof ResolveClientResult> {
    const result = await operation.identity.resolve(given(facts));
    if (result.kind === 'invalid') return new InvalidInput(result.fields);
    if (result.kind === 'not-found') return new ClientNotFound();
    return new ResolveClientSuccess(result.client, result.assurance);
  }
}
