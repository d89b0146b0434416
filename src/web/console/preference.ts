import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settings } from './settings.js';
import { type Language, languages, localeOf } from './text/locale.js';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Preferences of the operator in this browser. */
export interface Preferences {
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
  /** True when single-key shortcuts are on. */
  readonly keys: Signal<'on' | 'off'>;
}

/** @param country whose words the page has now. */
export function createPreferences(
  settings: Pick<Settings, 'country'>,
  country: ReadonlySignal<string | null>,
): Preferences {
  const language = cached('language', languages, detectLanguage(settings.country));
  const theme = cached('theme', themes, 'auto');
  effect(() => {
    document.documentElement.lang = localeOf(language.value, country.value);
    document.documentElement.dataset.theme = theme.value;
  });
  return { language, theme, keys: cached('keys', ['on', 'off'], 'on') };
}

/** The browser's first that there is, else the country's. */
function detectLanguage(country: string | null): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return (
    wanted.flatMap((code) => languages.filter((language) => language === code))[0] ?? (country === 'BR' ? 'pt' : 'es')
  );
}

/** A choice that the browser keeps. Where it keeps nothing, the choice lasts as long as the page. */
function cached<Choice extends string>(name: string, choices: readonly Choice[], initial: Choice): Signal<Choice> {
  const key = `isp-gateway.${name}`;
  const stored = attempt(() => localStorage.getItem(key));
  const choice = signal<Choice>(choices.find((known) => known === stored) ?? initial);
  effect(() => {
    const { value } = choice;
    attempt(() => localStorage.setItem(key, value));
  });
  return choice;
}

function attempt<Value>(run: () => Value): Value | null {
  try {
    return run();
  } catch {
    return null;
  }
}
