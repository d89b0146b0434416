import { type GraphiQLPlugin, useEditorContext, usePluginStore, useSchemaStore } from '@graphiql/react';
import { createElement, type ReactElement, useEffect, useState } from 'react';
import type { Example } from './settings.js';
import { completeVariables } from './variables.js';

const title = 'Examples';

interface PanelProps {
  readonly examples: readonly Example[];
  /** Headers as they are typed. */
  readonly headers: string;
  /** A ping to look at. Null: there is none. */
  readonly pingId: () => Promise<string | null>;
}

/** A panel beside the editor with every example, by who asks it; one that is chosen opens in a tab of its own. */
export function createExamplesPanel(props: PanelProps): GraphiQLPlugin {
  return {
    title,
    icon: () => createElement('svg', { viewBox: '0 0 20 20', fill: 'none', stroke: 'currentColor' }, iconPath),
    content: () => createElement(ExampleList, props),
  };
}

const iconPath = createElement('path', {
  d: 'M3 4h14M3 10h14M3 16h9',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
});

function ExampleList({ examples, headers, pingId }: PanelProps) {
  const { schema, fetchError } = useSchemaStore();
  const { addTab, activeTabIndex, queryEditor, variableEditor, headerEditor } = useEditorContext({ nonNull: true });
  const [chosen, choose] = useState<Example | null>(null);
  // The editors can be filled once they show the new tab.
  useEffect(() => {
    if (chosen === null) return;
    queryEditor?.setValue(chosen.document);
    variableEditor?.setValue(JSON.stringify(chosen.variables, null, 2));
    headerEditor?.setValue(headers);
    choose(null);
  }, [activeTabIndex]);
  const hasEditors = queryEditor !== null && variableEditor !== null && headerEditor !== null;
  // The schema tells which variables are missing. A gateway that does not show it has no demo's values either.
  const isReady = hasEditors && (Boolean(schema) || fetchError !== null);
  const open = async (example: Example): Promise<void> => {
    const variables = schema ? await completeVariables(example, examples, schema, pingId) : example.variables;
    choose({ ...example, variables });
    addTab();
  };
  const clients = [...new Set(examples.map(({ client }) => client))];
  return createElement(
    'section',
    { 'aria-label': title, className: 'examples' },
    createElement('div', { className: 'graphiql-doc-explorer-title' }, title),
    ...clients.map((client) =>
      createElement(
        'div',
        { key: client },
        createElement('h3', null, client),
        createElement(
          'ul',
          null,
          ...examples
            .filter((example) => example.client === client)
            .map((example) => toItem(example, isReady ? (chosen) => void open(chosen) : null)),
        ),
      ),
    ),
  );
}

/** @param open null until there are editors to open it in. */
function toItem(example: Example, open: ((example: Example) => void) | null): ReactElement {
  const button = createElement(
    'button',
    { type: 'button', className: 'graphiql-un-styled', disabled: open === null, onClick: () => open?.(example) },
    example.name,
  );
  return createElement('li', { key: example.name }, button);
}

/**
 * The name in the corner, which opens the examples once their button is there: GraphiQL begins with every panel closed. It is always
 * there, so it also tells when somebody types another text into the headers.
 */
export function Brand({ onHeaders }: { readonly onHeaders: (before: string, now: string) => void }): ReactElement {
  const { plugins } = usePluginStore();
  const { headerEditor } = useEditorContext({ nonNull: true });
  const count = plugins.length;
  useEffect(() => {
    if (count > 0) document.querySelector<HTMLElement>(`[aria-label="Show ${title}"]`)?.click();
  }, [count]);
  useEffect(() => {
    if (headerEditor === null) return undefined;
    let before = headerEditor.getValue();
    const onChange = (_: unknown, { origin }: { readonly origin?: string | undefined }): void => {
      const now = headerEditor.getValue();
      // Set at once: another tab is shown.
      if (origin !== 'setValue') onHeaders(before, now);
      before = now;
    };
    headerEditor.on('change', onChange);
    return () => headerEditor.off('change', onChange);
  }, [headerEditor]);
  return createElement('span', { className: 'graphiql-logo-link' }, 'isp-gateway');
}
