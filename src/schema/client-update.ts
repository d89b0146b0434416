import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { ClientRecord } from '../model/client.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { given } from './input.js';
import { ClientNotFound, commonProblems, toProblem } from './problem.js';
import { Allow, requireAccess } from './scope.js';

@InputType({ description: 'What to change. A field that is left out stays as it is; at least one is needed.' })
class UpdateClientInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => String, { nullable: true, description: 'The new telephone number. It replaces all numbers on record.' })
  readonly phone?: string | null;

  @Field(() => String, { nullable: true, description: 'The new identity document.' })
  readonly document?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Names this request for 24 hours: sent again, it answers the same and changes nothing.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'The client was changed.', simpleResolvers: true })
class UpdateClientSuccess {
  constructor(client: ClientRecord, replayed: boolean) {
    this.client = client;
    this.replayed = replayed;
  }

  @Field(() => Client, { description: 'The client with the change.' })
  readonly client: ClientRecord;

  @Field(() => Boolean, { description: 'True when an earlier request with the same key had done it.' })
  readonly replayed: boolean;
}

const UpdateClientResult = createUnionType({
  name: 'UpdateClientResult',
  description:
    'The changed client, or why nothing was changed. New problems may join: catch them with `... on Problem`.',
  types: () => [UpdateClientSuccess, ClientNotFound, ...commonProblems] as const,
});

@Resolver()
export class ClientUpdateResolver {
  @Allow('clients:write', { orAssuranceBy: 'clientId' })
  @Mutation(() => UpdateClientResult, {
    description:
      "Changes a client's phone or document. The next read shows it. Needs `clients:write`; for another phone, an assurance of the client is enough.",
  })
  async updateClient(
    @Arg('input', () => UpdateClientInput, { description: 'Who, and what.' }) input: UpdateClientInput,
    @Ctx() context: GatewayContext,
  ): Promise<typeof UpdateClientResult> {
    // Records of several back ends are joined by the document: whoever could change their own could become somebody else.
    if (input.document != null) requireAccess(context, 'clients:write');
    const result = await context.operation.clients.update({ ...given(input), clientId: input.clientId });
    if (result.kind === 'done') return new UpdateClientSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new UpdateClientSuccess(result.value, true);
    return result.kind === 'not-found' ? new ClientNotFound() : toProblem(result);
  }
}
