import type { ComponentChildren } from 'preact';
import { useWorkspace } from '../../workspace.js';

interface FieldProps {
  readonly name: string;
  readonly label: string;
}

/** Value of a field of the shown write, and how it changes. */
export function useField(name: string): { value: string; set: (value: string) => void; isFixed: boolean } {
  const { writes } = useWorkspace();
  const intent = writes.shown.value;
  return {
    value: intent?.values[name] ?? '',
    set: (value) => writes.change({ [name]: value }),
    isFixed: intent?.isSent === true,
  };
}

export function TextField({
  name,
  label,
  type = 'text',
  ...rest
}: FieldProps & {
  readonly type?: 'text' | 'tel' | 'date';
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly inputMode?: 'decimal' | 'tel';
  readonly min?: string;
  readonly autofocus?: boolean;
}) {
  const { value, set, isFixed } = useField(name);
  return (
    <label class="field">
      {label}
      <input
        // All kinds of it are the same to this component; the types of JSX have one for each.
        type={type as 'text'}
        required={true}
        autocomplete="off"
        {...rest}
        readOnly={isFixed}
        value={value}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </label>
  );
}

export function LongField({ name, label, maxLength = 4_000 }: FieldProps & { readonly maxLength?: number }) {
  const { value, set, isFixed } = useField(name);
  return (
    <label class="field">
      {label}
      <textarea
        rows={4}
        required={true}
        maxLength={maxLength}
        readOnly={isFixed}
        value={value}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </label>
  );
}

export function Choice({ name, label, children }: FieldProps & { readonly children: ComponentChildren }) {
  const { value, set, isFixed } = useField(name);
  return (
    <label class="field">
      {label}
      <select
        required={true}
        disabled={isFixed}
        value={value}
        autofocus={true}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      >
        {children}
      </select>
    </label>
  );
}

export function Check({ name, label }: FieldProps) {
  const { value, set, isFixed } = useField(name);
  return (
    <label class="check">
      <input
        type="checkbox"
        disabled={isFixed}
        checked={value === 'yes'}
        onChange={({ currentTarget }) => set(currentTarget.checked ? 'yes' : '')}
      />
      {label}
    </label>
  );
}

/** What will happen, in one sentence, before it does. */
export function Effect({ children }: { readonly children: readonly string[] }) {
  return (
    <p class="notice effect" aria-live="polite">
      {children.filter(Boolean).join(' ')}
    </p>
  );
}
