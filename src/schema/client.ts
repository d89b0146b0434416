import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ClientRecord, Completeness, ServiceStatus } from '../model/client.js';
import { Forbidden } from '../model/errors.js';
import type { Phone as PhoneModel } from '../model/phone.js';
import { Freshness } from './backend.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { FastResolver } from './fast-resolver.js';
import { given } from './input.js';
import { Node } from './node.js';
import { report } from './partial-result.js';
import { PhoneNumberScalar } from './scalar.js';
import { Allow } from './scope.js';
import { ServiceStatusEnum } from './service-status.js';

@ObjectType({ description: 'One telephone number.', simpleResolvers: true })
export class Phone implements PhoneModel {
  @Field(() => String, {
    description: 'As the back end wrote it: `"300 123 4567"`. Masked without `personal:read`: `•••••67`.',
  })
  readonly raw!: string;

  @Field(() => PhoneNumberScalar, {
    nullable: true,
    description: 'E.164. Null when the number cannot be completed, and without `personal:read`.',
  })
  readonly e164!: string | null;
}

@ObjectType({
  implements: Node,
  description: 'A subscriber of the ISP. The `id` names the record of the back end through which they were found.',
  simpleResolvers: true,
})
export class Client extends Node implements Pick<ClientRecord, 'name' | 'document' | 'status'> {
  @Field(() => String, { nullable: true, description: 'The whole name, as a rule in upper case.' })
  readonly name!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Identity document. Several services can have the same one. Masked without `personal:read`: `•••••90`.',
  })
  readonly document!: string | null;

  @Field(() => [Phone], { description: 'Every telephone number, one entry each.' })
  readonly phones!: readonly Phone[];

  @Field(() => String, { nullable: true, description: 'Street address. Masked without `personal:read`: `•••••STA`.' })
  readonly address!: string | null;

  @Field(() => String, { nullable: true, description: 'City or town, for example `Sabanagrande`.' })
  readonly city!: string | null;

  @Field(() => ServiceStatusEnum, { description: 'Whether the service runs.' })
  readonly status!: ServiceStatus;
}

const CompletenessEnum = createEnum<Completeness>('Completeness', 'Whether a list has everybody.', {
  WHOLE: 'It is proven.',
  UNPROVEN: 'Nothing shows that anybody is missing, but the back end may leave people out without a sign.',
  PARTIAL: 'Some are known to be missing.',
});

@ObjectType({ description: 'A page of clients.', simpleResolvers: true })
class ClientConnection extends createConnection(Client, 'Client') {
  @Field(() => Int, {
    description: 'How many match among those whom the back end listed, whatever the page: there are at least so many.',
  })
  readonly foundCount!: number;

  @Field(() => CompletenessEnum, { description: 'Whether the list from which the page was cut has everybody.' })
  readonly completeness!: Completeness;

  @Field(() => Freshness, { nullable: true, description: 'How old the list is from which the page was cut.' })
  readonly freshness!: Freshness | null;
}

const WisproKeyTypeEnum = createEnum<WisproKeyType>('WisproKeyType', 'How Wispro can be asked for a client.', {
  ID: "Wispro's own id: a UUID or a number.",
  COD: "The ISP's customer number; leading zeros count.",
  DNI: 'National identity document, 7 or 8 digits.',
  CUIT: 'Tax id, 11 digits with a valid check digit.',
});

@InputType({ description: 'A key that Wispro knows a client by.' })
class WisproKey {
  @Field(() => WisproKeyTypeEnum, { description: 'What kind of key.' })
  readonly type!: WisproKeyType;

  @Field(() => String, { description: 'For example `"30111222"`.' })
  readonly value!: string;
}

@InputType({ description: 'One way to name a client: exactly one field.' })
export class ClientBy {
  @Field(() => ID, { nullable: true, description: 'Global id.' })
  readonly id?: string | null;

  @Field(() => Int, { nullable: true, description: "WispHub's number of the service." })
  readonly serviceId?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Identity document, with or without dots. The first service that has it.',
  })
  readonly document?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Telephone number, in E.164 or as dialled in the country of the ISP. One of several on record is enough. AMBIGUOUS when several people have it. A number that was written without `personal:read` finds nobody until a caller with `personal:read` has written it.',
  })
  readonly phone?: string | null;

  @Field(() => WisproKey, { nullable: true, description: 'A key of Wispro.' })
  readonly wispro?: WisproKey | null;
}

@InputType({ description: 'Which clients are wanted. All conditions must hold.' })
class ClientFilter {
  @Field(() => [ServiceStatusEnum], { nullable: true, description: 'Any of these.' })
  readonly status?: ServiceStatus[] | null;

  @Field(() => Int, { nullable: true, description: 'In the zone with this WispHub number.' })
  readonly zoneId?: number | null;

  @Field(() => String, { nullable: true, description: 'The whole name; case and accents do not matter.' })
  readonly city?: string | null;

  @Field(() => String, { nullable: true, description: 'The whole name; case and accents do not matter.' })
  readonly planName?: string | null;

  @Field(() => Int, { nullable: true, description: 'Served by the technician with this WispHub number.' })
  readonly technicianId?: number | null;

  @Field(() => String, { nullable: true, description: 'Every service with this identity document.' })
  readonly document?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Every service with this telephone number, in E.164 or as dialled in the country of the ISP, also one that is not confirmed.',
  })
  readonly phone?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those who owe and whose cut-off day has passed, or is not known. Needs `personal:read`.',
  })
  readonly overdueOnly?: boolean | null;
}

type WisproKeyType = 'ID' | 'COD' | 'DNI' | 'CUIT';

@Resolver(() => Client)
export class ClientResolver {
  @Allow('clients:read')
  @Query(() => Client, {
    nullable: true,
    description:
      'One client: the record of the first back end that knows them, whatever is selected. Null when none does. While the first cannot be asked the next may answer: then its record stands beside an error at this path.',
  })
  async client(
    @Arg('by', () => ClientBy, { description: 'How to name them.' }) { wispro, ...by }: ClientBy,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClientRecord | null> {
    const found = await context.operation.clients.find({ ...given(by), wispro: wispro ?? undefined });
    return found.issue === null ? found.client : report(found.issue, found.client, context, info);
  }

  @Allow('clients:read')
  @Query(() => ClientConnection, { description: 'Clients in the order of their ids, cancelled ones included.' })
  clients(
    @Arg('first', () => Int, { defaultValue: 25, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of an earlier page.' }) after: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Part of a name, address, document or phone: three characters at least. Case and accents do not matter. Without `personal:read`: part of a name, or a whole document or phone, and 20 clients a page at most.',
    })
    search: string | null,
    @Arg('filter', () => ClientFilter, { nullable: true, description: 'Default: every client.' })
    filter: ClientFilter | null,
    @Ctx() { operation }: GatewayContext,
  ): Promise<ClientConnection> {
    const isMasked = !operation.access.isUnmasked;
    // The result would reveal the debt of the clients found.
    if (isMasked && filter?.overdueOnly === true) throw new Forbidden();
    return operation.clients.search({
      first,
      after,
      search: search ?? undefined,
      isMasked,
      filter: given(filter ?? {}),
    });
  }

  @FastResolver()
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The back end's own word for the state of the service, for example `Activo`. It does not tell whether bills are paid.",
  })
  paymentStatus(@Root() { upstreamStatus }: ClientRecord): string | null {
    return upstreamStatus;
  }
}
