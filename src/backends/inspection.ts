import type { z } from 'zod';
import type { Diagnostic } from '../model/diagnostic.js';
import type { UpstreamCode } from '../model/error-code.js';
import { UpstreamError } from '../model/errors.js';
import { backgroundCall } from '../upstream/call.js';
import type { UpstreamClient, UpstreamResponse } from '../upstream/client.js';

/** Result of a back end's inspection of its own installation. */
export interface Inspection {
  readonly diagnostics: readonly Diagnostic[];
  /** Documents of a few clients that it knows, by which others can look for records. Not for show. */
  readonly documents: readonly string[];
}

/** An answer as it came. */
export interface Sample extends UpstreamResponse {
  readonly route: string;
  readonly ms: number;
  readonly at: number;
}

/**
 * The same client, whose answers are kept. A read whose connection breaks is sent once more: a back end may close a connection that it has
 * answered over without saying so, and the next request over it is then lost (WispHub contract 0.1).
 */
export function createRecorder(client: UpstreamClient): {
  readonly client: UpstreamClient;
  readonly samples: Sample[];
} {
  const samples: Sample[] = [];
  return {
    samples,
    client: {
      request: async (request, call) => {
        const startedAt = performance.now();
        const answer = await client.request(request, call).catch((error: unknown) => {
          if (request.kind !== 'read' || !isBroken(error)) throw error;
          return client.request(request, call);
        });
        samples.push({ ...answer, route: request.route, ms: performance.now() - startedAt, at: Date.now() });
        return answer;
      },
      close: () => undefined,
    },
  };
}

function isBroken(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_UNAVAILABLE' && error.options.status === undefined;
}

const failures: Readonly<Record<UpstreamCode, readonly [message: string, hint: string]>> = {
  UPSTREAM_UNAVAILABLE: [
    'cannot be reached',
    'Check its address, that it runs, and that the network lets this machine through.',
  ],
  UPSTREAM_TIMEOUT: ['does not answer in time', 'Look at the back end itself: the gateway waits for 5 seconds.'],
  UPSTREAM_BAD_RESPONSE: [
    'answers, but not as its API does',
    'Check that the address is that of the API (without /api), and that no page of a proxy or a login answers there.',
  ],
  UPSTREAM_AUTH_FAILED: ['refuses the credentials', 'Set the credentials anew.'],
  UPSTREAM_OVERLOADED: ['gets more requests than it can answer in time', 'Repeat the check under less load.'],
  UPSTREAM_RATE_LIMITED: ['refuses requests for a while', 'Wait, and see who else uses these credentials.'],
};

/** Diagnostic for a check that could not be made. @throws errors that are not a back end's. */
export function failure(check: string, error: unknown, hint?: string): Diagnostic {
  if (!(error instanceof UpstreamError)) throw error;
  const [message, usual] = failures[error.code];
  return { check, status: 'fault', message: `${message}${why(error)}`, hint: hint ?? usual };
}

/** Milliseconds above which a read makes people wait. */
const slowMs = 1_000;

/** Median latency of the reads made. */
export function findLatency(samples: readonly Sample[]): readonly Diagnostic[] {
  const sorted = samples.map(({ ms }) => ms).sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return [];
  const message = `half of ${sorted.length} reads took less than ${Math.ceil(median)} ms`;
  if (median <= slowMs) return [{ check: 'latency', status: 'ok', message }];
  const hint = 'Look at the back end itself and at the way to it: every screen waits for it.';
  return [{ check: 'latency', status: 'warning', message: `slow: ${message}`, hint }];
}

/** Seconds by which two clocks may differ: answers take a while, and Date has whole seconds. */
const skewSeconds = 30;

