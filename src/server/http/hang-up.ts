import { setMaxListeners } from 'node:events';
import type { FastifyReply } from 'fastify';

/** Aborts when the client hangs up before it was answered. */
export function hangUp({ raw: answer }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // One operation may ask for many things at once, and each of them listens.
  setMaxListeners(0, controller.signal);
  const abort = (): void => {
    if (!answer.writableFinished) controller.abort();
  };
  if (answer.destroyed) abort();
  else answer.once('close', abort);
  return controller.signal;
}

/** Shortcut: an abort signal is made when it is first read, which most operations never do. */
export function onHangUp(reply: FastifyReply): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= hangUp(reply);
    return signal;
  };
}
