import { type DestinationStream, pino } from 'pino';

/** Maximum bytes buffered for a slow reader of standard output. Further lines are dropped, and the service goes on. */
const maxWaiting = 64_000_000;

/**
 * Standard output for lines of JSON, one writer per process, since two would interleave. The lines of one turn of the event loop are
 * written together and asynchronously: a reader that stalls would otherwise block the process. Lines left at the end of the process, after
 * an error too, are flushed; a killed process (SIGKILL) loses those of its last turn.
 * @param onLoss called with the number of dropped lines once there is room again.
 */
export function createOutput(onLoss: (lines: number) => void): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false, maxLength: maxWaiting });
  let lost = 0;
  output.on('drop', (text: string) => {
    lost += text.split('\n').length - 1;
  });
  output.on('drain', () => {
    if (lost === 0) return;
    const count = lost;
    lost = 0;
    onLoss(count);
  });
  return gather(
    (text) => output.write(text),
    () => output.flushSync(),
  );
}

/** @param finish called when the process ends before the turn does. */
function gather(write: (text: string) => void, finish: () => void): DestinationStream {
  let lines = '';
  const pass = (): void => {
    process.off('exit', passAtExit);
    const text = lines;
    lines = '';
    write(text);
  };
  const passAtExit = (): void => {
    pass();
    finish();
  };
  return {
    write: (line) => {
      if (lines === '') {
        setImmediate(pass);
        process.once('exit', passAtExit);
      }
      lines += line;
    },
  };
}
