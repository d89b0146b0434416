import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { ClientPurge } from '../domain/client-purge.js';
import type { BackendName } from '../model/backend.js';
import { BackendEnum } from './backend.js';
import type { GatewayContext } from './context.js';
import { Cost } from './field.js';
import { Allow } from './scope.js';

@InputType({ description: 'The client whose stored data is to be deleted.' })
class PurgeClientInput {
  @Field(() => ID, {
    description:
      'Global id of the client. A client unknown to its back end is purged as well, but not found at other back ends.',
  })
  readonly clientId!: string;
}

@ObjectType({ description: 'No instance stores anything about these records any more.', simpleResolvers: true })
class PurgeClientSuccess implements ClientPurge {
  constructor({ clientIds, unreachableBackends }: ClientPurge) {
    this.clientIds = clientIds;
    this.unreachableBackends = unreachableBackends;
  }

  @Field(() => [ID], {
    description: "Global ids of the records: the given one, and the same person's at other back ends.",
  })
  readonly clientIds: readonly string[];

  @Field(() => [BackendEnum], {
    description:
      'Back ends that were unreachable, where the same person may have a record. When there are any, purge again later.',
  })
  readonly unreachableBackends: readonly BackendName[];
}

const PurgeClientResult = createUnionType({
  name: 'PurgeClientResult',
  description: 'The purged records. Problems may be added: match them with `... on Problem`.',
  types: () => [PurgeClientSuccess] as const,
});

@Resolver()
export class ClientPurgeResolver {
  @Allow('admin')
  @Cost({ calls: 2 })
  @Mutation(() => PurgeClientResult, {
    description:
      'Deletes everything that the gateway stores about a client: cached records, pending writes, tickets, pings, webhooks and results of writes. Changes nothing at the back ends, where the next read finds the client again: erase it there as well. The audit log keeps its entries, which do not identify anyone. Requires `admin`.',
  })
  async purgeClient(
    @Arg('input', () => PurgeClientInput, { description: 'The client.' }) { clientId }: PurgeClientInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof PurgeClientResult> {
    return new PurgeClientSuccess(await operation.purgeClient(clientId));
  }
}
