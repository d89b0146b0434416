import type { FastifyReply } from 'fastify';
import type { SubscriptionEnd } from '../observability/metrics.js';

/** Milliseconds between two signs of life, which keep proxies from closing a quiet connection. */
const heartbeatMs = 12_000;

/** A response that is a stream of events (graphql-sse, distinct connections mode). */
export interface EventWriter {
  /** Resolves once the event is taken by the network. */
  next(result: object): Promise<void>;
  /** Writes a last result, if one is given, and the completion. */
  end(result?: object): Promise<void>;
  /** Closes the connection without a completion. */
  cut(): void;
  /** Calls back once, also when the connection is closed already. */
  onClose(listener: (reason: SubscriptionEnd) => void): void;
}

/**
 * Begins the response, with the headers that the reply has so far.
 * @param stuckMs milliseconds for which the other side may leave an event untaken before it is cut off.
 */
export function createEventWriter(reply: FastifyReply, stuckMs: number): EventWriter {
  const { raw } = reply;
  let reason: SubscriptionEnd = 'socket_closed';
  const write = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (raw.destroyed || raw.writableEnded) return resolve();
      const timer = setTimeout(() => {
        reason = 'too_slow';
        raw.destroy();
      }, stuckMs);
      raw.write(text, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Without it nginx holds events back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  raw.write(':\n\n');
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs);
  const next = (result: object): Promise<void> => write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  return {
    next,
    end: async (result) => {
      clearInterval(heartbeat);
      if (result !== undefined) await next(result);
      await write('event: complete\ndata: \n\n');
      raw.end();
    },
    cut: () => raw.destroy(),
    onClose: (listener) => {
      const close = (): void => {
        clearInterval(heartbeat);
        listener(reason);
      };
      if (raw.destroyed) close();
      else raw.once('close', close);
    },
  };
}
