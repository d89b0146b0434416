import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createPreferences, type Preferences } from './preference.js';
import { createSession, hasExpired, type Session } from './session.js';
import type { Settings } from './settings.js';
import { followTenant, type Speech } from './tenant/look.js';

/** State of the page that is independent of the user. */
export interface App {
  readonly settings: Settings;
  readonly preferences: Preferences;
  readonly session: Session;
  readonly speech: Speech;
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

/** Milliseconds between two tries while the gateway does not answer. */
const lostMs = 3_000;

export function createApp(settings: Settings): App {
  const session = createSession(settings);
  const speech = followTenant(session.state, settings);
  const now = signal(Date.now());
  setInterval(() => {
    now.value = Date.now();
  }, 1_000);
  const overviewMs = 10_000;
  const refresh = (): void => void session.refresh();
  setInterval(refresh, overviewMs);
  // Only a request tells: a gateway on this machine answers without a network, and a network may lead nowhere.
  addEventListener('online', refresh);
  addEventListener('offline', refresh);
  effect(() => {
    if (!session.contact.isLost.value) return undefined;
    const timer = setInterval(refresh, lostMs);
    return () => clearInterval(timer);
  });
  const isOver = computed(() => {
    const { value } = session.state;
    return value.kind === 'in' && hasExpired(value.overview, now.value);
  });
  effect(() => {
    if (isOver.value) void session.refresh();
  });
  return { settings, preferences: createPreferences(settings, speech.country), session, speech, now };
}
