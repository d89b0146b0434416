import type { Outage } from '../../model/outage.js';
import type { PingTask } from '../../model/ping-task.js';
import type { Ticket } from '../../model/ticket.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { Occurrence } from './event.js';

/** @param task that has left PENDING. Its message is the back end's text, so it stays here. */
export function pingCompleted({ id, clientId, status, connection, completedAt, requestedAt }: PingTask): Occurrence {
  return {
    type: 'ping.completed',
    key: id,
    timestamp: completedAt ?? requestedAt,
    clientId,
    data: { pingTaskId: id, clientId, status, connection },
  };
}

export function ticketCreated({ id, status, priority, createdAt }: Ticket, clientId: string): Occurrence {
  return {
    type: 'ticket.created',
    key: id,
    timestamp: createdAt ?? new Date().toISOString(),
    clientId,
    data: { ticketId: id, clientId, status, priority },
  };
}

/** @param change as the watcher has it, once for each. */
export function outageChanged(change: 'raised' | 'ended', outage: Outage): Occurrence {
  const { id, scope, source, raisedAt, endedAt, ending, tested, down, up, affectedCount } = outage;
  return {
    type: `outage.${change}`,
    key: id,
    timestamp: (change === 'raised' ? raisedAt : endedAt) ?? raisedAt,
    clientId: null,
    data: { outageId: id, scope, source, tested, down, up, affectedCount, ending },
  };
}

export function outcomeResolved(write: WriteRecord): Occurrence {
  const { id, reference, operation, backend, state, clientId, settledAt, requestedAt } = write;
  return {
    type: 'outcome.resolved',
    key: id,
    timestamp: settledAt ?? requestedAt,
    clientId,
    data: { reference, operation, backend, state, clientId },
  };
}

interface PaymentFacts {
  readonly clientId: string;
  readonly invoiceId: string | null;
  readonly registeredAt: string;
}

/** The reference and the amount are in the back end: a bank's reference can lead to a person. */
export function paymentRegistered({ clientId, invoiceId, registeredAt }: PaymentFacts, key: string): Occurrence {
  return {
    type: 'payment.registered',
    key,
    timestamp: registeredAt,
    clientId,
    data: { clientId, invoiceId },
  };
}
