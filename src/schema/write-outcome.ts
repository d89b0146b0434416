import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { WriteOperation } from '../domain/writes/operation.js';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { WriteRecord, WriteState } from '../model/write-record.js';
import { BackendEnum } from './backend.js';
import { Client } from './client.js';
import { createConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { DateTimeScalar } from './scalar.js';
import { Allow } from './scope.js';

const WriteOperationEnum = createEnum<WriteOperation>('WriteOperation', 'A mutation that writes to a back end.', {
  createPaymentPromise: 'A promise to pay.',
  createTicket: 'A new ticket.',
  diagnoseConnection: 'A diagnosis, which writes nothing at a back end.',
  registerPayment: 'A payment, looked for by its reference.',
  startPing: 'A ping. Its outcome is not looked into: start another.',
  updateClient: 'A change of a phone or document.',
});

const WriteStateEnum = createEnum<Exclude<WriteState, 'SENT'>>(
  'WriteState',
  'What is known of a write whose answer was lost.',
  {
    UNKNOWN: 'Nothing yet: the back end will be read in a few seconds.',
    READING: 'The back end was read, which was not conclusive; it will be read again.',
    PERSON: 'The back end cannot tell. A person must look there and call `resolveOutcome`.',
    DONE: 'It happened. The same request with the same idempotency key answers its result.',
    NOT_DONE: 'It did not happen and will not. The same request with the same idempotency key is sent again.',
  },
);

const ResolvedOutcomeEnum = createEnum<'DONE' | 'NOT_DONE'>('ResolvedOutcome', 'What a person has found out.', {
  DONE: 'The write has happened.',
  NOT_DONE: 'The write has not happened. It may be sent again.',
});

@ObjectType({ description: 'What became of a write that ended in OutcomeUnknown.', simpleResolvers: true })
class WriteOutcome implements Pick<WriteRecord, 'reference' | 'requestedAt' | 'settledAt' | 'settledBy'> {
  @Field(() => ID, { description: 'Reference that OutcomeUnknown named.' })
  readonly reference!: string;

  @Field(() => WriteOperationEnum, { description: 'The mutation.' })
  readonly operation!: WriteOperation;

  @Field(() => BackendEnum, { description: 'The back end that it was sent to.' })
  readonly backend!: BackendName;

  @Field(() => WriteStateEnum, { description: 'What is known of it.' })
  readonly state!: WriteState;

  @Field(() => DateTimeScalar, { description: 'Time of sending.' })
  readonly requestedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time at which it became DONE or NOT_DONE.' })
  readonly settledAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `sub` of the token of the person who settled it. Null when the back end was read.',
  })
  readonly settledBy!: string | null;
}

@ObjectType({ description: 'A page of writes of unknown outcome.', simpleResolvers: true })
class WriteOutcomeConnection extends createConnection(WriteOutcome, 'WriteOutcome') {}

@ArgsType()
class ReferenceArguments {
  @Field(() => ID, { description: 'Reference that OutcomeUnknown named.' })
  readonly reference!: string;
}

@InputType({ description: 'What a person has found out about a write in state PERSON.' })
class ResolveOutcomeInput {
  @Field(() => ID, { description: 'Reference of the write.' })
  readonly reference!: string;

  @Field(() => ResolvedOutcomeEnum, { description: 'Whether it has happened.' })
  readonly outcome!: 'DONE' | 'NOT_DONE';

  @Field(() => String, { description: 'How it was found out, up to 500 characters.' })
  readonly note!: string;
}

@ObjectType({ description: 'The write is settled.', simpleResolvers: true })
class ResolveOutcomeSuccess {
  /** Named in the audit log. */
  readonly client: { readonly id: string };

  constructor(record: WriteRecord) {
    this.writeOutcome = record;
    this.client = { id: record.clientId };
  }

  @Field(() => WriteOutcome, { description: 'The write.' })
  readonly writeOutcome: WriteRecord;
}

const ResolveOutcomeResult = createUnionType({
  name: 'ResolveOutcomeResult',
  description: 'The settled write. Problems may be added: match them with `... on Problem`.',
  types: () => [ResolveOutcomeSuccess] as const,
});

@Resolver(() => WriteOutcome)
export class WriteOutcomeResolver {
  @Allow('authenticated')
  @Cost({ calls: 1 })
  @Query(() => WriteOutcome, {
    nullable: true,
    description:
      'What became of a write that ended in OutcomeUnknown. Shown to the caller who sent it, to `admin`, and with an assurance of its client; null for others.',
  })
  writeOutcome(
    @Arg('reference', () => ID, { description: 'Reference that OutcomeUnknown named.' }) reference: string,
    @Ctx() { operation }: GatewayContext,
  ): Promise<WriteRecord | null> {
    return operation.writeOutcomes.byReference(reference);
  }

  @Allow('admin')
  @Cost({ items: 'first' })
  @Query(() => WriteOutcomeConnection, {
    description: 'Writes whose outcome is not known, newest first. Those in state PERSON wait for `resolveOutcome`.',
  })
  unsettledWrites(
    @Arg('first', () => Int, { defaultValue: 25, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { operation }: GatewayContext,
  ) {
    return operation.writeOutcomes.unsettled({ first, after });
  }

  @Allow('admin')
  @Cost({ calls: 1 })
  @Mutation(() => ResolveOutcomeResult, {
    description:
      'Settles a write in state PERSON, after a person has looked at the back end. DONE: the same request is never sent again. NOT_DONE: it may be. Requires `admin`.',
  })
  async resolveOutcome(
    @Arg('input', () => ResolveOutcomeInput, { description: 'The write and what was found out.' })
    input: ResolveOutcomeInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof ResolveOutcomeResult> {
    return new ResolveOutcomeSuccess(await operation.writeOutcomes.resolve(input));
  }

  @Allow('authenticated')
  @Cost({ calls: 1 })
  @Subscription(() => WriteOutcome, {
    description:
      'The write as it is, then each change; completes when it is DONE or NOT_DONE. Shown to the same callers as `writeOutcome`.',
    subscribe: ({ args, context }: { args: ReferenceArguments; context: GatewayContext }) =>
      context.operation.writeOutcomes.changes(args.reference),
  })
  writeOutcomeChanged(@Args(() => ReferenceArguments) _: ReferenceArguments, @Root() record: WriteRecord): WriteRecord {
    return record;
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, {
    nullable: true,
    description: 'The client whom it concerns. Requires `clients:read`.',
  })
  client(@Root() { clientId }: WriteRecord, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.clients.byId(clientId);
  }

  @Allow('admin')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Note of the person who settled it. Requires `admin`.',
  })
  note(@Root() record: WriteRecord, @Ctx() { operation }: GatewayContext): string | null {
    return operation.writeOutcomes.noteOf(record);
  }
}
