import { z } from 'zod';
import type { ConnectionState, PingReading } from '../../model/ping-task.js';
import type { WriteOutcome } from '../../model/write.js';
import type { PingPort } from '../backend.js';
import { badResponse } from './protocol/answer.js';
import { type CallEndpoint, defineEndpoint, idPattern, unread, writeOutcome } from './protocol/endpoint.js';
import { toWriteOutcome } from './protocol/write-outcome.js';

const taskPattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/;

const start = defineEndpoint('POST', '/{serviceId}/ping/', {
  kind: 'write',
  allowed: { serviceId: idPattern },
  outcomes: {
    ping_created: z.object({ task_id: z.string().regex(taskPattern) }),
    ping_failed: unread,
    outcome_unknown: unread,
    request_refused: unread,
  },
  v2: { 200: 'ping_created', 400: 'outcome_unknown' },
});

/** `status` in v2, `result` in its earlier commits (contract 2.4). */
const Decision = z.object({
  status: z.string().nullish(),
  result: z.string().nullish(),
  message: z.string().nullish(),
});

/**
 * v1 reports the result by the action alone, and a 500 while a task still runs or never becomes readable: only a deadline distinguishes
 * those (contract 1.9). v2 reports it in the body, or in the sentence of a 400.
 */
const result = defineEndpoint('GET', '/ping/{taskId}/', {
  allowed: { taskId: taskPattern },
  outcomes: {
    stable_connection: unread,
    intermittent_connection: unread,
    no_internet: unread,
    ping_failed: unread,
    ping_unfinished: unread,
    ping_told: Decision,
    ping_refused: z.string(),
  },
  v1: { 500: 'ping_unfinished' },
  v2: { 200: 'ping_told', 400: 'ping_refused' },
});

/** v1's actions, v2's words, and two sentences by which early v2 reported results as errors (contract 2.4). */
const connections: Readonly<Record<string, ConnectionState>> = {
  stable_connection: 'STABLE',
  stable: 'STABLE',
  intermittent_connection: 'INTERMITTENT',
  intermittent: 'INTERMITTENT',
  'Intermittent connection': 'INTERMITTENT',
  antenna_only: 'ANTENNA_ONLY',
  no_internet: 'NO_INTERNET',
  'No internet': 'NO_INTERNET',
};

/** v2's own sentences (contract 2.1). Another might hold anything, and is not passed on. */
const messages: ReadonlySet<string> = new Set([
  'Client device has an active connection.',
  'Customer device is unreachable, but the main antenna has connection.',
  'No connection to the customer device or the antenna.',
]);

/** The sentences after which nothing more will come (contract 2.1, 2.4). After any other the task may still end well. */
const endings =
  /^(?:MikroTik interface error|Unexpected task status: (?:FAILURE|REVOKED)|Invalid task format|No ping result data|No valid ping items found|Ping failed)\.?$/;

export function createPings(callEndpoint: CallEndpoint): PingPort {
  return {
    start: (serviceId, pings, call) =>
      writeOutcome(async (): Promise<WriteOutcome<string>> => {
        const answer = await callEndpoint(start, { parameters: { serviceId }, json: { pings } }, call);
        switch (answer.action) {
          case 'ping_created':
            return { kind: 'done', value: answer.data.task_id };
          default:
            return toWriteOutcome(answer.action);
        }
      }),
    read: async (taskId, call) => {
      const answer = await callEndpoint(result, { parameters: { taskId } }, call);
      switch (answer.action) {
        case 'ping_unfinished':
          return { kind: 'pending' };
        case 'ping_failed':
          return { kind: 'failed', message: null };
        case 'ping_told':
          return toReading(answer.data);
        case 'ping_refused':
          return toEnd(answer.data);
        default:
          return toCompleted(answer.action, null);
      }
    },
  };
}

function toReading({ status, result: word, message }: z.output<typeof Decision>): PingReading {
  const decision = status ?? word ?? '';
  return decision === 'pending' ? { kind: 'pending' } : toCompleted(decision, message ?? null);
}

function toEnd(sentence: string): PingReading {
  if (Object.hasOwn(connections, sentence)) return toCompleted(sentence, null);
  return endings.test(sentence) ? { kind: 'failed', message: null } : { kind: 'pending' };
}

function toCompleted(decision: string, message: string | null): PingReading {
  const connection = Object.hasOwn(connections, decision) ? connections[decision] : undefined;
  if (connection === undefined) throw badResponse('a verdict that is not known');
  return { kind: 'completed', connection, message: message !== null && messages.has(message) ? message : null };
}
