import { setTimeout } from 'node:timers/promises';
import { afterEach } from 'vitest';
import type { PingTask } from '../../src/model/ping-task.js';
import type { OpenedTicket } from '../../src/model/ticket.js';
import type { OpenSubject, Subject } from './contract.js';

/** Opens subjects for the tests of one `describe`, and closes them after each. */
export function closingAfterEach(open: OpenSubject): OpenSubject {
  const opened: Subject[] = [];
  afterEach(async () => {
    for (const subject of opened.splice(0)) await subject.close();
  });
  return async (limits, outboxLimits) => {
    const subject = await open(limits, outboxLimits);
    opened.push(subject);
    return subject;
  };
}

export function toTicket(number: number, answer: string | null = null): OpenedTicket {
  return {
    id: `ticket-${number}`,
    clientId: 'client-1',
    ticket: {
      id: `ticket-${number}`,
      backend: 'WISPHUB',
      ticketId: number,
      subject: 'No Tiene Internet',
      status: 'OPEN',
      upstreamStatus: 'Nuevo',
      priority: 'HIGH',
      createdAt: '2026-11-20T10:00:00-05:00',
      dueAt: null,
      answer,
    },
  };
}

export function toPing(id: string, change: Partial<PingTask> = {}): PingTask {
  return {
    id,
    backend: 'WISPHUB',
    taskId: `native-${id}`,
    clientId: 'client-1',
    serviceId: 7,
    zoneId: null,
    pings: 4,
    status: 'PENDING',
    connection: null,
    message: null,
    requestedAt: new Date().toISOString(),
    completedAt: null,
    requestedBy: 'tester',
    ...change,
  };
}

/** Polls until a condition holds, leaving the machine to what it waits for. @param withinMs default 10,000. @throws when it does not in time. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('the condition did not come to hold');
    await setTimeout(5);
  }
}

/** Whether a step works now. */
export function succeeds(step: Promise<unknown>): Promise<boolean> {
  return step.then(
    () => true,
    () => false,
  );
}
