import { type DestinationStream, pino } from 'pino';
import type { AuditLogWriter } from '../../domain/audit-entry.js';
import { createTimestamp } from './log.js';

/** Writes the audit log as lines of JSON under the name `journal`, at any log level. */
export function createAuditLogWriter(destination: DestinationStream): AuditLogWriter {
  const options = { name: 'journal', base: {}, timestamp: createTimestamp() };
  const auditLog = pino(options, destination);
  return { write: ({ kind, ...line }) => auditLog.info(line, kind) };
}
