import { useSignal } from '@preact/signals';

interface CopierProps {
  readonly text: string;
  readonly label: string;
  /** Said once it is done. */
  readonly copied: string;
}

/** Copies a text that is shown beside it. A page without HTTPS has no clipboard: there the text is selected by hand. */
export function Copier({ text, label, copied }: CopierProps) {
  const isCopied = useSignal(false);
  if (navigator.clipboard === undefined) return null;
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        isCopied.value = true;
      },
      // The browser or the operator has refused it.
      () => undefined,
    );
  };
  return (
    <>
      <button type="button" class="quiet" onClick={copy}>
        {label}
      </button>
      <span role="status">{isCopied.value && copied}</span>
    </>
  );
}
