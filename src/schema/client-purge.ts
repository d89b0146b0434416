import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { ClientPurge } from '../domain/client-purge.js';
import type { BackendName } from '../model/backend.js';
import { BackendEnum } from './backend.js';
import type { GatewayContext } from './context.js';
import { Allow } from './scope.js';

@InputType({ description: 'Of whom nothing is to be held any more.' })
class PurgeClientInput {
  @Field(() => ID, {
    description:
      'Global id of the client. One that their back end no longer knows is purged too, but not found elsewhere by it.',
  })
  readonly clientId!: string;
}

@ObjectType({ description: 'Nothing is held of these records any more, by any instance.', simpleResolvers: true })
class PurgeClientSuccess implements ClientPurge {
  constructor({ clientIds, unreachableBackends }: ClientPurge) {
    this.clientIds = clientIds;
    this.unreachableBackends = unreachableBackends;
  }

  @Field(() => [ID], {
    description: "Global ids of the records: the one that was named, and the same person's at other back ends.",
  })
  readonly clientIds: readonly string[];

  @Field(() => [BackendEnum], {
    description:
      'Back ends that could not be asked whether they know the same person. When there are any, purge again later.',
  })
  readonly unreachableBackends: readonly BackendName[];
}

const PurgeClientResult = createUnionType({
  name: 'PurgeClientResult',
  description: 'What was purged. Problems may join: catch them with `... on Problem`.',
  types: () => [PurgeClientSuccess] as const,
});

@Resolver()
export class ClientPurgeResolver {
  @Allow('admin')
  @Mutation(() => PurgeClientResult, {
    description:
      'Drops what the gateway holds of a client: copies of their records, own writes, their tickets and pings, what writes answered. Changes nothing at the back ends, where the next read finds them again: erase them there too. The journal keeps its lines, which name nobody. Needs `admin`.',
  })
  async purgeClient(
    @Arg('input', () => PurgeClientInput, { description: 'Whom.' }) { clientId }: PurgeClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof PurgeClientResult> {
    return new PurgeClientSuccess(await operation.purgeClient(clientId));
  }
}
