import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Answers are data: a browser is to show nothing of them, nor to run, nor to frame. */
const forData: FastifyHelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
};

/** As `forData`, for the explorer's page. */
export const pageHeaders: FastifyHelmetOptions = {
  ...forData,
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
};

/** The page names what it may load itself, in a policy of its own: both hold, so this one adds what that one leaves out. */
export const pagePolicy = "frame-ancestors 'none';base-uri 'none';object-src 'none';form-action 'self'";

/** The headers by which a browser is told to be careful, on every answer; a route may say otherwise. */
export async function addHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, { global: true, ...forData });
  app.addHook('onRequest', async (_, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
