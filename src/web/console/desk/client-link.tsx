import { useText } from '../text/translation.js';

/** A client by name, which opens their panel. */
export function ClientLink({
  client,
  onOpen,
}: {
  readonly client: { readonly id: string; readonly name: string | null } | null;
  readonly onOpen: (id: string) => void;
}) {
  const text = useText();
  if (client === null) return <>{text.client.nothing}</>;
  return (
    <button type="button" class="link" onClick={() => onOpen(client.id)}>
      {client.name ?? text.client.nothing}
    </button>
  );
}
