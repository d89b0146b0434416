/** How often the two sizes are tried: the median is what neither a pause of the machine nor a compilation moves. */
const rounds = 7;

/**
 * By how much the processor time of a piece of work grows when its input doubles: 2 is in proportion, 4 is its square.
 * @param size large enough for milliseconds, of which the processor's own accounting tells no parts.
 */
export function growthOf(run: (size: number) => void, size: number): number {
  for (let round = 0; round < 3; round += 1) run(size);
  const tries = Array.from({ length: 3 }, () => {
    const once = Array.from({ length: rounds }, () => [timeOf(run, size), timeOf(run, 2 * size)] as const);
    return median(once.map(([, twice]) => twice)) / median(once.map(([single]) => single));
  });
  // What grows faster does so each time; a busy machine makes one try look as if it did.
  return Math.min(...tries);
}

function timeOf(run: (size: number) => void, size: number): number {
  const before = process.cpuUsage();
  run(size);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
