/**
 * Bound of an `LRUCache`. Memory is taken as entries come: under the library's `max` each cache takes that of all its entries beforehand, which
 * are megabytes for a tenant that asks for nothing.
 */
export function atMost(entries: number): { readonly maxSize: number; readonly sizeCalculation: () => number } {
  return { maxSize: entries, sizeCalculation: one };
}

function one(): number {
  return 1;
}