/** Clock skew, by the Date header of its answers. */
export function findSkew(samples: readonly Sample[]): readonly Diagnostic[] {
  const skews = samples.flatMap(({ headers, at }) => {
    const seconds = (Date.parse(String(headers.date)) - at) / 1_000;
    return Number.isNaN(seconds) ? [] : [seconds];
  });
  const [skew] = skews.sort((one, other) => Math.abs(one) - Math.abs(other));
  if (skew === undefined)
    return samples.length === 0 ? [] : [unproven('clock', 'its answers have no Date', 'Set both clocks by NTP.')];
  if (Math.abs(skew) <= skewSeconds)
    return [{ check: 'clock', status: 'ok', message: 'the Date of its answers is ours' }];
  const message = `its clock is ${Math.round(Math.abs(skew))} s ${skew > 0 ? 'ahead of' : 'behind'} ours`;
  return [
    {
      check: 'clock',
      status: 'warning',
      message,
      hint: 'Set both clocks by NTP: tokens and dates depend on them.',
    },
  ];
}

export interface Expectation {
  readonly shape: z.ZodObject;
  /** Names of one field each, of which a record has at least one. Default: every field of the shape must be there. */
  readonly needed?: readonly (readonly string[])[];
  /** Known fields that the gateway does not read. */
  readonly unread?: readonly string[];
}

/** Nothing was seen that is wrong, or right. */
export function unproven(check: string, message: string, hint = 'Look again once it has one.'): Diagnostic {
  return { check, status: 'warning', message: `not proven: ${message}`, hint };
}

/** Records of an answer that are examined. */
const recordsRead = 20;

/** Differences between received records and the shape by which they are read: field names alone. */
export function findDrift(route: string, records: readonly unknown[], expected: Expectation): Diagnostic {
  const check = `shape of ${route}`;
  const rows = records.slice(0, recordsRead).filter(isRow);
  if (rows.length === 0) return unproven(check, 'there was no record to look at');
  const { shape, unread = [] } = expected;
  const names = Object.keys(shape.shape);
  const needed = expected.needed ?? names.map((name) => [name]);
  const missing = needed
    .filter((group) => !rows.some((row) => group.some((name) => name in row)))
    .map(([name = '']) => name);
  const unreadable = names.filter((name) => rows.some((row) => isUnreadable(shape, name, row[name])));
  const known = new Set([...names, ...unread, ...needed.flat()]);
  const fresh = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !known.has(name)).map(toName);
  const parts = [
    ...(missing.length === 0 ? [] : [`missing: ${missing.join(', ')}`]),
    ...(unreadable.length === 0 ? [] : [`no longer readable: ${unreadable.join(', ')}`]),
    ...(fresh.length === 0 ? [] : [`new: ${fresh.join(', ')}`]),
  ];
  if (parts.length === 0)
    return {
      check,
      status: 'ok',
      message:
        rows.length === 1
          ? 'a record that it gave is as expected'
          : `${rows.length} records that it gave are as expected`,
    };
  const isBroken = missing.length + unreadable.length > 0;
  return {
    check,
    status: isBroken ? 'fault' : 'warning',
    message: parts.join('; '),
    hint: isBroken
      ? 'What these fields tell is null for clients now: the back end has changed, and its folder in the gateway must follow.'
      : 'Nothing breaks: new fields are not read.',
  };
}

/** Call of an inspection with its deadline. */
export const inspectionCall = () => backgroundCall(10_000);

/** Something stands there, and nothing is read from it. */
function isUnreadable(shape: z.ZodObject, name: string, value: unknown): boolean {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return false;
  const read = (shape.shape[name] as z.ZodType).safeParse(value);
  return !read.success || read.data === null;
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key can be anything: what does not look like a field's name is not shown. */
function toName(key: string): string {
  return /^[a-z_][a-z0-9_]{0,40}$/i.test(key) ? key : '?';
}

function why({ cause, options }: UpstreamError): string {
  if (options.status !== undefined) return ` (status ${options.status})`;
  return cause instanceof Error ? ` (${cause.message})` : '';
}
