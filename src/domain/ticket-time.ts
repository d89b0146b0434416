import type { Ticket } from '../model/ticket.js';

/** Offsets of time zones are multiples of it. Milliseconds. */
const offsetStepMs = 15 * 60_000;

/**
 * A ticket as its back end answered when it was opened, in the gateway's time: a back end may write local times by a clock of another
 * zone than the ISP's (WispHub contract 0.8), which puts a new ticket hours into the future or the past.
 */
export function toGatewayTime(ticket: Ticket, openedAt: Date): Ticket {
  const offsetMs = offsetOf(ticket.createdAt, openedAt.toISOString());
  return { ...ticket, createdAt: openedAt.toISOString(), dueAt: moveBack(ticket.dueAt, offsetMs) };
}

/** A ticket read again, with the times it was opened with; a due time that was changed since is taken as it is read. */
export function withGatewayTimes(ticket: Ticket, opened: Ticket): Ticket {
  if (opened.createdAt === null) return ticket;
  const dueAt = moveBack(ticket.dueAt, offsetOf(ticket.createdAt, opened.createdAt));
  return { ...ticket, createdAt: opened.createdAt, dueAt: dueAt === opened.dueAt ? dueAt : ticket.dueAt };
}

/** @returns milliseconds by which a written time is ahead, as the difference of two zones. */
function offsetOf(written: string | null, instant: string): number {
  if (written === null) return 0;
  return Math.round((Date.parse(written) - Date.parse(instant)) / offsetStepMs) * offsetStepMs;
}

function moveBack(time: string | null, offsetMs: number): string | null {
  return time === null ? null : new Date(Date.parse(time) - offsetMs).toISOString();
}
