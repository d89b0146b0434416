/** Counts what is open, by who opened it. */
export interface ConcurrencyCounter {
  /** @returns the way to give it back, of which only the first use counts; null when there are as many as there may be. */
  take(key: string): (() => void) | null;
}

/** @param limit for each key. */
export function createConcurrencyCounter(limit: number): ConcurrencyCounter {
  const counts = new Map<string, number>();
  return {
    take: (key) => {
      const count = counts.get(key) ?? 0;
      if (count >= limit) return null;
      counts.set(key, count + 1);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}
