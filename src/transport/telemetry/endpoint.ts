import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '../error.js';
import type { Metrics } from './metrics.js';

/** What a proxy adds: then the peer on this machine speaks for somebody who may be anywhere. */
const forwardingHeaders = /^(?:forwarded|via|x-forwarded-.+|x-real-ip|cf-connecting-ip|true-client-ip)$/;

const loopbackAddress = /^(?:127\.[\d.]+|::1|::ffff:127\.[\d.]+)$/;

/** A page elsewhere whose name is made to point here would bring its own name along. */
const loopbackHost = /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/;

/**
 * `/metrics`, which is not public: whoever may not read it is told what an unknown path is told.
 * @param token what a reader must show; null: whoever is on this machine may read.
 */
export function addMetrics(app: FastifyInstance, metrics: Metrics, token: string | null): void {
  app.addHook('onResponse', (_, reply, done) => {
    if (reply.statusCode >= 400) metrics.refuse(reply.statusCode);
    done();
  });
  const mayRead = token === null ? isLocal : createTokenCheck(token);
  app.get('/metrics', { exposeHeadRoute: false }, async (request, reply) => {
    if (!mayRead(request)) return reply.code(404).send(refusal('BAD_REQUEST', request.id));
    return reply.type(metrics.contentType).send(await metrics.scrape());
  });
}

function isLocal({ socket, headers }: FastifyRequest): boolean {
  const isForwarded = Object.keys(headers).some((name) => forwardingHeaders.test(name));
  return !isForwarded && loopbackAddress.test(socket.remoteAddress ?? '') && loopbackHost.test(headers.host ?? '');
}

/** Hashes are compared, which are as long as one another, in a time that tells nothing. */
function createTokenCheck(token: string): (request: FastifyRequest) => boolean {
  const wanted = hash(token);
  return ({ headers }) => {
    const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    return given !== undefined && timingSafeEqual(hash(given), wanted);
  };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
