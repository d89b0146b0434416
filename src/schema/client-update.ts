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
import type { ClientRecord } from '../model/client.js';
import { Forbidden } from '../model/errors.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import { Cost } from './field.js';
import { given } from './input.js';
import { report } from './partial-result.js';
import { ClientNotFound, commonProblems, toProblem } from './problem.js';
import { Allow, requireAccess } from './scope.js';

@InputType({ description: 'Changes to a client. An omitted field stays as it is; at least one is required.' })
class UpdateClientInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => String, { nullable: true, description: 'The new telephone number. It replaces all numbers on record.' })
  readonly phone?: string | null;

  @Field(() => String, { nullable: true, description: 'The new identity document.' })
  readonly document?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Idempotency key, valid for 24 hours: a repeated request returns the same result and changes nothing.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'The client was changed.', simpleResolvers: true })
class UpdateClientSuccess {
  /** Shown to whom clients are shown. */
  readonly record: ClientRecord;

  constructor(client: ClientRecord, replayed: boolean) {
    this.record = client;
    this.replayed = replayed;
  }

  @Field(() => Boolean, { description: 'True when an earlier request with the same key made the change.' })
  readonly replayed: boolean;
}

const UpdateClientResult = createUnionType({
  name: 'UpdateClientResult',
  description:
    'The changed client, or the reason why nothing was changed. New problems may be added: match them with `... on Problem`.',
  types: () => [UpdateClientSuccess, ClientNotFound, ...commonProblems] as const,
});

@Resolver()
export class ClientUpdateResolver {
  @Allow('clients:write', { orAssuranceBy: 'clientId' })
  @Cost({ calls: 4 })
  @Mutation(() => UpdateClientResult, {
    description:
      "Changes a client's phone or document. Reads reflect the change at once. Requires `clients:write`; for the phone, an assurance of the client suffices.",
  })
  async updateClient(
    @Arg('input', () => UpdateClientInput, { description: 'The client and the changes.' }) input: UpdateClientInput,
    @Ctx() context: GatewayContext,
  ): Promise<typeof UpdateClientResult> {
    // Records of several back ends are joined by the document: a caller able to change its own could become another client.
    if (input.document != null) requireAccess(context, 'clients:write');
    const result = await context.operation.clients.update({ ...given(input), clientId: input.clientId });
    if (result.kind === 'done') return new UpdateClientSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new UpdateClientSuccess(result.value, true);
    return result.kind === 'not-found' ? new ClientNotFound() : toProblem(result);
  }
}

@Resolver(() => UpdateClientSuccess)
export class UpdatedClientResolver {
  @FieldResolver(() => Client, {
    description: 'The changed client. Only its `id` without `clients:read` or an assurance of the client.',
  })
  client(
    @Root() { record }: UpdateClientSuccess,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): ClientRecord {
    const isShown = context.caller.scopes.has('clients:read') || context.operation.access.covers(record);
    return isShown ? record : report(new Forbidden('clients:read'), nothingOf(record), context, info);
  }
}

/** A client without any data. It has no document by which another back end could be called. */
function nothingOf({ id, backend, key, documentCountry }: ClientRecord): ClientRecord {
  return {
    id,
    backend,
    key: { kind: key.kind, value: '' },
    externalIds: [],
    serviceId: null,
    name: null,
    document: null,
    documentCountry,
    phones: [],
    email: null,
    address: null,
    city: null,
    locality: null,
    province: null,
    country: null,
    location: null,
    status: 'UNKNOWN',
    upstreamStatus: null,
    outstandingBalance: null,
    cutOffDate: null,
    planName: null,
    planPrice: null,
    zoneId: null,
    technicianId: null,
    antennaIp: null,
    lanInterface: null,
    contracts: [],
    fetchedAt: 0,
  };
}
