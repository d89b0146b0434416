import { type DestinationStream, pino } from 'pino';

/** Bytes that wait for whoever reads standard output. A line that comes when there are as many is lost, and the service goes on. */
const maxWaiting = 64_000_000;

/**
 * Standard output for lines of JSON, of which a process has one: what is written in two ways at once could be torn. It is written behind
 * the back of the event loop, which a reader that does not read would stop otherwise; many lines at once while one is on its way; and
 * whatever is left when the process ends.
 * @param tellLost told, once there is room again, how many lines were lost.
 */
export function createOutput(tellLost: (lines: number) => void): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false, maxLength: maxWaiting });
  let lost = 0;
  output.on('drop', () => {
    lost += 1;
  });
  output.on('drain', () => {
    if (lost === 0) return;
    const count = lost;
    lost = 0;
    tellLost(count);
  });
  return output;
}
