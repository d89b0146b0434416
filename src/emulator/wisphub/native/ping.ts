import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { WispHubSettings } from '../settings.js';
import type { NativeClients } from './client.js';
import type { NativeRow, PingOutcome } from './row.js';

/** A ping that a call has started. */
export interface EmulatedPing {
  readonly serviceId: number;
  readonly pings: number;
  readonly taskId: string;
}

/** One echo as the native system reports it: the numbers are strings. */
export interface NativeEcho {
  readonly host: string;
  readonly sent: string;
  readonly received: string;
  readonly status?: string;
}

/** The task's answer: an echo under `ping-N`, a sentence under `ping-exitoso`, or a router's error text in place of all. */
export interface NativeTask {
  readonly status: 'PENDING' | 'SUCCESS' | 'FAILURE';
  readonly result: readonly (Readonly<Record<string, NativeEcho | string>> | string)[] | null;
}

/** Native ping endpoints; `undefined` stands for an answer other than 202 or 200. */
export interface NativePings {
  readonly started: readonly EmulatedPing[];
  start(serviceId: number, pings: number): string | undefined;
  task(taskId: string): NativeTask | undefined;
  reset(): void;
}

export function createNativePings(
  clients: NativeClients,
  settings: Readonly<WispHubSettings>,
  clock: Clock,
): NativePings {
  const started: EmulatedPing[] = [];
  const tasks = new Map<string, { readonly row: NativeRow; readonly pings: number; readonly at: number }>();
  return {
    started,
    start: (serviceId, pings) => {
      const row = settings.nativeDown ? undefined : clients.rows.find((each) => each.id_servicio === serviceId);
      if (row === undefined || pings < 1) return undefined;
      const taskId = randomUUID();
      tasks.set(taskId, { row, pings, at: clock.now() });
      started.push({ serviceId, pings, taskId });
      return settings.nativeLosesAnswers ? undefined : taskId;
    },
    task: (taskId) => {
      const task = tasks.get(taskId);
      if (settings.nativeDown || task === undefined) return undefined;
      const waiting = clock.now() - task.at < settings.pingMs || task.row.pingOutcome === 'hanging';
      return waiting ? { status: 'PENDING', result: null } : finish(task.row, task.pings);
    },
    reset: () => {
      started.length = 0;
      tasks.clear();
    },
  };
}

function finish(row: NativeRow, pings: number): NativeTask {
  const line = row.ip ?? '172.16.12.2';
  const replies: Record<Exclude<PingOutcome, 'failed' | 'broken' | 'empty' | 'hanging'>, NativeEcho[]> = {
    stable: echoes(pings, () => answered(line)),
    intermittent: echoes(Math.max(pings, 2), (index) => (index % 2 === 0 ? answered(line) : lost(line, 'timeout'))),
    none: echoes(pings, () => lost(line, 'timeout')),
    antennaOnly: echoes(pings, (index) =>
      index === 0 ? lost('190.90.12.1', 'host unreachable') : lost(line, 'timeout'),
    ),
  };
  const outcome = row.pingOutcome;
  if (outcome === 'failed') return { status: 'FAILURE', result: null };
  if (outcome === 'broken') return { status: 'SUCCESS', result: ['input does not match any value of interface'] };
  if (outcome === 'empty' || outcome === 'hanging') return { status: 'SUCCESS', result: [] };
  return { status: 'SUCCESS', result: report(replies[outcome]) };
}

function report(list: readonly NativeEcho[]): NativeTask['result'] {
  const answering = list.filter((echo) => echo.received === '1').length;
  return [
    ...list.map((echo, index) => ({ [`ping-${index + 1}`]: echo })),
    { 'ping-exitoso': `${answering} de ${list.length}` },
  ];
}

function echoes(count: number, make: (index: number) => NativeEcho): NativeEcho[] {
  return Array.from({ length: Math.min(count, 100) }, (_, index) => make(index));
}

function answered(host: string): NativeEcho {
  return { host, sent: '1', received: '1' };
}

function lost(host: string, status: string): NativeEcho {
  return { host, sent: '1', received: '0', status };
}
