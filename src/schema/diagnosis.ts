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
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { actionFor } from '../domain/diagnosis/decision.js';
import type { ClientRecord } from '../model/client.js';
import type { DiagnosisAction, DiagnosisCause, Diagnosis as DiagnosisModel } from '../model/diagnosis.js';
import type { DiagnosisEvidence as DiagnosisEvidenceModel } from '../model/diagnosis-evidence.js';
import { actionMessages, causeMessages, diagnosisRunning } from '../model/diagnosis-message.js';
import { decodeId } from '../model/id.js';
import type { PingTask as PingTaskModel } from '../model/ping-task.js';
import { type Locale, localize } from '../model/problem.js';
import type { Ticket as TicketModel } from '../model/ticket.js';
import { Client } from './client.js';
import type { GatewayContext } from './context.js';
import {
  ActionEnum,
  CauseEnum,
  Diagnosis,
  DiagnosisEvidence,
  DiagnosisPromiseInput,
  DiagnosisTicketInput,
} from './diagnosis-type.js';
import { Cost } from './field.js';
import { given } from './input.js';
import { PingTask } from './ping-task.js';
import { ClientNotFound, commonProblems, LocaleEnum, toProblem } from './problem.js';
import { Allow, isAssured } from './scope.js';
import { Ticket } from './ticket-type.js';

@InputType({ description: 'The client who has no internet.' })
class DiagnoseConnectionInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Idempotency key, valid for 24 hours: a repeated request returns the same diagnosis.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'The diagnosis is running.', simpleResolvers: true })
class DiagnoseConnectionSuccess {
  constructor(diagnosis: DiagnosisModel, replayed: boolean) {
    this.diagnosis = diagnosis;
    this.replayed = replayed;
  }

  @Field(() => Diagnosis, { description: 'Subscribe to `diagnosisChanged` with its id for each step and the end.' })
  readonly diagnosis: DiagnosisModel;

  @Field(() => Boolean, {
    description: 'True when it was started before: by the same key, or by another caller for the same client.',
  })
  readonly replayed: boolean;
}

const DiagnoseConnectionResult = createUnionType({
  name: 'DiagnoseConnectionResult',
  description:
    'The running diagnosis, or the reason why there is none. New problems may be added: match them with `... on Problem`.',
  types: () => [DiagnoseConnectionSuccess, ClientNotFound, ...commonProblems] as const,
});

@ArgsType()
class ChangedArguments {
  @Field(() => ID, { description: 'Global id of the diagnosis.' })
  readonly id!: string;
}

/** What a caller may know: who may not see the account is shown none of it, nor what follows from it. */
async function shownTo(context: GatewayContext, diagnosis: DiagnosisModel): Promise<DiagnosisModel> {
  const { caller, operation } = context;
  const canRead = caller.scopes.has('billing:read') && operation.access.isUnmasked;
  if (canRead || (await isAssured(context, diagnosis.clientId))) return diagnosis;
  const account = { isOwing: null, canPromise: null, isPromised: false, promiseTargetId: null };
  const evidence: DiagnosisEvidenceModel = { ...diagnosis.evidence, ...account };
  if (diagnosis.cause !== 'SUSPENDED_FOR_DEBT' && diagnosis.cause !== 'SUSPENDED') return { ...diagnosis, evidence };
  return { ...diagnosis, evidence, cause: 'SUSPENDED', nextBestAction: actionFor('SUSPENDED', evidence) };
}

@Resolver(() => Diagnosis)
export class DiagnosisResolver {
  @Allow('network:diagnose', { orAssuranceBy: 'clientId' })
  @Cost({ calls: 4 })
  @Mutation(() => DiagnoseConnectionResult, {
    description:
      'Finds out why a client has no internet, as far as needed: a known outage, the account, a ping, an open ticket, the zone. Returns at once; a diagnosis of the client that runs is joined. Requires `network:diagnose` or an assurance of the client.',
  })
  async diagnoseConnection(
    @Arg('input', () => DiagnoseConnectionInput, { description: 'The client.' }) input: DiagnoseConnectionInput,
    @Ctx() { operation }: GatewayContext,
  ): Promise<typeof DiagnoseConnectionResult> {
    const result = await operation.diagnoses.start({ ...input, idempotencyKey: given(input).idempotencyKey });
    if (result.kind === 'done') return new DiagnoseConnectionSuccess(result.value, result.isReplay);
    if (result.kind === 'duplicate') return new DiagnoseConnectionSuccess(result.value, true);
    return result.kind === 'not-found' ? new ClientNotFound() : toProblem(result);
  }

  @Allow('network:diagnose', { orAssuranceBy: 'id' })
  @Cost({ calls: 1 })
  @Query(() => Diagnosis, { nullable: true, description: 'A diagnosis of the last week. Null when there is none.' })
  diagnosis(
    @Arg('id', () => ID, { description: 'Global id of the diagnosis.' }) id: string,
    @Ctx() { operation }: GatewayContext,
  ): Promise<DiagnosisModel | null> {
    return operation.diagnoses.byId(id);
  }

