import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Board, createBoard } from './board.js';
import { type Card, createCard } from './card.js';
import { createFinder, type Finder } from './finder.js';
import { createPreferences, type Preferences } from './preference.js';
import { createSession, type Session } from './session.js';
import type { Settings } from './settings.js';

/** All that the page knows. */
export interface App {
  readonly settings: Settings;
  readonly preferences: Preferences;
  readonly session: Session;
  readonly finder: Finder;
  readonly board: Board;
  readonly card: Card;
  /** Now, in milliseconds, once a second. */
  readonly now: ReadonlySignal<number>;
  /** What a screen reader says next. */
  readonly announcement: Signal<string>;
}

const AppContext = createContext<App | null>(null);

export const AppProvider = AppContext.Provider;

/** @throws outside `AppProvider`. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('a part of the page was shown without the page');
  return app;
}

export function createApp(settings: Settings): App {
  const preferences = createPreferences();
  const session = createSession();
  const board = createBoard(session);
  const now = signal(Date.now());
  setInterval(() => {
    now.value = Date.now();
  }, 1_000);
  const overviewMs = 30_000;
  setInterval(() => void session.refresh(), overviewMs);
  return {
    settings,
    preferences,
    session,
    finder: createFinder(session),
    board,
    card: createCard(session, board, preferences),
    now,
    announcement: signal(''),
  };
}
