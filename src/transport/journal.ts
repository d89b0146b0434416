import { type DestinationStream, pino } from 'pino';
import type { JournalWriter } from '../domain/journal.js';

/**
 * Writes the journal as lines of JSON under the name `journal`, whatever the level of the log.
 * @param destination Default: standard output.
 */
export function createJournalWriter(destination: DestinationStream = pino.destination(1)): JournalWriter {
  const options = { name: 'journal', base: {}, timestamp: pino.stdTimeFunctions.isoTime };
  const journal = pino(options, gather(destination));
  return { write: ({ kind, ...line }) => journal.info(line, kind) };
}

/** One write for all lines of a turn of the event loop: a page of clients is as many lines. */
function gather(destination: DestinationStream): DestinationStream {
  let lines = '';
  const flush = (): void => {
    destination.write(lines);
    lines = '';
  };
  return {
    write: (line) => {
      if (lines === '') process.nextTick(flush);
      lines += line;
    },
  };
}
