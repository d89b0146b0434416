import type { ApolloServerPlugin } from '@apollo/server';
import { type Logger, pino } from 'pino';
import type { LogLevel } from '../config.js';
import { causeOf, codeOf } from './error.js';
import type { RunningRequest } from './request.js';

export function createLog(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** One line for each operation: who, what, how long, how many back-end calls and which errors; no value, no variable, no person. */
export function logOperation(
  log: Logger,
  { requestId, caller, startedAt, calls }: RunningRequest,
  {
    name,
    kind,
    errors,
  }: { readonly name: string | null | undefined; readonly kind: string; readonly errors: readonly unknown[] },
): void {
  const codes = [...new Set(errors.map((error) => codeOf(error)))];
  const line = {
    requestId,
    operation: name?.slice(0, 100) ?? null,
    kind,
    subject: caller.subject,
    ms: Math.round(performance.now() - startedAt),
    backEndCalls: calls.count,
    ...(codes.length === 0 ? {} : { codes, causes: [...new Set(errors.map(causeOf))].slice(0, 5) }),
  };
  if (codes.includes('INTERNAL_SERVER_ERROR')) log.error(line, 'operation');
  else log.info(line, 'operation');
}

/** Writes the line, and gives each error the request's id. */
export function createLogPlugin(log: Logger): ApolloServerPlugin<RunningRequest> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue, operation, operationName, response, errors }) => {
        logOperation(log, contextValue, {
          name: operationName,
          kind: operation?.operation ?? 'none',
          errors: errors ?? [],
        });
        const result = response.body.kind === 'single' ? response.body.singleResult : undefined;
        if (result?.errors === undefined) return;
        const { requestId } = contextValue;
        result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
      },
    }),
  };
}
