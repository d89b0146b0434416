import { type App, useApp } from '../app-state.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { localeOf } from './locale.js';
import { portuguese } from './pt.js';
import type { Text } from './text.js';

type Reader = Pick<App, 'preferences' | 'settings'>;

/** Texts of the page in the operator's language. */
export function useText(): Text {
  return textOf(useApp());
}

/** The same, outside a component. */
export function textOf({ preferences, settings }: Reader): Text {
  const { value } = preferences.language;
  if (value === 'es') return spanish[settings.formOfAddress];
  return value === 'pt' ? portuguese : english;
}

/** Locale of numbers and dates: the operator's language as the country of the installation writes it. */
export function useLocale(): string {
  const { preferences, settings } = useApp();
  return localeOf(preferences.language.value, settings.country);
}
