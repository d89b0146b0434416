import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { Client } from '../../client/index.js';
import { type App, useApp } from './app-state.js';
import { followAddress } from './data/address.js';
import { type Board, createBoard } from './data/board.js';
import { type ClientCard, createClientCard } from './data/card.js';
import { createSearch, type Search } from './data/finder.js';
import { createWrites, type Writes } from './write/writes.js';

/** All that the page has found out with a token, and goes when that does. */
export interface Workspace {
  readonly finder: Search;
  readonly board: Board;
  readonly card: ClientCard;
  readonly writes: Writes;
  /** Next announcement of a screen reader. */
  readonly announcement: Signal<string>;
}

const WorkspaceContext = createContext<Workspace | null>(null);

export const WorkspaceProvider = WorkspaceContext.Provider;

/** @throws outside `WorkspaceProvider`. */
export function useWorkspace(): App & Workspace {
  const app = useApp();
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('this component needs a workspace');
  return { ...app, ...workspace };
}

/** A workspace for as long as the part of the page that asks for it is shown. */
export function useNewWorkspace(client: Client): Workspace {
  const app = useApp();
  const [{ workspace, close }] = useState(() => openWorkspace(app, client));
  useLayoutEffect(() => close, []);
  return workspace;
}

function openWorkspace({ session, preferences }: App, client: Client) {
  const board = createBoard(session, client);
  const card = createClientCard(session, client, board, preferences);
  const writes = createWrites(client, card, preferences);
  const workspace: Workspace = { finder: createSearch(client), board, card, writes, announcement: signal('') };
  const leaveAddress = followAddress(card);
  const close = (): void => {
    leaveAddress();
    writes.end();
    card.end();
    board.close();
  };
  return { workspace, close };
}
