import { Kind, type OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { RunningRequest } from '../http/request.js';
import { logOperation } from '../observability/log.js';
import { type Metrics, mostSevere, type OperationKind } from '../observability/metrics.js';
import { codeOf } from './error.js';

export interface OperationEnd {
  readonly kind: OperationKind;
  /** As the client calls it. */
  readonly name: string | null | undefined;
  /** Absent when it was refused: what was not validated can say anything. */
  readonly operation?: OperationDefinitionNode;
  readonly errors: readonly unknown[];
}

/** Called once for each operation, and for each event of a subscription, on both transports. */
export type EndOperation = (request: RunningRequest, end: OperationEnd) => void;

/** Tells the log, the metrics and the trace how an operation ended. Events have no line in the log: their subscription has. */
export function createOperationEnd(log: Logger, metrics: Metrics): EndOperation {
  return (request, end) => {
    const { kind, operation, errors } = end;
    const codes = errors.map((error) => codeOf(error));
    metrics.endOperation(kind, mostSevere(codes), performance.now() - request.startedAt, request.caller.tenant);
    const { requestId, isTrusted } = request;
    const name = isTrusted ? operation?.name?.value : undefined;
    request.span?.end({ kind, name, fields: rootFieldsOf(operation), requestId, codes });
    if (kind !== 'event') logOperation(log, request, end);
  };
}

/** Those that are selected outright, each once. */
function rootFieldsOf(operation: OperationDefinitionNode | undefined): readonly string[] {
  const selections = operation?.selectionSet.selections ?? [];
  return [...new Set(selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : [])))];
}
