import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { Client } from '../../client/index.js';
import { type App, useApp } from './app-state.js';
import { type Board, createBoard } from './data/board.js';
import { type Card, createCard } from './data/card.js';
import { createFinder, type Finder } from './data/finder.js';

/** All that the page has found out with a token, and goes when that does. */
export interface Desk {
  readonly finder: Finder;
  readonly board: Board;
  readonly card: Card;
  /** What a screen reader says next. */
  readonly announcement: Signal<string>;
}

const DeskContext = createContext<Desk | null>(null);

export const DeskProvider = DeskContext.Provider;

/** @throws outside `DeskProvider`. */
export function useDesk(): App & Desk {
  const app = useApp();
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('a part of the page was shown to nobody');
  return { ...app, ...desk };
}

/** A desk for as long as the part of the page that asks for it is shown. */
export function useNewDesk(client: Client): Desk {
  const app = useApp();
  const [{ desk, close }] = useState(() => openDesk(app, client));
  useLayoutEffect(() => close, []);
  return desk;
}

function openDesk({ session, preferences }: App, client: Client) {
  const board = createBoard(session, client);
  const card = createCard(session, client, board, preferences);
  const desk: Desk = { finder: createFinder(client), board, card, announcement: signal('') };
  const close = (): void => {
    card.close();
    board.close();
  };
  return { desk, close };
}
