import type { z } from 'zod';
import type { Capability } from '../../../../model/backend.js';
import { UpstreamError } from '../../../../model/errors.js';
import { remainingMs, type UpstreamCall } from '../../../../upstream/call.js';
import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from '../../../../upstream/client.js';
import { createPathTemplate, type PathTemplate } from '../../../../upstream/path-template.js';
import { nameQuestion } from '../../../../upstream/resilience/failed-requests.js';
import type { Resilience } from '../../../../upstream/resilience/resilience.js';
import {
  badResponse,
  isUnknownPage,
  isUnknownPath,
  parseJson,
  refusedCredentials,
  unknownPage,
  unknownPath,
  unknownPathBy,
} from '../../protocol/answer.js';
import { LeftNative } from '../../protocol/switch.js';

/** One question to WispHub's own API. Methods and paths are those of native contract 1.9, and no others. */
export interface NativeRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly route: PathTemplate;
  /** Default `read`. */
  readonly kind?: UpstreamRequest['kind'];
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly multipart?: Readonly<Record<string, string>>;
  /** True: a read that is refused as it stands is null, as one of what is not there. Default false. */
  readonly mayBeRefused?: boolean;
}

/** An answer in JSON with a status that says what happened: done, refused before anything was done, or not found. */
export interface NativeAnswer {
  readonly kind: 'done' | 'refused' | 'not-found';
  readonly status: number;
  readonly body: unknown;
}

export interface NativeSession {
  /** @throws {UpstreamError} no answer, or none that tells. */
  request(request: NativeRequest, call: UpstreamCall): Promise<NativeAnswer>;
  /** @returns null when it says that there is none. @throws {UpstreamError} as `request`, and for a body of another shape. */
  read<Shape extends z.ZodType>(
    request: NativeRequest,
    shape: Shape,
    call: UpstreamCall,
  ): Promise<z.output<Shape> | null>;
  /** Capabilities that the key has been refused, although it is good elsewhere (T05). */
  readonly refused: ReadonlySet<Capability>;
}

export interface NativeSessionOptions {
  /** Milliseconds after which a read is given up, and made again over a connection of its own. Default 3000. */
  readonly readMs?: number | undefined;
  /** Called when a path is unknown. True: there is a middleware now. Default: there is none. */
  readonly hasLeft?: () => Promise<boolean>;
}

/** A call in eight never answers, and waiting does not help: two more attempts leave one read of five hundred without an answer (T07). */
const maxAttempts = 3;
const defaultReadMs = 3_000;

export const clients = createPathTemplate('/clientes/');

/** The most bytes of a page of 300 rows, of about 3 kB each. */
const maxBytes = 10_000_000;

/** Milliseconds after which it is no longer believed that the key is refused: permissions are given meanwhile. */
const refusalMs = 600_000;

/**
 * Capabilities that are lost where the key is refused, by the beginning of the path or its end. The list of clients is the key itself; without
 * the list of invoices the open ones are known by the balance, and without the catalogue of zones their names by the clients.
 */
