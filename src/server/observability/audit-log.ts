import { type DestinationStream, pino } from 'pino';
import type { AuditLogWriter } from '../../domain/audit-log.js';
import { createTimestamp } from './log.js';

/**
 * Writes the journal as lines of JSON under the name `journal`, whatever the level of the log.
 */
export function createAuditLogWriter(destination: DestinationStream): AuditLogWriter {
  const options = { name: 'journal', base: {}, timestamp: createTimestamp() };
  const auditLog = pino(options, destination);
  return { write: ({ kind, ...line }) => auditLog.info(line, kind) };
}
