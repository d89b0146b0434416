import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createPreferences, type Preferences } from './preference.js';
import { createSession, hasExpired, type Session } from './session.js';
import type { Settings } from './settings.js';

/** State of the page that is independent of the user. */
export interface App {
  readonly settings: Settings;
  readonly preferences: Preferences;
  readonly session: Session;
  /** Now, in milliseconds, once a second. */
  readonly now: ReadonlySignal<number>;
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
  const session = createSession();
  const now = signal(Date.now());
  setInterval(() => {
    now.value = Date.now();
  }, 1_000);
  const overviewMs = 30_000;
  setInterval(() => void session.refresh(), overviewMs);
  const isOver = computed(() => {
    const { value } = session.state;
    return value.kind === 'in' && hasExpired(value.overview, now.value);
  });
  effect(() => {
    if (isOver.value) void session.refresh();
  });
  return { settings, preferences: createPreferences(), session, now };
}
