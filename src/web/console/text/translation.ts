import { useApp } from '../app-state.js';
import type { Language } from '../preference.js';
import { english } from './en.js';
import { spanish } from './es.js';
import { portuguese } from './pt.js';
import type { Text } from './text.js';

const texts: Readonly<Record<Language, Text>> = { en: english, es: spanish, pt: portuguese };

/** Texts of the page in the operator's language. */
export function useText(): Text {
  return texts[useApp().preferences.language.value];
}

/** The same, outside a component. */
export function textOf(language: Language): Text {
  return texts[language];
}
