import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import { type Caller, callerKey } from '../../model/caller.js';
import { clockTolerance } from '../auth/authentication.js';
import { withCode } from '../documents/document.js';
import type { ErrorMask } from '../execution/error.js';
import type { RunOperation } from '../execution/run.js';
import { refuse } from '../http/app.js';
import type { GraphQLBody } from '../http/graphql-body.js';
import type { ConcurrencyCounter } from '../overload/concurrency-counter.js';
import { type RequestGate, retryAfterSeconds } from '../overload/request-gate.js';
import type { RunningStream } from '../subscription/running-stream.js';
import { createStarter, type SubscriptionOptions } from '../subscription/start.js';
import type { ServedTenants } from '../tenant.js';
import { atExpiry, type SocketTimings } from '../ws/limit.js';
import { createEventWriter, type EventWriter } from './writer.js';

export interface EventStreamOptions extends SubscriptionOptions {
  readonly run: RunOperation;
  readonly mask: ErrorMask;
  /** Open connections that carry subscriptions, by subject: sockets and event streams together. */
  readonly connections: ConcurrencyCounter;
  readonly timings: SocketTimings;
  readonly tenants: Pick<ServedTenants, 'of'>;
  readonly requestGate: Pick<RequestGate, 'rest'>;
}

/** Operations answered as server-sent events, one connection each (the distinct connections mode of graphql-sse). */
export interface EventStreams {
  answer(request: FastifyRequest, reply: FastifyReply, caller: Caller, body: GraphQLBody): Promise<FastifyReply>;
  /** Cuts the streams off, spread over a while: a stream that is cut is begun again elsewhere, one that is completed is not. */
  close(): void;
}

export function createEventStreams(options: EventStreamOptions): EventStreams {
  const { run, mask, connections, timings } = options;
  const starter = createStarter(options);
  const writers = new Set<EventWriter>();
  const maskAll = (
    requestId: string,
    { data, errors }: FormattedExecutionResult | { readonly data?: unknown; readonly errors?: readonly GraphQLError[] },
  ) => ({
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined || errors.length === 0
      ? {}
      : { errors: errors.map((error) => addRequestId(mask(error), requestId)) }),
  });
  return {
    answer: async (request, reply, caller, { text, isTrusted, operationName, variables }) => {
      const release = connections.take(callerKey(caller));
      if (release === null) return refuse(request, reply.header('retry-after', retryAfterSeconds), 'RATE_LIMITED');
      const { id: requestId, method } = request;
      const streams = new Set<RunningStream>();
      const started = await starter.start(
        { caller, requestId, text, isTrusted, operationName, variables, carrier: request.headers },
        streams,
        async (runnable, running) => {
          const { operation } = runnable;
          if (method === 'GET' && operation.operation === 'mutation') {
            const errors = [withCode(new GraphQLError('by GET'), 'METHOD_NOT_ALLOWED')];
            options.end(running, { name: operationName, kind: 'mutation', operation, errors });
            return null;
          }
          return (await run({ runnable, variables: variables ?? {}, request: running, reportsCost: false })).result;
        },
      );
      if ('result' in started && started.result === null) {
        release();
        return refuse(request, reply.header('allow', 'POST'), 'METHOD_NOT_ALLOWED');
      }
      reply.hijack();
      const writer = createEventWriter(reply, timings.stuck);
      writers.add(writer);
      const expire = (): void => {
        for (const stream of streams) stream.end('token_expired');
        const error = withCode(new GraphQLError('the token has expired'), 'UNAUTHENTICATED');
        void writer.end(maskAll(requestId, { errors: [error] }));
      };
      const stopWaiting = atExpiry(caller.expiresAt, clockTolerance * 1_000, expire);
      const leave = options.tenants.of(caller).join((why) => (why === 'removed' ? expire() : writer.cut()));
      writer.onClose((reason) => {
        stopWaiting();
        leave();
        release();
        writers.delete(writer);
        for (const stream of streams) stream.end(reason);
      });
      if ('result' in started) void writer.end(started.result ?? {});
      else if ('errors' in started) void writer.end(maskAll(requestId, started));
      else {
        options.requestGate.rest(reply.raw);
        void pump(started.stream, writer, (event) => maskAll(requestId, event));
      }
      return reply;
    },
    close: () => {
      const { each, most } = timings.spread;
      const windowMs = Math.min(writers.size * each, most);
      for (const writer of writers) setTimeout(() => writer.cut(), Math.random() * windowMs);
    },
  };
}

/** Fetches an event only once the one before is taken. */
async function pump(
  stream: RunningStream,
  writer: EventWriter,
  toResult: (event: { readonly data?: unknown; readonly errors?: readonly GraphQLError[] }) => object,
): Promise<void> {
  try {
    for (;;) {
      const event = await stream.next();
      if (event.done === true) break;
      await writer.next(toResult(event.value));
    }
    await writer.end();
  } catch (error) {
    await writer.end(toResult({ errors: [new GraphQLError('failed', { originalError: error as Error })] }));
  }
}

function addRequestId<Sent extends { readonly extensions?: Readonly<Record<string, unknown>> }>(
  error: Sent,
  requestId: string,
): Sent {
  return { ...error, extensions: { ...error.extensions, requestId } };
}
