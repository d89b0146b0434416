/**
 * Runs what many may want, one run at a time. Whoever wants it while it runs or rests shares the run that follows, so that an outage whose
 * clients change by the second does not spend the minute of whoever watches it.
 * @param rest waits for the next run to be due.
 * @returns asks for a run. Its promise resolves when none is asked for any more.
 */
export function oneAtATime(run: () => Promise<void>, rest: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const begin = async (): Promise<void> => {
    do {
      isWanted = false;
      await run();
      await rest();
    } while (isWanted);
    running = null;
  };
  return () => {
    isWanted = true;
    running ??= begin();
    return running;
  };
}
