import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import { causeOf, codeOf } from '../execution/error.js';
import type { RunningRequest } from '../http/request.js';

export type { DestinationStream, Logger };

/** @param destination of the lines of JSON. Default: standard output, of a process that has nothing else to do. */
export function createLog(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: createTimestamp() };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Timestamp of a line in ISO 8601, formatted once a millisecond. */
export function createTimestamp(): () => string {
  let at = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== at) text = `,"time":"${new Date(now).toISOString()}"`;
    at = now;
    return text;
  };
}

/** One line for each operation: who, what, how long, how many back-end calls and which errors; no value, no variable, no person. */
export function logOperation(
  log: Logger,
  { requestId, caller, startedAt, calls, span }: RunningRequest,
  {
    name,
    kind,
    errors,
  }: { readonly name: string | null | undefined; readonly kind: string; readonly errors: readonly unknown[] },
): void {
  const line = {
    requestId,
    operation: isOperationName(name) ? name : null,
    kind,
    subject: caller.subject,
    tenant: caller.tenant,
    ms: Math.round(performance.now() - startedAt),
    backendCalls: calls.count,
    traceId: span?.traceId,
  };
  if (errors.length === 0) {
    log.info(line, 'operation');
    return;
  }
  const codes = [...new Set(errors.map((error) => codeOf(error)))];
  const causes = [...new Set(errors.map(causeOf))].filter((cause) => cause !== null);
  const failed = { ...line, codes, ...(causes.length === 0 ? {} : { causes: causes.slice(0, 5) }) };
  if (codes.includes('INTERNAL_SERVER_ERROR')) log.error(failed, 'operation');
  else log.info(failed, 'operation');
}

/** True for a valid GraphQL name: any other text of a client could contain personal data. */
export function isOperationName(text: string | null | undefined): text is string {
  return /^[_A-Za-z]\w{0,99}$/.test(text ?? '');
}
