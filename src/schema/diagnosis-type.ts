import { Arg, Ctx, Field, ID, ObjectType } from 'type-graphql';
import type {
  DiagnosisAction,
  DiagnosisCause,
  DiagnosisState,
  DiagnosisStep as DiagnosisStepModel,
  DiagnosisStepName,
  DiagnosisStepState,
} from '../model/diagnosis.js';
import type { KnownOutage as KnownOutageModel } from '../model/diagnosis-evidence.js';
import { causeMessages } from '../model/diagnosis-message.js';
import type { ConnectionState } from '../model/ping-task.js';
import { type Locale, localize } from '../model/problem.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';
import { Node } from './node.js';
import { ConnectionStateEnum } from './ping-state.js';
import { LocaleEnum } from './problem.js';
import { DateScalar, DateTimeScalar } from './scalar.js';

const StateEnum = createEnum<DiagnosisState>('DiagnosisState', 'Progress of a diagnosis.', {
  RUNNING: 'Steps are left. A ping takes up to 90 seconds.',
  DONE: 'It has a cause.',
});

const StepNameEnum = createEnum<DiagnosisStepName>('DiagnosisStepName', 'Steps of a diagnosis, in their order.', {
  OUTAGE: "Whether an outage of the client's tower or router is known.",
  ACCOUNT: 'Whether the service is suspended, whether something is owed and whether a promise to pay is possible.',
  PING: "Whether the client's equipment answers.",
  TICKET: 'Whether a ticket about the same is open.',
  ZONE: "Whether the client's zone takes another ticket.",
});

const StepStateEnum = createEnum<DiagnosisStepState>('DiagnosisStepState', 'Progress of a step of a diagnosis.', {
  PENDING: 'Not begun.',
  RUNNING: 'Begun.',
  DONE: 'Its question is answered.',
  SKIPPED: 'Not needed: the steps before it have settled the cause and the action.',
  UNKNOWN: 'The back end cannot tell, or could not be asked.',
});

export const CauseEnum = createEnum<DiagnosisCause>(
  'DiagnosisCause',
  'Why a client has no internet: the first of these that holds.',
  {
    OUTAGE: 'An outage of something on which the service depends is known.',
    SUSPENDED_FOR_DEBT: 'The service, or one of the contracts, is suspended, and something is owed.',
    SUSPENDED: 'The service, or one of the contracts, is suspended or cancelled, and no debt is known or shown.',
    NO_CONNECTION: 'Nothing answers.',
    SUBSCRIBER_EQUIPMENT: "The antenna answers; the subscriber's own router does not.",
    UNSTABLE: 'The equipment answers intermittently.',
    HEALTHY: 'The equipment answers, and the service is not suspended.',
    UNKNOWN: 'Not enough is known.',
  },
);

export const ActionEnum = createEnum<DiagnosisAction>('DiagnosisAction', 'What had best be done next.', {
  WAIT: 'Nothing: it is being dealt with.',
  PAY: 'Pay: see `paymentLinks` of the open invoices of `client`.',
  PROMISE: 'Pay, or promise to: see `promiseInput`.',
  RESTART: "Restart the subscriber's router.",
  TICKET: 'Open a ticket: see `ticketInput`.',
  PERSON: 'Hand over to a person.',
});

const ElementEnum = createEnum<KnownOutageModel['element']>('OutageElement', 'Where an outage is.', {
  ZONE: "The client's zone.",
  TOWER: "The client's tower or sector.",
  ROUTER: 'The router at which the service ends.',
});

@ObjectType({ description: 'A step of a diagnosis.', simpleResolvers: true })
export class DiagnosisStep implements DiagnosisStepModel {
  @Field(() => StepNameEnum, { description: 'The step.' })
  readonly name!: DiagnosisStepName;

  @Field(() => StepStateEnum, { description: 'Progress.' })
  readonly state!: DiagnosisStepState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of its end. Null while it has none.' })
  readonly finishedAt!: string | null;
}

@ObjectType({ description: 'A known outage of something on which the service depends.', simpleResolvers: true })
export class KnownOutage implements KnownOutageModel {
  @Field(() => ElementEnum, { description: 'Where it is.' })
  readonly element!: KnownOutageModel['element'];

  @Field(() => String, { nullable: true, description: 'Name of the zone, tower or router.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: "The ISP's words for the outage." })
  readonly description!: string | null;
}

@ObjectType({
  description: 'What a diagnosis has found out so far. Null: not known, or not asked, as the state of the step says.',
  simpleResolvers: true,
})
export class DiagnosisEvidence {
  @Field(() => KnownOutage, { nullable: true, description: 'The outage. Null as well when none is known.' })
  readonly outage!: KnownOutageModel | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the service or a contract is suspended or cancelled.',
  })
  readonly isSuspended!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True when something is owed: asked only of a suspended service. Null without `billing:read` and `personal:read`, or an assurance of the client.',
  })
  readonly isOwing!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True when `createPaymentPromise` takes a promise now. Null without `billing:read` and `personal:read`, or an assurance of the client.',
  })
  readonly canPromise!: boolean | null;

  @Field(() => ConnectionStateEnum, { nullable: true, description: 'Result of the ping.' })
  readonly connection!: ConnectionState | null;

  @Field(() => Boolean, { nullable: true, description: 'True when the zone takes no other ticket.' })
  readonly isZoneFull!: boolean | null;
}

@ObjectType({ description: 'Input for `createTicket`, but for its `idempotencyKey`.' })
export class DiagnosisTicketInput {
  @Field(() => ID, { description: 'Global id of the client.' })
  readonly clientId: string;

  @Field(() => String, { description: 'The one of `ticketSubjects` that fits best.' })
  readonly subject: string;

  readonly #cause: DiagnosisCause;

  constructor(clientId: string, subject: string, cause: DiagnosisCause) {
    this.clientId = clientId;
    this.subject = subject;
    this.#cause = cause;
  }

  @Field(() => String, { description: "Suggested description, to which the person's own words can be added." })
  description(
    @Arg('locale', () => LocaleEnum, { defaultValue: 'ES', description: 'The language of the sentence.' })
    locale: Locale,
    @Ctx() { operation }: GatewayContext,
  ): string {
    return localize(causeMessages[this.#cause], locale, operation.formOfAddress);
  }
}

@ObjectType({
  description: 'Input for `createPaymentPromise`, but for its `idempotencyKey`.',
  simpleResolvers: true,
})
export class DiagnosisPromiseInput {
  @Field(() => ID, { nullable: true, description: 'Global id of the contract, where promises are for contracts.' })
  readonly contractId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Global id of the client, where promises are for clients.' })
  readonly clientId!: string | null;

  @Field(() => DateScalar, { description: 'The latest day that the ISP allows.' })
  readonly validUntil!: string;
}

@ObjectType({
  implements: Node,
  description: 'A search for the reason why a client has no internet.',
  simpleResolvers: true,
})
export class Diagnosis extends Node {
  @Field(() => StateEnum, { description: 'Progress.' })
  readonly state!: DiagnosisState;

  @Cost({ items: 5 })
  @Field(() => [DiagnosisStep], { description: 'Every step, in their order.' })
  readonly steps!: readonly DiagnosisStepModel[];

  @Field(() => DateTimeScalar, { description: 'Time of the start.' })
  readonly startedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time at which it was DONE.' })
  readonly completedAt!: string | null;
}
