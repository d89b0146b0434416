import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseUnknownPath } from '../http/app.js';
import type { Metrics } from './metrics.js';

/**
 * `/metrics`, which is not public: an unauthorized reader gets the answer of an unknown path. The address of a request grants nothing:
 * behind a proxy on the same machine all requests come from there.
 * @param token required of readers; null: the path does not exist.
 */
export function addMetrics(app: FastifyInstance, metrics: Metrics, token: string | null): void {
  app.addHook('onResponse', (_, reply, done) => {
    if (reply.statusCode >= 400) metrics.refuse(reply.statusCode);
    done();
  });
  if (token === null) return;
  const mayRead = createTokenCheck(token);
  app.get('/metrics', { exposeHeadRoute: false }, async (request, reply) => {
    if (!mayRead(request)) return refuseUnknownPath(request, reply);
    return reply.type(metrics.contentType).send(await metrics.scrape());
  });
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
