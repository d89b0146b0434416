import { z } from 'zod';
import type { Call } from '../../http/call.js';
import { UpstreamError } from '../../model/errors.js';
import type { ConnectionState } from '../../model/ping-task.js';
import type { PingPort } from '../backend.js';
import { type Answer, readData, unexpected } from './answer.js';
import { idPattern } from './client.js';
import { type Ask, createDoor, writeOutcome } from './door.js';

const taskPattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/;

const start = createDoor('POST', '/{serviceId}/ping/', { serviceId: idPattern }, { kind: 'write' });
const result = createDoor('GET', '/ping/{taskId}/', { taskId: taskPattern });

const Created = z.object({ task_id: z.string().regex(taskPattern) });

/** The verdict is the action; data and message are always null (contract 1.9). */
const verdicts: Readonly<Record<string, ConnectionState>> = {
  stable_connection: 'STABLE',
  intermittent_connection: 'INTERMITTENT',
  no_internet: 'NO_INTERNET',
};

export function createPings(ask: Ask): PingPort {
  return {
    start: (serviceId, pings, call) =>
      writeOutcome(async () => {
        const answer = await ask(start, { parameters: { serviceId }, json: { pings } }, call);
        if (answer.action === 'ping_created') return { kind: 'done', value: readData(answer, Created).task_id };
        // Anything but 202 of the native, an unknown service among it (contract 1.9). A ping changes nothing: it counts as refused.
        if (answer.action === 'ping_failed') return { kind: 'refused' };
        throw unexpected(answer);
      }),
    read: async (taskId, call) => {
      const answer = await askResult(ask, taskId, call);
      if (answer === 'pending') return { kind: 'pending' };
      const connection = verdicts[answer.action];
      if (connection !== undefined) return { kind: 'completed', connection, message: null };
      if (answer.action === 'ping_failed') return { kind: 'failed', message: null };
      throw unexpected(answer);
    },
  };
}

/** In v1 a task that still runs is a 500, as is one that never will be readable: only a deadline tells them apart (contract 1.9). */
async function askResult(ask: Ask, taskId: string, call: Call): Promise<Answer | 'pending'> {
  try {
    return await ask(result, { parameters: { taskId } }, call);
  } catch (error) {
    if (error instanceof UpstreamError && error.options.status === 500) return 'pending';
    throw error;
  }
}
