import { UpstreamError } from '../model/errors.js';
import { backgroundCall } from '../upstream/call.js';
import type { UpstreamClient } from '../upstream/client.js';
import { limits } from '../upstream/limits.js';
import { createPathTemplate } from '../upstream/path-template.js';

/** Support for a variant: names of keys, and counts by form. Never a value of the installation. */
export type Evidence = Readonly<Record<string, number | readonly string[]>>;

/** One point that a contract assumes, as an installation has it. */
export interface LearntPoint {
  /** Number in the contract's table of assumed points, or the section whose statement was put to the test. */
  readonly point: string;
  readonly about: string;
  /** Variants of the contract, or `unknown`, or `not asked`. */
  readonly variant: string;
  /** Present where the variant is `unknown` or `not asked`. */
  readonly reason?: string;
  readonly evidence?: Evidence;
}

/** Result of learning from one API. */
export interface Lesson {
  /** The contract to be corrected. Null: the back end is read by one that assumes nothing. */
  readonly contract: string | null;
  /** Requests sent, all of them GETs. */
  readonly requests: number;
  /** Why the questions ended early. Null: all were sent. */
  readonly end: string | null;
  readonly points: readonly LearntPoint[];
}

/** A lesson of a back end whose contract has no assumed points. */
export const nothingToLearn: Lesson = { contract: null, requests: 0, end: null, points: [] };

/** An answer as it came, or null for its status where there was none. */
export interface Reply {
  readonly status: number | null;
  readonly form: 'json' | 'page' | 'redirect' | 'none';
  readonly body: unknown;
}

/** Asks one question after the other. */
export interface Questions {
  /** @param id the one parameter of a path, `{id}`. */
  ask(path: string, query?: Readonly<Record<string, string>>, id?: string | number): Promise<Reply>;
  /** Requests sent so far. */
  count(): number;
  /** Why no more questions are sent; null while they are. */
  end(): string | null;
}

/** Most requests to one API, repeated ones included. */
const maxRequests = 80;

/** Questions in a row without an answer after which no more are sent. */
const maxSilent = 3;

/** Bytes of a page of a thousand rows of 3 kB, and as much again. */
const maxBytes = 8_000_000;

const silence: Reply = { status: null, form: 'none', body: null };

/**
 * @param prefix of every path, e.g. `/api`.
 * @param headers with the credentials.
 * @param readMs milliseconds after which a question is given up, and asked once more.
 */
export function createQuestions(
  client: UpstreamClient,
  prefix: string,
  headers: Readonly<Record<string, string>>,
  readMs: number = limits.timeout.read,
): Questions {
  let sent = 0;
  let silent = 0;
  let end: string | null = null;
  const send = async (path: string, query: Readonly<Record<string, string>>, id: string | number, isAgain: boolean) => {
    if (sent >= maxRequests) end ??= 'the most requests were sent';
    if (end !== null) return silence;
    sent += 1;
    const template = createPathTemplate(`${prefix}${path}`, { id: /^[0-9a-f-]{1,36}$/i });
    const request = { method: 'GET', path: template.path({ id }), route: `GET ${template.template}` } as const;
    const { status, body } = await client.request(
      { ...request, kind: 'read', query, headers, maxBytes, isAlone: isAgain },
      backgroundCall(readMs),
    );
    return toReply(status, body);
  };
  /** A read that stalls is sent once more, over a connection of its own (native contract 1.4). */
  const ask: Questions['ask'] = async (path, query = {}, id = 0) => {
    try {
      const reply = await send(path, query, id, false).catch((error: unknown) => {
        if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_TIMEOUT') throw error;
        return send(path, query, id, true);
      });
      silent = 0;
      return reply;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.code === 'UPSTREAM_RATE_LIMITED') end = 'it refuses requests for a while';
      const isRedirect = error.cause instanceof Error && error.cause.message === 'redirect refused';
      if (isRedirect) return { ...silence, form: 'redirect' };
      silent += 1;
      if (silent >= maxSilent) end ??= 'it does not answer';
      return silence;
    }
  };
  return { ask, count: () => sent, end: () => end };
}

function toReply(status: number, text: string): Reply {
  try {
    return { status, form: 'json', body: JSON.parse(text) };
  } catch {
    return { status, form: 'page', body: null };
  }
}
