import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { ClientRecord } from '../model/client.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { given } from './input.js';
import { ClientNotFound, InvalidInput } from './problem.js';
import { DecimalScalar } from './scalar.js';
import { Allow } from './scope.js';

@InputType({ description: 'What a person says of themselves. At least three of the four.' })
class IdentityFacts {
  @Field(() => String, { nullable: true, description: 'At least a first and a last name.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the service is, for example `Bellavista 12`.' })
  readonly address?: string | null;

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

@ObjectType({ description: 'The facts were compared.', simpleResolvers: true })
class VerifyClientSuccess {
  constructor(verified: boolean) {
    this.verified = verified;
  }

  @Field(() => Boolean, { description: 'Whether all of them fit. It is never said which did not.' })
  readonly verified: boolean;
}

@ObjectType({ description: 'One client fits all facts.', simpleResolvers: true })
class ResolveClientSuccess {
  constructor(client: ClientRecord) {
    this.client = client;
  }

  @Field(() => Client, { description: 'The one who fits.' })
  readonly client: ClientRecord;
}

const VerifyClientResult = createUnionType({
  name: 'VerifyClientResult',
  description: 'Whether the person is the client, or why that could not be asked.',
  types: () => [VerifyClientSuccess, InvalidInput, ClientNotFound] as const,
});

const ResolveClientResult = createUnionType({
  name: 'ResolveClientResult',
  description: 'The client whom the facts fit, or why none can be named.',
  types: () => [ResolveClientSuccess, InvalidInput, ClientNotFound] as const,
});

@Resolver()
export class IdentityResolver {
  @Allow('clients:read')
  @Mutation(() => VerifyClientResult, { description: 'Checks that a person is a certain client, by what they know.' })
  async verifyClient(
    @Arg('input', () => VerifyClientInput, { description: 'Who they say they are, and what they know.' })
    { clientId, facts }: VerifyClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof VerifyClientResult> {
    const result = await operation.identity.verify(clientId, given(facts));
    if (result.kind === 'invalid') return new InvalidInput(result.fields);
    return result.kind === 'verified' ? new VerifyClientSuccess(result.isVerified) : new ClientNotFound();
  }

  @Allow('clients:read')
  @Mutation(() => ResolveClientResult, { description: 'Finds out which client a person is, by what they know.' })
  async resolveClient(
    @Arg('input', () => ResolveClientInput, { description: 'What they know.' }) { facts }: ResolveClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof ResolveClientResult> {
    const result = await operation.identity.resolve(given(facts));
    if (result.kind === 'invalid') return new InvalidInput(result.fields);
    return result.kind === 'resolved' ? new ResolveClientSuccess(result.client) : new ClientNotFound();
  }
}
