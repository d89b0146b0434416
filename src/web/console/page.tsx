import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Client } from '../../client/index.js';
import { useApp } from './app-state.js';
import { outcomes } from './data/history.js';
import { pingScope } from './data/scope.js';
import { nameOfZone } from './data/shown-client.js';
import { DeskPanel } from './desk/desk-panel.js';
import { OutageBanner } from './outages/banner.js';
import { nameOutage } from './outages/outage-name.js';
import { ClientPanel } from './panels/client.js';
import { SearchPanel, searchFieldId } from './panels/search.js';
import { SignIn } from './panels/sign-in.js';
import { KeyDialog } from './parts/key-dialog.js';
import { TopBar } from './parts/top-bar.js';
import { scopesOf } from './session.js';
import { textOf, useText } from './text/translation.js';
import { useNewWorkspace, useWorkspace, WorkspaceProvider } from './workspace.js';
import { WriteDialog } from './write/dialog.js';

export function Page() {
  const { session } = useApp();
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const showKeys = (): void => dialog.current?.showModal();
  const { value } = session.state;
  const tenant = value.kind === 'in' ? value.overview.viewer.tenant?.name : undefined;
  useEffect(() => {
    document.title = [tenant, text.title, 'isp-gateway'].filter((part) => part !== undefined).join(' · ');
  }, [text.title, tenant]);
  const isIn = value.kind === 'in';
  // Before the field for the token takes the focus, which an open dialog would keep from it.
  useLayoutEffect(() => {
    if (!isIn) dialog.current?.close();
  }, [isIn]);
  return (
    <>
      {value.kind === 'in' && (
        <button type="button" class="skip" onClick={skipToClient}>
          {text.skip}
        </button>
      )}
      <TopBar onKeys={showKeys} />
      {value.kind === 'in' ? (
        <Work client={value.client} showKeys={showKeys} />
      ) : (
        <main class="entrance" tabIndex={-1}>
          <SignIn />
        </main>
      )}
      <KeyDialog dialog={dialog} />
    </>
  );
}

/** No link, for the address after `#` is that of the client. */
function skipToClient(): void {
  document.getElementById('client')?.focus();
}

interface WorkProps {
  /** The same for as long as somebody is signed in. */
  readonly client: Client;
  readonly showKeys: () => void;
}

function Work({ client, showKeys }: WorkProps) {
  return (
    <WorkspaceProvider value={useNewWorkspace(client)}>
      <Panels showKeys={showKeys} />
    </WorkspaceProvider>
  );
}

function Panels({ showKeys }: Pick<WorkProps, 'showKeys'>) {
  const { card, announcement } = useWorkspace();
  useKeys(showKeys);
  useResults();
  const shown = card.id.value;
  useEffect(() => {
    if (shown !== null) document.getElementById('client')?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <>
      <main class="work" tabIndex={-1}>
        <OutageBanner />
        <div class="column">
          <SearchPanel />
          <ClientPanel />
        </div>
        <DeskPanel />
      </main>
      <WriteDialog />
      <p class="unseen" role="status" aria-live="polite">
        {announcement}
      </p>
    </>
  );
}

/** Single keys, unless something is being typed or a dialog is open. */
function useKeys(showKeys: () => void): void {
  const { card, preferences, session } = useWorkspace();
  useEffect(() => {
    const mayPing = (): boolean => scopesOf(session.state.value).includes(pingScope);
    const actions: Readonly<Record<string, () => void>> = {
      '/': () => document.getElementById(searchFieldId)?.focus(),
      r: () => void card.refresh(),
      p: () => void (mayPing() && card.startPing()),
      '?': showKeys,
    };
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const isTyping = target.matches('input, textarea, select') || document.querySelector('dialog[open]') !== null;
      const isChord = event.ctrlKey || event.metaKey || event.altKey;
      const action = actions[event.key];
      if (action === undefined || isTyping || isChord || preferences.keys.value === 'off') return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Says each result as it comes. */
function useResults(): void {
  const { announcement, board, diagnoses, outages, zonePings } = useWorkspace();
  const app = useApp();
  useEffect(() => {
    diagnoses.onEnd(({ cause, client }) => {
      const { causes, ended } = textOf(app).desk.diagnosis;
      announcement.value = ended(client?.name ?? '', causes[cause ?? 'UNKNOWN']);
    });
    zonePings.onEnd(({ zone, up, down }) => {
      const text = textOf(app).desk.zone;
      announcement.value = text.ended(text.name(nameOfZone(zone) ?? ''), up, down);
    });
    outages.onRaised((outage) => {
      const text = textOf(app);
      announcement.value = text.desk.outages.raised(nameOutage(outage, text));
    });
    board.onEnd(({ client, serviceId, connection, status }) => {
      const text = textOf(app);
      const outcome = outcomes.find((known) => known === connection);
      const result = outcome === undefined ? text.pingStates[status] : text.outcomes[outcome];
      announcement.value = text.ping.ended(client?.name ?? `#${serviceId}`, result);
    });
  }, []);
}
