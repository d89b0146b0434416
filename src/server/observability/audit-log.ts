import { type DestinationStream, pino } from 'pino';
import type { JournalWriter } from '../../domain/audit-log.js';
import { createTimestamp } from './log.js';

/**
 * Writes the journal as lines of JSON under the name `journal`, whatever the level of the log.
 */
export function createJournalWriter(destination: DestinationStream): JournalWriter {
  const options = { name: 'journal', base: {}, timestamp: createTimestamp() };
  const journal = pino(options, destination);
  return { write: ({ kind, ...line }) => journal.info(line, kind) };
}
