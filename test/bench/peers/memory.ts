const lifeMs = 600_000;

/** What the back end answered, kept in the process for ten minutes, and asked for once by all who wait for it. */
export interface Memory {
  remember<Value>(key: string, load: () => Promise<Value>): Promise<Value>;
}

export function createMemory(): Memory {
  const cached = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();
  return {
    remember: <Value>(key: string, load: () => Promise<Value>) => {
      const known = cached.get(key);
      if (known !== undefined && known.until > Date.now()) return known.value as Promise<Value>;
      const value = load();
      cached.set(key, { value, until: Date.now() + lifeMs });
      value.catch(() => cached.delete(key));
      return value;
    },
  };
}
