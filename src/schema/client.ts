import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, Info, InputType, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord, Completeness } from '../model/client.js';
import { Forbidden } from '../model/errors.js';
import type { Phone as PhoneModel } from '../model/phone.js';
import type { ServiceStatus } from '../model/service-status.js';
import { BackendEnum, Freshness } from './backend.js';
import { ClientBy } from './client-by.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { FastResolver } from './fast-resolver.js';
import { Cost, Masked, Owner } from './field.js';
import { given } from './input.js';
import { Node } from './node.js';
import { report } from './partial-result.js';
import { PhoneNumberScalar } from './scalar.js';
import { Allow } from './scope.js';
import { ServiceStatusEnum } from './service-status.js';

@ObjectType({ description: 'One telephone number.', simpleResolvers: true })
export class Phone implements PhoneModel {
  @Masked('mask')
  @Field(() => String, {
    description: 'As stored by the back end: `"300 123 4567"`. Masked without `personal:read`: `•••••67`.',
  })
  readonly raw!: string;

  @Masked('null')
  @Field(() => PhoneNumberScalar, {
    nullable: true,
    description: 'In E.164. Null when the number cannot be completed, and without `personal:read`.',
  })
  readonly e164!: string | null;
}

@ObjectType({
  implements: Node,
  description: "A subscriber of the ISP. The `id` refers to the back end's record through which the client was found.",
  simpleResolvers: true,
})
export class Client extends Node implements Pick<ClientRecord, 'name' | 'document' | 'status'> {
  @Owner('RECORD')
  @Masked('public')
  @Field(() => String, { nullable: true, description: 'Full name, usually in upper case.' })
  readonly name!: string | null;

  @Owner('RECORD')
  @Masked('mask')
  @Field(() => String, {
    nullable: true,
    description: 'Identity document. Several services can share one. Masked without `personal:read`: `•••••90`.',
  })
  readonly document!: string | null;

  @Owner('RECORD')
  @Masked('inside')
  @Cost({ items: 2 })
  @Field(() => [Phone], { description: 'Telephone numbers, one entry each.' })
  readonly phones!: readonly Phone[];

  @Owner('RECORD')
  @Masked('mask')
  @Field(() => String, { nullable: true, description: 'Street address. Masked without `personal:read`: `•••••STA`.' })
  readonly address!: string | null;

  @Owner('RECORD')
  @Masked('public')
  @Field(() => String, { nullable: true, description: 'City or town, for example `Sabanagrande`.' })
  readonly city!: string | null;

  @Owner('RECORD')
  @Masked('public')
  @Field(() => ServiceStatusEnum, { description: 'State of the service.' })
  readonly status!: ServiceStatus;
}

const CompletenessEnum = createEnum<Completeness>('Completeness', 'Completeness of a list.', {
  WHOLE: 'The list is proven to be complete.',
  UNPROVEN: 'Nothing indicates a missing client, but the back end may omit some silently.',
  PARTIAL: 'Some clients are known to be missing.',
});

@ObjectType({ description: 'A page of clients.', simpleResolvers: true })
class ClientConnection extends createConnection(Client, 'Client') {
  @Field(() => Int, {
    description: 'Number of matches among the listed clients on all pages: a lower bound.',
  })
  readonly foundCount!: number;

  @Field(() => CompletenessEnum, { description: 'Completeness of the list from which the page was taken.' })
  readonly completeness!: Completeness;

  @Field(() => Freshness, { nullable: true, description: 'Age of the list from which the page was taken.' })
  readonly freshness!: Freshness | null;
}

@InputType({ description: 'Filter of clients. All conditions must hold.' })
class ClientFilter {
  @Field(() => [ServiceStatusEnum], { nullable: true, description: 'Any of these.' })
  readonly status?: ServiceStatus[] | null;

  @Field(() => Int, { nullable: true, description: 'In the zone with this WispHub id.' })
  readonly zoneId?: number | null;

  @Field(() => String, { nullable: true, description: 'Full name; case and accents do not matter.' })
  readonly city?: string | null;

  @Field(() => String, { nullable: true, description: 'Full name; case and accents do not matter.' })
  readonly planName?: string | null;

  @Field(() => Int, { nullable: true, description: 'Assigned to the technician with this WispHub id.' })
  readonly technicianId?: number | null;

  @Field(() => String, { nullable: true, description: 'Services with this identity document, however it is written.' })
  readonly document?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Services with this telephone number, in E.164 or as dialled in the country of the ISP, unconfirmed ones included.',
  })
  readonly phone?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only clients in debt whose cut-off day has passed or is unknown. Requires `personal:read`. `NOT_SUPPORTED` where the list has no balances.',
  })
  readonly overdueOnly?: boolean | null;
}

@Resolver(() => Client)
export class ClientResolver {
  @Allow('clients:read')
  @Cost({ calls: 1 })
  @Query(() => Client, {
    nullable: true,
    description:
      'One client: the record of the first back end that has it, whatever is selected. Null when none has it. While the first back end is unavailable, the record of the next is returned beside an error at this path.',
  })
  async client(
    @Arg('by', () => ClientBy, { description: 'Key of the client.' }) { wispro, ...by }: ClientBy,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClientRecord | null> {
    const found = await context.operation.clients.find({ ...given(by), wispro: wispro ?? undefined });
    return found.issue === null ? found.client : report(found.issue, found.client, context, info);
  }

  @Allow('clients:read')
  @Cost({ calls: 2, items: 'first' })
  @Query(() => ClientConnection, { description: 'Clients in the order of their ids, including cancelled ones.' })
  clients(
    @Arg('first', () => Int, { defaultValue: 25, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Part of a name, address, document or phone, at least three characters; case and accents do not matter. Without `personal:read`: part of a name, or a full document or phone, and at most 20 clients a page.',
    })
    search: string | null,
    @Arg('filter', () => ClientFilter, { nullable: true, description: 'Default: every client.' })
    filter: ClientFilter | null,
    @Arg('backend', () => BackendEnum, {
      nullable: true,
      description:
        'The back end whose clients are listed. Default: the first that lists any. `NOT_SUPPORTED` where it lists none.',
    })
    backend: BackendName | null,
    @Ctx() { operation }: GatewayContext,
  ): Promise<ClientConnection> {
    const isMasked = !operation.access.isUnmasked;
    // The result would reveal the debt of the clients found.
    if (isMasked && filter?.overdueOnly === true) throw new Forbidden('personal:read');
    return operation.clients.search({
      first,
      after,
      search: search ?? undefined,
      isMasked,
      filter: given(filter ?? {}),
      backend: backend ?? undefined,
    });
  }

  @FastResolver()
  @Owner('RECORD')
  @Masked('public')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The back end's own word for the state of the service, for example `Activo`. It says nothing about payments.",
  })
  paymentStatus(@Root() { upstreamStatus }: ClientRecord): string | null {
    return upstreamStatus;
  }
}
