import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';

/** Answers are data: a browser is to show nothing of them, nor to run, nor to frame. */
export const forData: FastifyHelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
};

/** As `forData`, for Apollo's page. */
export const sandboxHeaders: FastifyHelmetOptions = {
  ...forData,
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
};

/** Apollo's page names what it may load itself, in a policy of its own: both hold, so this one adds what that one leaves out. */
export const sandboxPolicy = "frame-ancestors 'none';base-uri 'none';object-src 'none';form-action 'self'";

/** Security headers of every response; a route may replace them. */
export async function addHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, { global: true, ...forData });
  app.addHook('onRequest', (_, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });
}

/**
 * Shortcut: the headers of a response as Helmet sets them, read once from a response of a throw-away server. It saves Helmet's fifteen handlers
 * for each operation, and they stay Helmet's.
 */
export async function readHeaders(): Promise<Readonly<Record<string, string>>> {
  const app = Fastify();
  await app.register(helmet, { global: true, ...forData });
  app.get('/', async () => '');
  const { headers } = await app.inject('/');
  await app.close();
  const own = Object.entries(headers).filter(([name]) => !sentAnyway.has(name));
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}

/** Headers that a response has by default. */
const sentAnyway = new Set(['connection', 'content-length', 'content-type', 'date']);
