import type { RefObject } from 'preact';
import { useApp } from '../app-state.js';
import { useText } from '../text/translation.js';

/** Keyboard shortcuts. The browser traps the focus while the dialog is open and restores it. */
export function KeyDialog({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) {
  const { preferences } = useApp();
  const text = useText().keys;
  const keys = [
    ['/', text.search],
    ['↑ ↓', text.move],
    ['r', text.refresh],
    ['p', text.ping],
    ['?', text.help],
  ] as const;
  return (
    <dialog ref={dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">{text.title}</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={preferences.keys.value === 'on'}
          onChange={({ currentTarget }) => {
            preferences.keys.value = currentTarget.checked ? 'on' : 'off';
          }}
        />
        {text.single}
      </label>
      <button type="button" class="primary" onClick={() => dialog.current?.close()}>
        {text.close}
      </button>
    </dialog>
  );
}
