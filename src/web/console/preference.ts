import { effect, type Signal, signal } from '@preact/signals';

export const languages = ['es', 'en', 'pt'] as const;
export type Language = (typeof languages)[number];

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Preferences of the operator in this browser. */
export interface Preferences {
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
  /** True when single-key shortcuts are on. */
  readonly keys: Signal<'on' | 'off'>;
}

export function createPreferences(): Preferences {
  const language = cached('language', languages, detectLanguage());
  const theme = cached('theme', themes, 'auto');
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dataset.theme = theme.value;
  });
  return { language, theme, keys: cached('keys', ['on', 'off'], 'on') };
}

function detectLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.flatMap((code) => languages.filter((language) => language === code))[0] ?? 'es';
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
