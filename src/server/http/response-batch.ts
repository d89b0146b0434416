/** @returns what waits until everything that has come in by now is read and on its way, for all of one turn of the event loop together. */
export function createResponseBatch(): () => Promise<void> {
  let end: Promise<void> | undefined;
  return () => {
    end ??= new Promise((resolve) => {
      setImmediate(() => {
        end = undefined;
        resolve();
      });
    });
    return end;
  };
}
