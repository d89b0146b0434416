import type { FastifyHelmetOptions } from '@fastify/helmet';
import { forData } from '../http/header.js';

/** As `forData`, for a page of our own: it loads its own files, and asks its own origin and `connectTo`. @param images from where else it shows some */
export function pageOf(connectTo: readonly string[], images: readonly string[] = []): FastifyHelmetOptions {
  const own = ["'self'"];
  const inline = [...own, 'data:'];
  return {
    ...forData,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        imgSrc: [...inline, ...images],
        fontSrc: inline,
        connectSrc: [...own, ...connectTo],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  };
}
