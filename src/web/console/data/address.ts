import { effect } from '@preact/signals';
import type { ClientCard } from './card.js';

const path = '/console';

/** Client in the address. It stands after `#`, which browsers send to no server and no log. */
export function readAddress(): string | null {
  return /^#client=([\w-]{1,400})$/.exec(location.hash)?.[1] ?? null;
}

/** Keeps address and panel the same: each client is an entry in the browser's history. @returns the end of it. */
export function followAddress(card: Pick<ClientCard, 'id' | 'open' | 'close'>): () => void {
  const show = (): void => {
    const wanted = readAddress();
    if (wanted === card.id.peek()) return;
    if (wanted === null) card.close();
    else void card.open(wanted);
  };
  show();
  addEventListener('popstate', show);
  const stop = effect(() => {
    const id = card.id.value;
    if (id !== readAddress()) history.pushState(null, '', id === null ? path : `${path}#client=${id}`);
  });
  return () => {
    stop();
    removeEventListener('popstate', show);
    // The next person shall not see who was shown to the last.
    history.replaceState(null, '', path);
  };
}
