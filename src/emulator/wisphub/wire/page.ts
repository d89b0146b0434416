import type { Endpoint } from './endpoint.js';
import { answerJson } from './json.js';

/** The description and its pages, open to everybody (contract 1.0, 3.2). */
export function descriptionEndpoints(
  version: string,
  endpoints: readonly Endpoint[],
  pages: readonly string[],
): readonly Endpoint[] {
  const paths: Record<string, Record<string, object>> = {};
  for (const { path, method } of endpoints) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: { responses: { '200': { description: 'Successful' } } } };
  }
  const description = { openapi: '3.1.0', info: { title: 'WispHub Local API', version }, paths };
  return [
    { method: 'GET', path: '/openapi.json', open: true, answer: () => answerJson(200, description) },
    ...pages.map(
      (path): Endpoint => ({
        method: 'GET',
        path,
        open: true,
        answer: () => ({
          status: 200,
          headers: { 'content-type': 'text/html; charset=utf-8' },
          body: '<!DOCTYPE html><title>WispHub Local API</title>',
        }),
      }),
    ),
  ];
}
