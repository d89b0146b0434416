import {
  createGraphiQLFetcher,
  type Fetcher,
  type FetcherOpts,
  type FetcherParams,
  isAsyncIterable,
} from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import type { ExecutionResult } from 'graphql';
import { createElement, type ReactElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './style.css';
import { Brand, createExamplesPanel } from './examples.js';
import { readSettings, type Settings } from './settings.js';
import { createStorage } from './storage.js';
import { createTokenLife, type TokenLife } from './token-life.js';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(createElement(Explorer, { settings: await readSettings() }));

type Events = AsyncIterableIterator<ExecutionResult>;

/** The page begins anew when a token that it used is over: part of what GraphiQL keeps goes with the page alone. */
function Explorer({ settings }: { readonly settings: Settings }): ReactElement {
  const [life] = useState(() => createTokenLife(beginAnew));
  const [page] = useState(() => describe(settings, life, takeTyped()));
  const logo = createElement(GraphiQL.Logo, null, createElement(Brand, { onHeaders: life.edited }));
  return createElement(GraphiQL, page, logo);
}

/** @param typed headers that somebody is typing, which go on in the new page. */
function beginAnew(typed: string | null): void {
  history.replaceState(typed, '');
  location.reload();
}

/** @returns null unless the page before this one left some. They are left for nobody after it. */
function takeTyped(): string | null {
  const typed: unknown = history.state;
  history.replaceState(null, '');
  return typeof typed === 'string' ? typed : null;
}

function describe({ token, examples }: Settings, life: TokenLife, typed: string | null) {
  const headers = { Authorization: `Bearer ${token ?? 'TOKEN'}` };
  const headersText = JSON.stringify(headers, null, 2);
  const panel = createExamplesPanel(examples, headersText);
  const [first] = examples;
  return {
    fetcher: createFetcher(life, token === null ? {} : headers),
    plugins: [panel],
    defaultHeaders: headersText,
    ...(typed === null ? {} : { headers: typed }),
    // Who was typing there goes on there.
    defaultEditorToolsVisibility: typed === null ? true : ('headers' as const),
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
    storage: createStorage({
      'graphiql:query': first?.document ?? '{ viewer { subject scopes } }',
      'graphiql:variables': JSON.stringify(first?.variables ?? {}, null, 2),
    }),
  };
}

/** @param headers for the schema, which is asked for before the editor of headers is there. */
function createFetcher(life: TokenLife, headers: Readonly<Record<string, string>>): Fetcher {
  const send = createGraphiQLFetcher({
    url: '/graphql',
    // A subscription sends the headers of its tab as the socket's connection parameters.
    subscriptionUrl: `${location.origin.replace('http', 'ws')}/graphql`,
    fetch: life.fetch,
    enableIncrementalDelivery: false,
    headers,
  });
  const watched = async (asked: FetcherParams, options?: FetcherOpts) => {
    const answer = await send(asked, options);
    return isAsyncIterable(answer)
      ? life.watch(answer as Events, new Headers({ ...headers, ...options?.headers }))
      : answer;
  };
  // Its type has no name for a promise of one or the other.
  return watched as Fetcher;
}
