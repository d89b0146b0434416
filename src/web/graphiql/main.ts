import { createGraphiQLFetcher, type Fetcher, type FetcherOpts, type FetcherParams } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement, type ReactElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './style.css';
import { createClient } from '../../client/index.js';
import { Brand, createExamplesPanel } from './examples.js';
import { type Example, readSettings, type Settings } from './settings.js';
import { createStorage } from './storage.js';
import { createTokenLife, type TokenLife, tokenIn } from './token-life.js';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(createElement(Explorer, { settings: await readSettings() }));

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

/** @returns null unless the previous page left some, which are removed. */
function takeTyped(): string | null {
  const typed: unknown = history.state;
  history.replaceState(null, '');
  return typeof typed === 'string' ? typed : null;
}

function describe({ token, examples }: Settings, life: TokenLife, typed: string | null) {
  const headers = { Authorization: `Bearer ${token ?? 'TOKEN'}` };
  const headersText = JSON.stringify(headers, null, 2);
  const pingId = async (): Promise<string | null> => (token === null ? null : findPing(life, token, examples));
  const panel = createExamplesPanel({ examples, headers: headersText, pingId });
  const [first] = examples;
  return {
    fetcher: createFetcher(life, token === null ? {} : headers),
    plugins: [panel],
    defaultHeaders: headersText,
    ...(typed === null ? {} : { headers: typed }),
    // The focus returns to the field that had it.
    defaultEditorToolsVisibility: typed === null ? true : ('headers' as const),
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
    storage: createStorage({
      'graphiql:query': first?.document ?? '{ viewer { subject scopes } }',
      'graphiql:variables': JSON.stringify(first?.variables ?? {}, null, 2),
    }),
  };
}

/** Of a demo: the newest ping, or else one that is started. */
async function findPing(life: TokenLife, token: string, examples: readonly Example[]): Promise<string | null> {
  const client = createClient({ url: '/graphql', token, fetch: life.fetch });
  const found = await client.pingTasks({ first: 1 });
  const [newest] = found.kind === 'failed' ? [] : found.data.pingTasks.nodes;
  const variables = examples.find(({ name }) => name === 'StartPing')?.variables;
  if (newest !== undefined || variables === undefined) return newest?.id ?? null;
  const started = await client.startPing(variables as Parameters<typeof client.startPing>[0]);
  if (started.kind === 'failed' || started.data.startPing.__typename !== 'StartPingSuccess') return null;
  return started.data.startPing.pingTask.id;
}

/** @param headers for the schema, which is asked for before the editor of headers is there. */
function createFetcher(life: TokenLife, headers: Readonly<Record<string, string>>): Fetcher {
  const send = createGraphiQLFetcher({ url: '/graphql', fetch: life.fetch, enableIncrementalDelivery: false, headers });
  const ask = (asked: FetcherParams, options?: FetcherOpts) => {
    const isSubscription = options?.documentAST?.definitions.some(
      (definition) =>
        'operation' in definition &&
        String(definition.operation) === 'subscription' &&
        (definition.name?.value ?? null) === (asked.operationName ?? null),
    );
    return isSubscription
      ? subscribe(life, asked, new Headers({ ...headers, ...options?.headers }))
      : send(asked, options);
  };
  // Its type has no name for one or the other.
  return ask as Fetcher;
}

/** The headers of the tab count for the socket as well. */
function subscribe(life: TokenLife, asked: FetcherParams, headers: Headers): AsyncIterableIterator<object> {
  const token = tokenIn(headers);
  const client = createClient({ url: '/graphql', token, assurance: headers.get('x-client-assurance') ?? undefined });
  const operation = { kind: 'subscription', name: asked.operationName ?? '', text: asked.query } as const;
  const events = life.watch(client.subscribe<unknown, unknown>(operation, asked.variables), token);
  const shown: AsyncIterableIterator<object> = {
    next: async () => {
      const event = await events.next();
      if (event.done === true) return event;
      const { kind: _, ...reported } = event.value;
      return { done: false, value: reported };
    },
    return: async () => {
      client.close();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => shown,
  };
  return shown;
}
