import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './style.css';
import { Brand, createExamplesPanel } from './examples.js';
import { readSettings, type Settings } from './settings.js';
import { createStorage } from './storage.js';

const root = document.getElementById('root');
if (root !== null) {
  const logo = createElement(GraphiQL.Logo, null, createElement(Brand));
  createRoot(root).render(createElement(GraphiQL, describe(await readSettings()), logo));
}

function describe({ token, examples }: Settings) {
  const headers = { Authorization: `Bearer ${token ?? 'TOKEN'}` };
  const headersText = JSON.stringify(headers, null, 2);
  const panel = createExamplesPanel(examples, headersText);
  const [first] = examples;
  return {
    // A subscription sends the headers of its tab as the socket's connection parameters.
    fetcher: createGraphiQLFetcher({
      url: '/graphql',
      subscriptionUrl: `${location.origin.replace('http', 'ws')}/graphql`,
      // For the schema, which is asked for before the editor of headers is there.
      ...(token === null ? {} : { headers }),
    }),
    plugins: [panel],
    defaultHeaders: headersText,
    defaultEditorToolsVisibility: true,
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
    storage: createStorage({
      'graphiql:query': first?.document ?? '{ viewer { subject scopes } }',
      'graphiql:variables': JSON.stringify(first?.variables ?? {}, null, 2),
    }),
  };
}
