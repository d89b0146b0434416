import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { SessionState } from '../session.js';
import type { Settings } from '../settings.js';
import { type FormOfAddress, formsOfAddress } from '../text/form-of-address.js';
import { mendColour } from './colour.js';

/** Whose words the page has: those of the tenant who is shown, else those of the gateway. */
export interface Speech {
  /** ISO 3166 alpha-2 code. Null: unknown. */
  readonly country: ReadonlySignal<string | null>;
  readonly formOfAddress: ReadonlySignal<FormOfAddress>;
}

/** Gives the page the colour of the tenant who is shown. */
export function followTenant(state: ReadonlySignal<SessionState>, settings: Settings): Speech {
  const own = <Name extends 'country' | 'formOfAddress' | 'colour'>(name: Name) =>
    computed(() => (state.value.kind === 'in' ? (state.value.overview.viewer.tenant?.[name] ?? null) : null));
  const [country, form, colour] = [own('country'), own('formOfAddress'), own('colour')];
  effect(() => {
    const { style } = document.documentElement;
    if (colour.value === null) style.removeProperty('--accent');
    else {
      const { light, dark } = mendColour(colour.value);
      style.setProperty('--accent', `light-dark(${light}, ${dark})`);
    }
  });
  return {
    country: computed(() => country.value ?? settings.country),
    formOfAddress: computed(() => formsOfAddress.find((known) => known === form.value) ?? settings.formOfAddress),
  };
}
