import type { CostBudget } from '../execution/operation-guard.js';

/** What subjects have made this process do of late, in points of cost: no clock measures it, for a busy process is late for everybody. */
export interface Usage {
  /** The same budget; whatever is asked of it counts. */
  count(budget: CostBudget): CostBudget;
  /** Half of it is forgotten: called once a second. */
  age(): void;
  /**
   * Whether a subject is among those who use most.
   * @param step 1: whoever uses as much as half of what the largest does; each further step, half of that.
   */
  isHeavy(subject: string, step: number): boolean;
}

export function createUsage(): Usage {
  const points = new Map<string, number>();
  return {
    count: ({ take }) => ({
      take: (subject, wanted) => {
        points.set(subject, (points.get(subject) ?? 0) + wanted);
        return take(subject, wanted);
      },
    }),
    age: () => {
      for (const [subject, used] of points) {
        if (used > 1) points.set(subject, used / 2);
        else points.delete(subject);
      }
    },
    isHeavy: (subject, step) => {
      let most = 0;
      for (const used of points.values()) most = Math.max(most, used);
      return (points.get(subject) ?? 0) >= most / 2 ** step;
    },
  };
}
