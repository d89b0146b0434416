/** Operations in flight in a process of several tenants, and what part of them each may have while there are many. */
export interface TenantShares {
  /** True when so many are in flight that tenants with more than their share wait their turn. */
  readonly isFull: boolean;
  /**
   * True for a tenant that has its share: by its weight among those with anything in flight, so that what idle ones leave is lent. One that
   * has nothing in flight has never more than its share.
   */
  hasShare(tenant: string): boolean;
  /** Counts an operation. @returns the way to end it, of which only the first use counts. */
  enter(tenant: string): () => void;
}

/** @param capacity operations at once that are shared out. @param weightOf above zero. */
export function createTenantShares(capacity: number, weightOf: (tenant: string) => number): TenantShares {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    get isFull() {
      return total >= capacity;
    },
    hasShare: (tenant) => {
      const busy = new Set([...counts.keys(), tenant]);
      const weights = [...busy].reduce((sum, each) => sum + weightOf(each), 0);
      const share = (Math.min(total, capacity) * weightOf(tenant)) / weights;
      return (counts.get(tenant) ?? 0) >= share;
    },
    enter: (tenant) => {
      counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
      total += 1;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        total -= 1;
        const left = (counts.get(tenant) ?? 1) - 1;
        if (left > 0) counts.set(tenant, left);
        else counts.delete(tenant);
      };
    },
  };
}
