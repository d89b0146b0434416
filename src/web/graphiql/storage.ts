/** Nothing is kept but for as long as the page is open: what is typed here can hold a token. */
export function createStorage(initial: Readonly<Record<string, string>>): Storage {
  const cached = new Map(Object.entries(initial));
  return {
    getItem: (key) => cached.get(key) ?? null,
    setItem: (key, value) => void cached.set(key, value),
    removeItem: (key) => void cached.delete(key),
    clear: () => cached.clear(),
    key: (index) => [...cached.keys()][index] ?? null,
    get length() {
      return cached.size;
    },
  };
}
