import { createSourceEventStream, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { RunnableDocument } from '../documents/document.js';
import type { Executor } from '../execution/executor.js';
import { coerceVariables } from '../execution/variables.js';
import type { RunningRequest } from '../http/request.js';

/** The events of a subscription, each with what its operation answers. Ending it releases its source. */
export interface EventStream extends AsyncIterableIterator<ExecutionResult, void, undefined> {
  return(): Promise<IteratorResult<ExecutionResult, void>>;
}

/** Runs one event of a subscription as an operation of its own. */
type RunEvent = (rootValue: unknown) => Promise<ExecutionResult>;

/**
 * Subscribes with a new context for every event: a loader that lived as long as the subscription would answer each event with what was
 * true at the first.
 */
export async function subscribeFresh({
  schema,
  executor,
  runnable,
  variables,
  first,
  beginEvent,
  endEvent,
}: {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly runnable: RunnableDocument;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  /** The context of the subscribing itself. */
  readonly first: RunningRequest;
  /** Makes the context of an event. */
  readonly beginEvent: () => RunningRequest;
  readonly endEvent: (event: RunningRequest, errors: readonly GraphQLError[]) => void;
}): Promise<EventStream | ExecutionResult> {
  const { document, operation } = runnable;
  const given = variables ?? {};
  const { errors } = coerceVariables(schema, operation, given);
  if (errors !== undefined) return { errors };
  const source = await createSourceEventStream({
    schema,
    document,
    operationName: operation.name?.value ?? null,
    variableValues: given,
    contextValue: first,
  });
  if (!(Symbol.asyncIterator in source)) return source;
  return mapEvents(source, async (rootValue) => {
    const contextValue = beginEvent();
    const { data = null, errors = [] } = await executor({ runnable, variables: given, rootValue, contextValue });
    const all = [...errors, ...contextValue.partialErrors];
    endEvent(contextValue, all);
    return all.length === 0 ? { data } : { data, errors: all };
  });
}

/** Maps without buffering. Ending it ends the source at once, even while a read waits: a generator would wait for the next event. */
function mapEvents(source: AsyncIterable<unknown>, run: RunEvent): EventStream {
  const events = source[Symbol.asyncIterator]();
  return {
    next: async () => {
      const event = await events.next();
      return event.done === true ? { done: true, value: undefined } : { done: false, value: await run(event.value) };
    },
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
