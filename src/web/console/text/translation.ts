import { type App, useApp } from '../app-state.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { localeOf } from './locale.js';
import { portuguese } from './pt.js';
import type { Text } from './text.js';

type Reader = Pick<App, 'preferences' | 'speech'>;

/** Texts of the page in the operator's language. */
export function useText(): Text {
  return textOf(useApp());
}

/** The same, outside a component. */
export function textOf({ preferences, speech }: Reader): Text {
  const { value } = preferences.language;
  if (value === 'es') return spanish[speech.formOfAddress.value];
  return value === 'pt' ? portuguese : english;
}

/** Locale of numbers and dates: the operator's language as the ISP's country writes it. */
export function useLocale(): string {
  const { preferences, speech } = useApp();
  return localeOf(preferences.language.value, speech.country.value);
}
