import { Arg, Ctx, Field, InterfaceType, ObjectType } from 'type-graphql';
import type { WriteResult } from '../domain/writes/write.js';
import type { BackendName } from '../model/backend.js';
import {
  type FieldProblem as FieldProblemModel,
  fieldProblems,
  type Locale,
  type Localized,
  localize,
  type ProblemCode,
  problemMessages,
} from '../model/problem.js';
import { BackendEnum } from './backend.js';
import type { GatewayContext } from './context.js';
import { createEnum } from './enum.js';
import { Cost } from './field.js';

export const LocaleEnum = createEnum<Locale>('Locale', 'A language of messages.', {
  ES: 'Spanish.',
  EN: 'English.',
  PT: 'Portuguese.',
});

const ProblemCodeEnum = createEnum<ProblemCode>('ProblemCode', 'Reasons why a mutation was not performed.', {
  INVALID_INPUT: 'Some of the input is invalid. Nothing was sent.',
  CLIENT_NOT_FOUND: 'No back end has the client.',
  CONTRACT_NOT_FOUND: 'No back end has the contract.',
  ZONE_FULL: "The client's zone has reached its limit of open tickets.",
  DUPLICATE_TICKET: 'The same ticket was opened a few minutes ago.',
  PROMISE_NOT_ALLOWED: 'A promise to pay is not possible; `reason` says why.',
  INVOICE_NOT_FOUND: 'The client has no such invoice.',
  INVOICE_MOVED: 'The invoice was carried into a newer one and owes nothing itself.',
  ALREADY_PAID: 'The invoice is paid. No other payment was recorded.',
  PAYMENT_REFERENCE_USED: 'A payment with the reference is already on record.',
  PAYMENT_REPORT_NOT_FOUND: 'There is no such report of a payment, or it is of another client.',
  PAYMENT_REPORT_CLOSED: 'The report of a payment was confirmed or rejected before.',
  BACKEND_REFUSED: 'The back end refused the request and changed nothing.',
  OUTCOME_UNKNOWN: 'The write may or may not have happened. Do not send it again without checking.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used for another input.',
  IDEMPOTENCY_IN_PROGRESS: 'The same request is being processed right now.',
  IDEMPOTENCY_RESULT_PURGED:
    'The same request was performed before. Its result is not stored: `purgeClient` erased it, or a person confirmed the request with `resolveOutcome`.',
});

/** True when the same request may succeed later. Never true where the write may have happened. */
const retryableCodes: ReadonlySet<ProblemCode> = new Set(['ZONE_FULL', 'IDEMPOTENCY_IN_PROGRESS']);

@InterfaceType({
  description: 'Reason why a mutation was not performed, with a message for the person.',
})
export abstract class Problem {
  @Field(() => ProblemCodeEnum, { description: 'Machine-readable code.' })
  readonly code: ProblemCode;

  @Field(() => Boolean, { description: 'True when the same request may succeed later.' })
  readonly retryable: boolean;

  constructor(code: ProblemCode) {
    this.code = code;
    this.retryable = retryableCodes.has(code);
  }

  @Field(() => String, { description: 'Message for the person, to be shown or read aloud.' })
  message(
    @Arg('locale', () => LocaleEnum, { defaultValue: 'ES', description: 'The language of the sentence.' })
    locale: Locale,
    @Ctx() { operation }: GatewayContext,
  ): string {
    return localize(this.sentence, locale, operation.formOfAddress);
  }

  protected get sentence(): Localized {
    return problemMessages[this.code];
  }
}

@ObjectType({ description: 'Problem with one field of an input.' })
export class FieldProblem {
  @Field(() => [String], { description: 'Path within the input, for example `["facts", "name"]`.' })
  readonly path: readonly string[];

  readonly #kind: FieldProblemModel['kind'];

  constructor({ path, kind }: FieldProblemModel) {
    this.path = path;
    this.#kind = kind;
  }

  @Field(() => String, { description: 'Message for the person.' })
  message(
    @Arg('locale', () => LocaleEnum, { defaultValue: 'ES', description: 'The language of the sentence.' })
    locale: Locale,
    @Ctx() { operation }: GatewayContext,
  ): string {
    return localize(fieldProblems[this.#kind], locale, operation.formOfAddress);
  }
}

@ObjectType({ implements: Problem, description: 'Some of the input is invalid. Nothing was sent.' })
export class InvalidInput extends Problem {
  @Cost({ items: 5 })
  @Field(() => [FieldProblem], { description: 'Every invalid field.' })
  readonly fields: readonly FieldProblem[];

  constructor(fields: readonly FieldProblemModel[]) {
    super('INVALID_INPUT');
    this.fields = fields.map((field) => new FieldProblem(field));
  }
}

@ObjectType({ implements: Problem, description: 'No back end has the client.' })
export class ClientNotFound extends Problem {
  constructor() {
    super('CLIENT_NOT_FOUND');
  }
}

@ObjectType({ implements: Problem, description: 'The back end refused the request and changed nothing.' })
export class BackendRefused extends Problem {
  @Field(() => BackendEnum, { description: 'The back end.' })
  readonly backend: BackendName;

  constructor(backend: BackendName) {
    super('BACKEND_REFUSED');
    this.backend = backend;
  }
}

@ObjectType({
  implements: Problem,
  description:
    'The write may or may not have happened: its answer was lost or invalid. Do not send it again without checking.',
})
export class OutcomeUnknown extends Problem {
  @Field(() => BackendEnum, { description: 'The back end.' })
  readonly backend: BackendName;

  @Field(() => String, {
    description:
      'Pass it to `writeOutcome` or `writeOutcomeChanged`, which tell what became of the write. A ticket carries it in its description, as `[ref:1a2b3c4d]`.',
  })
  readonly reference: string;

  constructor({ backend, reference }: { readonly backend: BackendName; readonly reference: string }) {
    super('OUTCOME_UNKNOWN');
    this.backend = backend;
    this.reference = reference;
  }
}

@ObjectType({
  implements: Problem,
  description:
    'The idempotency key belongs to another input, to a request still being processed, or to one whose result was purged.',
})
export class IdempotencyConflict extends Problem {}

type CommonResult = Extract<
  WriteResult<unknown>,
  { readonly kind: 'invalid' | 'not-found' | 'refused' | 'unknown' | 'key-reused' | 'in-progress' | 'erased' }
>;

/** The members that the result unions of all writes share. */
export const commonProblems = [InvalidInput, BackendRefused, OutcomeUnknown, IdempotencyConflict] as const;

export function toProblem(
  result: Exclude<CommonResult, { kind: 'not-found' }>,
): InvalidInput | BackendRefused | OutcomeUnknown | IdempotencyConflict {
  switch (result.kind) {
    case 'invalid':
      return new InvalidInput(result.fields);
    case 'refused':
      return new BackendRefused(result.backend);
    case 'unknown':
      return new OutcomeUnknown(result);
    case 'key-reused':
      return new IdempotencyConflict('IDEMPOTENCY_KEY_REUSED');
    case 'in-progress':
      return new IdempotencyConflict('IDEMPOTENCY_IN_PROGRESS');
    case 'erased':
      return new IdempotencyConflict('IDEMPOTENCY_RESULT_PURGED');
  }
}
