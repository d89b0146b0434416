import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, Info, ObjectType, Resolver, Root } from 'type-graphql';
import type { ClientSource as ClientSourceOfDomain } from '../domain/client-source.js';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { ErrorCode } from '../model/error-code.js';
import type { ServiceStatus } from '../model/service-status.js';
import { BackendEnum, ExternalId, Freshness } from './backend.js';
import { Client } from './client.js';
import { contractKinds } from './client-join.js';
import type { GatewayContext } from './context.js';
import { Cost, Masked, Owner, sharedCosts } from './field.js';
import { orElse } from './partial-result.js';
import { ServiceStatusEnum } from './service-status.js';

@ObjectType({
  description: "One back end's record of a client, or the reason why it is missing.",
  simpleResolvers: true,
})
class ClientSource implements ClientSourceOfDomain {
  @Masked('public')
  @Field(() => BackendEnum, { description: 'The back end.' })
  readonly backend!: BackendName;

  @Masked('public')
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when it has the client. Null while it is unavailable.',
  })
  readonly found!: boolean | null;

  @Masked('public')
  @Field(() => String, { nullable: true, description: 'Name in its record.' })
  readonly name!: string | null;

  @Masked('mask')
  @Field(() => String, {
    nullable: true,
    description: 'Identity document of its record. Masked without `personal:read`.',
  })
  readonly document!: string | null;

  @Masked('public')
  @Field(() => ServiceStatusEnum, { nullable: true, description: 'State of the service in its record.' })
  readonly status!: ServiceStatus | null;

  @Masked('public')
  @Field(() => String, { nullable: true, description: 'Its own word for the status.' })
  readonly upstreamStatus!: string | null;

  @Masked('public')
  @Field(() => Freshness, { nullable: true, description: 'Age of its record.' })
  readonly freshness!: Freshness | null;

  @Masked('public')
  @Field(() => String, {
    nullable: true,
    description: 'Error code while it is unavailable, or JOIN_CONFLICT when its record is not shown.',
  })
  readonly unavailable!: ErrorCode | null;

  @Masked('public')
  @Field(() => Boolean, {
    description:
      'True when its record has the same document under a different name: one of the two documents is wrong. Without `personal:read` and `billing:read` nothing else of such a record is shown, and fields that only it has are null or empty, with JOIN_CONFLICT.',
  })
  readonly conflict!: boolean;
}

/** Fields for which every back end is called. */
@Resolver(() => Client)
export class ClientSourceResolver {
  @Owner('EVERY')
  @Masked('inside')
  @Cost({ ...sharedCosts.join, items: 2 })
  @FieldResolver(() => [ClientSource], {
    description: "Each back end's record of the client, or the reason why it is missing.",
  })
  sources(@Root() client: ClientRecord, @Ctx() { operation }: GatewayContext): Promise<readonly ClientSource[]> {
    return operation.clients.sources(client);
  }

  @Owner('EVERY')
  @Masked('public')
  @Cost({ ...sharedCosts.join, items: 3 })
  @FieldResolver(() => [ExternalId], {
    description:
      'Ids of the client at the back ends; ids of contracts require `personal:read` or an assurance of the client. Ids of an unavailable back end are missing, with an error.',
  })
  async externalIds(@Root() client: ClientRecord, @Ctx() context: GatewayContext, @Info() info: GraphQLResolveInfo) {
    const { access, clients } = context.operation;
    const ids = await orElse(client.externalIds, clients.externalIds(client), context, info);
    // Contracts are shown only after proof, their ids included.
    const isProven = access.isUnmasked || access.covers(client);
    return isProven ? ids : ids.filter(({ kind }) => !contractKinds.has(kind));
  }
}