const capabilities: readonly (readonly [path: RegExp, lost: readonly Capability[]])[] = [
  [/^\/tickets\//, ['TICKETS', 'ZONES', 'CLIENT_TICKETS']],
  [/\/saldo\/$/, ['INVOICES', 'PAYMENT_LINKS', 'ACCOUNT', 'PAYMENT_PROMISES']],
  [/^\/facturas\/\{id\}\/$|^\/promesa-pago\/$/, ['PAYMENT_PROMISES']],
  [/^\/plan-internet\//, ['PLANS']],
  [/^\/tasks\/|\/ping\/$/, ['PING']],
  [/\/perfil\/$/, ['CLIENT_UPDATE']],
  [/\/registrar-pago\/$/, ['PAYMENT_ENTRY']],
];

function capabilitiesOf({ template }: PathTemplate): readonly Capability[] {
  return capabilities.flatMap(([path, lost]) => (path.test(template) ? lost : []));
}

/** Sends a request once, and a read that stalls up to three times. */
function createSender(
  client: UpstreamClient,
  apiKey: string | undefined,
  readMs: number,
): (request: NativeRequest, call: UpstreamCall) => Promise<UpstreamResponse> {
  const headers = apiKey === undefined ? {} : { authorization: `Api-Key ${apiKey}` };
  const sendOnce = (request: NativeRequest, call: UpstreamCall, isAlone: boolean): Promise<UpstreamResponse> => {
    const { method, route, kind = 'read', parameters, query, json, multipart } = request;
    return client.request(
      {
        ...{ method, path: `/api${route.path(parameters)}`, route: `${method} /api${route.template}`, kind, headers },
        ...{ maxBytes, isAlone },
        ...(query === undefined ? {} : { query }),
        ...(json === undefined ? {} : { json }),
        ...(multipart === undefined ? {} : { multipart }),
      },
      call,
    );
  };
  return async (request, call) => {
    if (request.kind === 'write') return sendOnce(request, call, true);
    for (let attempt = 1; ; attempt += 1) {
      // A page of hundreds takes its time.
      const patience = request.kind === 'list' ? 2 : 1;
      const deadline = Math.min(call.deadline, performance.now() + readMs * patience);
      try {
        return await sendOnce(request, { ...call, deadline, resends: (call.resends ?? 0) + attempt - 1 }, attempt > 1);
      } catch (error) {
        if (attempt === maxAttempts || !isStall(error) || remainingMs(call) <= 0) throw error;
      }
    }
  };
}

/** Calls WispHub's own API with a key, each call held by the policy; reads that stall are made again, writes never. */
export function createNativeSession(
  client: UpstreamClient,
  apiKey: string | undefined,
  policy: Resilience,
  { readMs = defaultReadMs, hasLeft = () => Promise.resolve(false) }: NativeSessionOptions = {},
): NativeSession {
  const refusals = new Map<string, { readonly lost: readonly Capability[]; readonly at: number }>();
  const send = createSender(client, apiKey, readMs);
  /** Distinguishes a missing permission from a dead key, by the one question that every key may ask (native contract 1.2). */
  const isKeyGood = async (call: UpstreamCall): Promise<boolean> => {
    const answer = await send({ method: 'GET', route: clients, query: { limit: '1' } }, call).catch(() => null);
    // What was refused was not done.
    if (answer !== null && unknownPathBy(answer) !== null) throw unknownPath();
    return answer?.status === 200 && parseJson(answer.body) !== undefined;
  };
  /** @param toValue reads the answer inside the policy: a back end is judged by answers that do not fit as well. */
  const run = async <Value>(
    asked: NativeRequest,
    call: UpstreamCall,
    toValue: (answer: NativeAnswer) => Value,
  ): Promise<Value> => {
    // A value outside an allow-list is refused before anything is sent.
    asked.route.path(asked.parameters);
    const lost = capabilitiesOf(asked.route);
    const name = `${asked.method} ${asked.route.template}`;
    const attempt = async (now: UpstreamCall): Promise<Value> => {
      const answer = await send(asked, now);
      const isUnclear = isUnclearAbsence(asked, answer);
      if (isUnclear && (await isKeyGood(now))) return toValue({ kind: 'not-found', status: answer.status, body: null });
      throwUnknownPath(answer);
      if (isRefusal(answer)) {
        if (lost.length > 0 && (await isKeyGood(now))) refusals.set(name, { lost, at: performance.now() });
        throw refusedCredentials();
      }
      refusals.delete(name);
      return toValue(readAnswer(answer));
    };
    const attemptHere = (now: UpstreamCall) => unlessLeft(attempt(now), asked, hasLeft);
    const question = nameQuestion(name, asked);
    const value = await policy.run(asked.kind ?? 'read', call, attemptHere, question);
    if (value instanceof LeftNative) throw value;
    return value;
  };
  return {
    request: (asked, call) => run(asked, call, (answer) => answer),
    read: (asked, shape, call) =>
      run(asked, call, ({ kind, body }) => {
        // A list that is not found is none.
        if (kind === 'not-found' && asked.parameters !== undefined) return null;
        if (kind === 'refused' && asked.mayBeRefused === true) return null;
        const read = shape.safeParse(body);
        if (kind !== 'done' || !read.success) throw badResponse(`${asked.route.template}: does not fit`);
        return read.data;
      }),
    get refused() {
      const current = [...refusals.values()].filter(({ at }) => performance.now() - at < refusalMs);
      return new Set(current.flatMap(({ lost }) => lost));
    },
  };
}

/**
 * An attempt, or instead of its failure that the host has become a middleware, which is no failure of the host.
 * @throws whatever the attempt throws; a write that met a page is in doubt whatever is there now.
 */
async function unlessLeft<Value>(
  attempt: Promise<Value>,
  { kind }: NativeRequest,
  hasLeft: () => Promise<boolean>,
): Promise<Value | LeftNative> {
  try {
    return await attempt;
  } catch (error) {
    if (!isUnknownPath(error)) throw error;
    if (kind !== 'write' || !error.mayHaveArrived) {
      if (await hasLeft()) return new LeftNative();
      throw error;
    }
    await hasLeft().catch(() => undefined);
    throw error;
  }
}

function isStall(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_TIMEOUT';
}

/** @throws {UpstreamError} a middleware says that it has no such path, or a page does: the host is another than it was. */
function throwUnknownPath(answer: UpstreamResponse): void {
  if (unknownPathBy(answer) !== null) throw unknownPath();
  if (isUnknownPage(answer)) throw unknownPage();
}

/** A page of HTML with that status is of a wrong host, and says nothing of the key (native contract 1.1). */
function isRefusal({ status, body }: UpstreamResponse): boolean {
  return (status === 401 || status === 403) && isObject(parseJson(body));
}

/** A record that is not there may be answered by a page, or by nothing in an object (A03): so it is where the API itself is there. */
function isUnclearAbsence({ kind, parameters }: NativeRequest, { status, body }: UpstreamResponse): boolean {
  if (kind === 'write' || parameters === undefined) return false;
  const read = parseJson(body);
  return (status === 404 && !isObject(read)) || (status === 200 && isObject(read) && Object.keys(read).length === 0);
}

/** Statuses by which a request is refused as it stands, unread or before it is carried out (native contract 1.3). */
const refusals: readonly number[] = [400, 405, 415, 422];

/** @throws {UpstreamError} a page, whatever its status (T06), or a failure. */
function readAnswer({ status, body }: UpstreamResponse): NativeAnswer {
  if (status >= 500) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { status });
  const read = parseJson(body);
  if (status === 204) return { kind: 'done', status, body: null };
  if (!isObject(read)) throw badResponse(`status ${status}, no JSON`);
  if (status === 404) return { kind: 'not-found', status, body: null };
  if (refusals.includes(status)) return { kind: 'refused', status, body: read };
  if (status < 200 || status > 299) throw badResponse(`status ${status}, no outcome`);
  return { kind: 'done', status, body: read };
}

function isObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null;
}
