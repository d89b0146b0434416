import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import assets from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { pageOf } from './page-header.js';

/** A page of the browser floor. Nothing in it is secret: who may see what is decided by the token that is typed into it. */
export interface Page {
  readonly name: 'console' | 'graphiql';
  /** Settings of the page, served as JSON beside it. */
  readonly settings: object;
  /** Origins that it may ask beside its own. */
  readonly connectTo?: readonly string[];
  /** Where images may come from beside it. */
  readonly images?: readonly string[];
}

/** Output of `npm run build` for the pages, at the same relative path from source and compiled files. */
const built = new URL('../../../dist/web/', import.meta.url);

/**
 * Serves `/{name}`, its settings and its assets. The assets are named for what is in them, so a browser may keep them for good; each is
 * a route of its own, so there is no path that leads anywhere else.
 */
export async function addPage(app: FastifyInstance, page: Page, log: Logger): Promise<void> {
  const { name, settings, connectTo = [], images = [] } = page;
  const folder = new URL(`${name}/`, built);
  const html = await readFile(new URL('index.html', folder), 'utf8').catch(() => null);
  if (html === null) return log.warn({ page: name }, 'this page is not built: npm run build');
  const options = { exposeHeadRoute: false, helmet: pageOf(connectTo, images) };
  for (const path of [`/${name}`, `/${name}/`]) {
    app.get(path, options, async (_, reply) => reply.type('text/html; charset=utf-8').send(html));
  }
  app.get(`/${name}/settings.json`, { exposeHeadRoute: false }, async () => settings);
  await app.register(assets, {
    root: fileURLToPath(new URL('assets/', folder)),
    prefix: `/${name}/assets/`,
    wildcard: false,
    index: false,
    decorateReply: false,
    maxAge: '1y',
    immutable: true,
  });
}
