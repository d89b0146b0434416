import { z } from 'zod';
import { UpstreamError } from '../../../model/errors.js';
import type { WriteOutcome } from '../../../model/write.js';
import type { CallKind, UpstreamCall } from '../../../upstream/call.js';
import { createPathTemplate, type PathTemplate } from '../../../upstream/path-template.js';
import { type Answer, badResponse } from './answer.js';

/** By action, the shape of the data that comes with it. */
export type Shapes = Readonly<Record<string, z.ZodType>>;

/** The action that a status of the answer stands for. */
export type Statuses<Action extends string> = Readonly<Record<number, Action>>;

/** An endpoint of the middleware, without the prefix and the credentials that differ by dialect. */
export interface Endpoint<Outcomes extends Shapes = Shapes> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly route: PathTemplate;
  /** Path in earlier commits of v2. */
  readonly formerRoute: PathTemplate | undefined;
  readonly kind: CallKind;
  readonly maxBytes: number | undefined;
  /** Everything it can answer: v1's actions, and a few words of our own for what v1 cannot say. */
  readonly outcomes: Outcomes;
  readonly key: AnswerKey | undefined;
  /** Statuses other than 200 with a meaning at this endpoint. In v1 the action stands in the body. */
  readonly v1: Statuses<keyof Outcomes & string>;
  /** Sentences of either dialect that say more than the action or the status beside them. */
  readonly sentences: Readonly<Record<string, keyof Outcomes & string>>;
  /** In v2 the status is all there is: data is the body, or the sentence that explains an error. */
  readonly v2: Statuses<keyof Outcomes & string>;
}

/** The field of an answer that repeats a parameter of the question: an answer about another record is none. */
export interface AnswerKey {
  readonly field: string;
  readonly parameter: string;
}

export interface EndpointOptions<Outcomes extends Shapes> {
  /** Allow-list of each parameter in the path. */
  readonly allowed?: Readonly<Record<string, RegExp>>;
  /** Default `read`. */
  readonly kind?: Endpoint['kind'];
  readonly maxBytes?: number;
  readonly formerPath?: string;
  readonly outcomes: Outcomes;
  /** Absent: nothing in its answers can tell. */
  readonly key?: AnswerKey;
  readonly v1?: Statuses<NoInfer<keyof Outcomes & string>>;
  readonly sentences?: Readonly<Record<string, NoInfer<keyof Outcomes & string>>>;
  readonly v2: Statuses<NoInfer<keyof Outcomes & string>>;
}

/** One of an endpoint's outcomes. */
export type Outcome<Outcomes extends Shapes> = {
  readonly [Action in keyof Outcomes]: { readonly action: Action; readonly data: z.output<Outcomes[Action]> };
}[keyof Outcomes];

export interface Input {
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** Calls an endpoint in the dialect of the installation. */
export type CallEndpoint = <Outcomes extends Shapes>(
  endpoint: Endpoint<Outcomes>,
  input: Input,
  call: UpstreamCall,
) => Promise<Outcome<Outcomes>>;

export const idPattern = /^[1-9][0-9]{0,9}$/;

/** Data that is not read. */
export const unread = z.unknown();

/** @param path exact, slash included: the other form is a redirect that loses the credentials (contract 1.0). */
export function defineEndpoint<Outcomes extends Shapes>(
  method: Endpoint['method'],
  path: string,
  {
    allowed,
    kind = 'read',
    maxBytes,
    formerPath,
    outcomes,
    key,
    v1 = {},
    sentences = {},
    v2,
  }: EndpointOptions<Outcomes>,
): Endpoint<Outcomes> {
  const formerRoute = formerPath === undefined ? undefined : createPathTemplate(formerPath, allowed);
  return {
    method,
    route: createPathTemplate(path, allowed),
    formerRoute,
    kind,
    maxBytes,
    outcomes,
    key,
    v1,
    sentences,
    v2,
  };
}

/** @throws {UpstreamError} an action that is none of the endpoint's, data of another shape, or about another subject than the one requested. */
export function readOutcome<Outcomes extends Shapes>(
  { outcomes, key }: Endpoint<Outcomes>,
  { action, data }: Answer,
  { parameters = {} }: Input = {},
): Outcome<Outcomes> {
  const shape = Object.hasOwn(outcomes, action) ? outcomes[action] : undefined;
  if (shape === undefined) throw badResponse(`unexpected action ${action.slice(0, 40)}`);
  const parsed = shape.safeParse(data);
  if (!parsed.success) throw badResponse(`${action}: data does not fit`);
  if (key !== undefined && isAboutAnother(parsed.data, key, parameters)) {
    throw badResponse(`${action}: not about the subject requested`);
  }
  // The action is a key of the outcomes, and the data what that key's shape gave.
  return { action, data: parsed.data } as Outcome<Outcomes>;
}

function isAboutAnother(data: unknown, { field, parameter }: AnswerKey, parameters: Input['parameters'] = {}): boolean {
  const given: unknown = Object(data)[field];
  return given !== undefined && given !== null && String(given) !== String(parameters[parameter]);
}

/** The action that a sentence stands for by itself. */
export function actionOf({ sentences }: Pick<Endpoint, 'sentences'>, sentence: unknown): string | undefined {
  return Object.entries(sentences).find(([known]) => known === sentence)?.[1];
}

/** The one rule for every write: what is unclear after a byte may have left is unknown, not failed. */
export async function writeOutcome<Written extends WriteOutcome<unknown, { readonly kind: string }>>(
  send: () => Promise<Written>,
): Promise<Written | { readonly kind: 'unknown' }> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof UpstreamError && error.mayHaveArrived) return { kind: 'unknown' };
    throw error;
  }
}

/** Reads that come before a write: when one fails, nothing was written. */
export async function notSent<Value>(read: Promise<Value>): Promise<Value> {
  try {
    return await read;
  } catch (error) {
    throw error instanceof UpstreamError ? error.asNotSent() : error;
  }
}
