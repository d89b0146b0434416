import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ErrorCode } from '../../model/error-code.js';
import { CodedError } from '../../model/errors.js';
import { causeOf, refusal, refusalStatuses } from '../execution/error.js';
import { acceptRequestId } from './request.js';

export const maxBodyBytes = 100_000;
export const maxHeaderBytes = 8_192;

/** Milliseconds. The whole request must have arrived, headers first, within these. */
export const arrival = { headers: 5_000, request: 10_000, check: 1_000 } as const;

/** From an answer to what was no request to the end of its connection, in milliseconds. */
const partingMs = 1_000;

type Fault = Error & { readonly code?: string; readonly statusCode?: number };

const bodyFaults: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
};

/** Statuses of what is not even HTTP, by Node's code; the rest is 400. */
const connectionFaults: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** An HTTP server without routes: every request has an id, and whatever goes wrong is answered in GraphQL's error form. */
export function createApp(log: Logger): FastifyInstance {
  const answerFault = (error: Fault, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const code =
      bodyFaults[error.code ?? ''] ?? ((error.statusCode ?? 500) < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
    if (code === 'INTERNAL_SERVER_ERROR') log.error({ requestId: request.id, cause: causeOf(error) }, 'request failed');
    return refuse(request, reply, code);
  };
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: arrival.request,
    genReqId: ({ headers }) => acceptRequestId(headers['x-request-id']) ?? randomUUID(),
    frameworkErrors: (error, request, reply) => {
      answerFault(error, request, reply.header('x-request-id', request.id));
    },
    clientErrorHandler: answerConnectionFault,
    // Requests that arrive while it closes are refused by the endpoint, in its own form.
    return503OnClosing: false,
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: arrival.headers,
      requestTimeout: arrival.request,
      connectionsCheckingInterval: arrival.check,
    },
  });
  // JSON only: a form or a text could be sent by any web page without asking first.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.setErrorHandler(answerFault);
  return app;
}

/** Answers a request that is refused before it is an operation. */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: ErrorCode | CodedError): FastifyReply {
  const code = typeof error === 'string' ? error : error.code;
  return reply.code(refusalStatuses[code] ?? 500).send(refusal(error, request.id));
}

const unknownPath = new CodedError('BAD_REQUEST', false, {
  message:
    'There is nothing at this path: GraphQL is served at /graphql, the state of the process at /health/live and /health/ready.',
});

export function refuseUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).send(refusal(unknownPath, request.id));
}

/** The connection is finished: it is destroyed once the client could have read the response, even if it does not close it. */
function answerConnectionFault({ code }: Fault, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return;
  const parting = setTimeout(() => socket.destroy(), partingMs).unref();
  socket.once('close', () => clearTimeout(parting));
  const status = connectionFaults[code ?? ''] ?? 400;
  const requestId = randomUUID();
  const body = JSON.stringify(refusal('BAD_REQUEST', requestId));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