  @Allow('network:diagnose', { orAssuranceBy: 'id' })
  @Cost({ items: 7 })
  @Subscription(() => Diagnosis, {
    description: 'The diagnosis as it stands, then each change; the stream completes once it is DONE.',
    subscribe: ({ args, context }: { args: ChangedArguments; context: GatewayContext }) =>
      context.operation.diagnoses.changes(args.id),
  })
  diagnosisChanged(
    @Args(() => ChangedArguments) _: ChangedArguments,
    @Root() diagnosis: DiagnosisModel,
  ): DiagnosisModel {
    return diagnosis;
  }

  @FieldResolver(() => DiagnosisEvidence, { description: 'What is known so far.' })
  async evidence(@Root() diagnosis: DiagnosisModel, @Ctx() context: GatewayContext): Promise<DiagnosisEvidenceModel> {
    return (await shownTo(context, diagnosis)).evidence;
  }

  @FieldResolver(() => CauseEnum, {
    nullable: true,
    description:
      'The cause. Null until DONE. A debt reads as SUSPENDED without `billing:read` and `personal:read`, or an assurance of the client.',
  })
  async cause(@Root() diagnosis: DiagnosisModel, @Ctx() context: GatewayContext): Promise<DiagnosisCause | null> {
    return (await shownTo(context, diagnosis)).cause;
  }

  @FieldResolver(() => ActionEnum, { nullable: true, description: 'What had best be done. Null until DONE.' })
  async nextBestAction(
    @Root() diagnosis: DiagnosisModel,
    @Ctx() context: GatewayContext,
  ): Promise<DiagnosisAction | null> {
    return (await shownTo(context, diagnosis)).nextBestAction;
  }

  @FieldResolver(() => String, { description: 'Message for the subscriber, to be shown or read aloud.' })
  async message(
    @Arg('locale', () => LocaleEnum, { defaultValue: 'ES', description: 'The language of the sentences.' })
    locale: Locale,
    @Root() diagnosis: DiagnosisModel,
    @Ctx() context: GatewayContext,
  ): Promise<string> {
    const { cause, nextBestAction } = await shownTo(context, diagnosis);
    const parts =
      cause === null || nextBestAction === null
        ? [diagnosisRunning]
        : [causeMessages[cause], actionMessages[nextBestAction]];
    return parts.map((part) => localize(part, locale, context.operation.formOfAddress)).join(' ');
  }

  @FieldResolver(() => PingTask, { nullable: true, description: 'The ping, also one that was joined.' })
  async pingTask(
    @Root() { evidence: { pingTaskId } }: DiagnosisModel,
    @Ctx() { operation }: GatewayContext,
  ): Promise<PingTaskModel | null> {
    return pingTaskId === null ? null : operation.pingTasks.byId(pingTaskId);
  }

  @Allow('clients:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Client, { nullable: true, description: 'The client. Requires `clients:read`.' })
  client(@Root() { clientId }: DiagnosisModel, @Ctx() { operation }: GatewayContext): Promise<ClientRecord | null> {
    return operation.clients.byId(clientId);
  }
}

/** Fields for what comes next. */
@Resolver(() => Diagnosis)
export class DiagnosisTicketResolver {
  @Allow('tickets:read')
  @Cost({ calls: 1 })
  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The open ticket about the same. Requires `tickets:read`.',
  })
  ticket(@Root() diagnosis: DiagnosisModel, @Ctx() { operation }: GatewayContext): Promise<TicketModel | null> {
    return operation.diagnoses.ticketOf(diagnosis);
  }

  @Cost({ calls: 1 })
  @FieldResolver(() => DiagnosisTicketInput, {
    nullable: true,
    description: 'A ticket to open. Null when none would help, or no subject fits.',
  })
  async ticketInput(
    @Root() diagnosis: DiagnosisModel,
    @Ctx() { operation }: GatewayContext,
  ): Promise<DiagnosisTicketInput | null> {
    const subject = await operation.diagnoses.subjectOf(diagnosis);
    return subject === null || diagnosis.cause === null
      ? null
      : new DiagnosisTicketInput(diagnosis.clientId, subject, diagnosis.cause);
  }

  @FieldResolver(() => DiagnosisPromiseInput, {
    nullable: true,
    description:
      'A promise to record. Null when none is possible, and without `billing:read` and `personal:read`, or an assurance of the client.',
  })
  async promiseInput(
    @Root() diagnosis: DiagnosisModel,
    @Ctx() context: GatewayContext,
  ): Promise<DiagnosisPromiseInput | null> {
    const { evidence, state } = await shownTo(context, diagnosis);
    const { promiseTargetId: id, canPromise } = evidence;
    if (state !== 'DONE' || id === null || canPromise !== true) return null;
    const validUntil = await context.operation.paymentPromises.latestDay(id);
    if (validUntil === null) return null;
    const isContract = decodeId(id)?.type === 'Contract';
    return { contractId: isContract ? id : null, clientId: isContract ? null : id, validUntil };
  }
}
