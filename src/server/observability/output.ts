import { type DestinationStream, pino } from 'pino';

/** Bytes that wait for whoever reads standard output. Lines that come when there are as many are lost, and the service goes on. */
const maxWaiting = 64_000_000;

/**
 * Standard output for lines of JSON, of which a process has one: what is written in two ways at once could be torn. The lines of one turn
 * of the event loop are written together, and behind its back: a reader that does not read would stop it otherwise. What is left when
 * the process ends, by an error too, is written then; a process that is killed (SIGKILL) takes the lines of its last turn with it.
 * @param tellLost told, once there is room again, how many lines were lost.
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
