import { effect, type ReadonlySignal, signal } from '@preact/signals';

/** Whether the gateway answers, by the latest request that had an end. */
export interface Contact {
  readonly isLost: ReadonlySignal<boolean>;
  /** `fetch` that sees which answers come from the gateway. */
  readonly fetch: typeof fetch;
  lose(): void;
}

export function createContact(): Contact {
  const isLost = signal(false);
  return {
    isLost,
    fetch: async (...request) => {
      try {
        const response = await fetch(...request);
        // A page in HTML is that of a proxy: the gateway answers in JSON, errors as well.
        isLost.value = response.headers.get('content-type')?.includes('json') !== true;
        return response;
      } catch (error) {
        if (request[1]?.signal?.aborted !== true) isLost.value = true;
        throw error;
      }
    },
    lose: () => {
      isLost.value = true;
    },
  };
}

/** Calls the listeners at each change, not at the beginning. @returns the end of it. */
export function onContact(
  { isLost }: Contact,
  { lost, found }: { readonly lost?: () => void; readonly found: () => void },
): () => void {
  let before = isLost.peek();
  return effect(() => {
    const now = isLost.value;
    if (now === before) return;
    before = now;
    if (now) lost?.();
    else found();
  });
}
