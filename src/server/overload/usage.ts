/** Recent use of this process by subject, in points of cost rather than time: a busy process is slow for all. */
export interface Usage {
  /** @param subject with its tenant, as everywhere here. */
  add(subject: string, points: number): void;
  /** Half of it is forgotten: called once a second. */
  age(): void;
  /**
   * True when a subject is among the heaviest users.
   * @param step 1: those who use at least half as much as the heaviest; each further step halves that.
   */
  isHeavy(subject: string, step: number): boolean;
}

export function createUsage(): Usage {
  const points = new Map<string, number>();
  return {
    add: (subject, wanted) => {
      points.set(subject, (points.get(subject) ?? 0) + wanted);
    },
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
