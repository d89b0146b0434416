import { z } from 'zod';
import type { Call, CallKind } from '../../http/call.js';
import { createRoute, type Route } from '../../http/route.js';
import { UpstreamError } from '../../model/errors.js';
import type { WriteOutcome } from '../../model/write.js';
import { type Answer, badResponse } from './answer.js';

/** By action, the shape of the data that comes with it. */
export type Shapes = Readonly<Record<string, z.ZodType>>;

/** The action that a status of the answer stands for. */
export type Statuses<Action extends string> = Readonly<Record<number, Action>>;

/** An endpoint of the middleware, without the prefix and the credentials that differ by dialect. */
export interface Door<Outcomes extends Shapes = Shapes> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly route: Route;
  /** Where it was in earlier commits of v2. */
  readonly formerRoute: Route | undefined;
  readonly kind: CallKind;
  readonly maxBytes: number | undefined;
  /** Everything it can answer: v1's actions, and a few words of our own for what v1 cannot say. */
  readonly outcomes: Outcomes;
  /** In v1 the action is in the body. Here: statuses other than 200 that mean something at this door. */
  readonly v1: Statuses<keyof Outcomes & string>;
  /** Sentences of v1 that say more than the action beside them. */
  readonly v1Messages: Readonly<Record<string, keyof Outcomes & string>>;
  /** In v2 the status is all there is: data is the body, or the sentence that explains an error. */
  readonly v2: Statuses<keyof Outcomes & string>;
}

export interface DoorOptions<Outcomes extends Shapes> {
  /** Allow-list of each parameter in the path. */
  readonly allowed?: Readonly<Record<string, RegExp>>;
  /** Default `read`. */
  readonly kind?: Door['kind'];
  readonly maxBytes?: number;
  readonly formerPath?: string;
  readonly outcomes: Outcomes;
  readonly v1?: Statuses<NoInfer<keyof Outcomes & string>>;
  readonly v1Messages?: Readonly<Record<string, NoInfer<keyof Outcomes & string>>>;
  readonly v2: Statuses<NoInfer<keyof Outcomes & string>>;
}

/** One of a door's outcomes. */
export type Outcome<Outcomes extends Shapes> = {
  readonly [Action in keyof Outcomes]: { readonly action: Action; readonly data: z.output<Outcomes[Action]> };
}[keyof Outcomes];

export interface Input {
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** Asks at a door, in the dialect that the installation speaks. */
export type Ask = <Outcomes extends Shapes>(
  door: Door<Outcomes>,
  input: Input,
  call: Call,
) => Promise<Outcome<Outcomes>>;

export const idPattern = /^[1-9][0-9]{0,9}$/;

/** Data that nobody reads. */
export const unread = z.unknown();

/** @param path exact, slash included: the other form is a redirect that loses the credentials (contract 1.0). */
export function createDoor<Outcomes extends Shapes>(
  method: Door['method'],
  path: string,
  { allowed, kind = 'read', maxBytes, formerPath, outcomes, v1 = {}, v1Messages = {}, v2 }: DoorOptions<Outcomes>,
): Door<Outcomes> {
  const formerRoute = formerPath === undefined ? undefined : createRoute(formerPath, allowed);
  return { method, route: createRoute(path, allowed), formerRoute, kind, maxBytes, outcomes, v1, v1Messages, v2 };
}

/** @throws {UpstreamError} an action that is none of the door's, or data of another shape. */
export function readOutcome<Outcomes extends Shapes>(
  { outcomes }: Door<Outcomes>,
  { action, data }: Answer,
): Outcome<Outcomes> {
  const shape = Object.hasOwn(outcomes, action) ? outcomes[action] : undefined;
  if (shape === undefined) throw badResponse(`unexpected action ${action.slice(0, 40)}`);
  const parsed = shape.safeParse(data);
  if (!parsed.success) throw badResponse(`${action}: data does not fit`);
  // The action is a key of the outcomes, and the data what that key's shape gave.
  return { action, data: parsed.data } as Outcome<Outcomes>;
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
