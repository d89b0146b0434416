import { z } from 'zod';
import type { ConnectionState, PingFigures, PingReading } from '../../../model/ping-task.js';
import type { WriteOutcome } from '../../../model/write.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import type { PingPort } from '../../backend.js';
import { idPattern, writeOutcome } from '../protocol/endpoint.js';
import type { NativeSession } from './protocol/session.js';

const taskPattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/;

const ping = createPathTemplate('/clientes/{id}/ping/', { id: idPattern });
const task = createPathTemplate('/tasks/{taskId}/', { taskId: taskPattern });

const Started = z.object({ task_id: z.string().regex(taskPattern) });

const State = z.object({ status: z.string(), result: z.unknown() });

/** At times without the frame (native contract 2.7). */
const Task = z.union([z.object({ task: State }).transform(({ task: inner }) => inner), State]);

/** Numbers come as text. */
const count = z.union([z.string(), z.number()]).transform(Number).catch(0);

const Echo = z.object({
  host: z.string().nullish(),
  sent: count,
  received: count,
  status: z.string().nullish(),
  time: z.string().nullish().catch(null),
});

type Echo = z.output<typeof Echo>;

const ended: ReadonlySet<string> = new Set(['SUCCESS', 'SUCCEEDED', 'COMPLETED']);
const failedWords: ReadonlySet<string> = new Set(['FAILURE', 'FAILED', 'ERROR', 'REVOKED']);

/** Share of echoes from which on a line is stable, as the middleware has it. */
const stableShare = 0.8;

export function createNativePings(session: NativeSession): PingPort {
  return {
    start: (serviceId, pings, call) =>
      writeOutcome(async (): Promise<WriteOutcome<string>> => {
        // The one body that is safe: an ARP ping without an interface is taken, and fails (T24).
        const json = { pings, arp_ping: false };
        const request = { method: 'POST', route: ping, kind: 'write', parameters: { id: serviceId }, json } as const;
        const { kind, body } = await session.request(request, call);
        if (kind !== 'done') return { kind };
        const started = Started.safeParse(body);
        return started.success ? { kind: 'done', value: started.data.task_id } : { kind: 'unknown' };
      }),
    read: async (taskId, call) => {
      const found = await session.read({ method: 'GET', route: task, parameters: { taskId } }, Task, call);
      // Unknown is as much as not ready: the deadline decides (A17).
      if (found === null) return { kind: 'pending' };
      const word = found.status.toUpperCase();
      if (failedWords.has(word)) return failed;
      return ended.has(word) ? toReading(found.result) : { kind: 'pending' };
    },
  };
}

const failed: PingReading = { kind: 'failed', message: null };

/** A text or an object in place of the echoes is the router's error, under success (T22), and says nothing of the line. */
function toReading(result: unknown): PingReading {
  if (result === null || result === undefined) return completed('UNKNOWN');
  if (!Array.isArray(result)) return failed;
  const items = result.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null
      ? Object.entries(item).flatMap(([name, echo]): readonly unknown[] => (name === 'ping-exitoso' ? [] : [echo]))
      : [item],
  );
  if (items.some((item) => typeof item === 'string')) return failed;
  // Without the count at its end it is not all (A19).
  const isWhole = result.some((item: unknown) => Object.hasOwn(Object(item), 'ping-exitoso'));
  const echoes = items.flatMap((item) => Echo.safeParse(item).data ?? []);
  if (echoes.length === 0 || !isWhole) return completed('UNKNOWN');
  return { ...completed(toConnection(echoes)), ...toFigures(echoes) };
}

function completed(connection: ConnectionState): PingReading {
  return { kind: 'completed', connection, message: null };
}

/** By the echoes and not by their count, which takes "host unreachable" for a success (T23): another machine said that. */
function toConnection(echoes: readonly Echo[]): ConnectionState {
  const share = receivedShare(echoes);
  if (share >= stableShare) return 'STABLE';
  if (share > 0) return 'INTERMITTENT';
  const isAnswered = echoes.some(
    (echo) => isElsewhere(echo) && (echo.received > 0 || echo.status === 'host unreachable'),
  );
  return isAnswered ? 'ANTENNA_ONLY' : 'NO_INTERNET';
}

/** Of the same echoes as the connection: what another machine said came from no line. */
function toFigures(echoes: readonly Echo[]): PingFigures {
  const times = echoes.filter(isBack).flatMap(({ time }) => toMilliseconds(time ?? '') ?? []);
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  return {
    packetLoss: Math.round(100 * (1 - receivedShare(echoes))),
    latencyMs: times.length === 0 ? null : Math.round(mean * 10) / 10,
  };
}

function receivedShare(echoes: readonly Echo[]): number {
  const sent = echoes.reduce((sum, echo) => sum + echo.sent, 0);
  const received = echoes.filter(isBack).reduce((sum, echo) => sum + echo.received, 0);
  return sent === 0 ? 0 : Math.min(1, received / sent);
}

function isBack(echo: Echo): boolean {
  return !isElsewhere(echo) && !echo.status && echo.received > 0;
}

function isElsewhere({ host, status }: Echo): boolean {
  return status === 'host unreachable' || !isPrivate(host ?? '');
}

/** As RouterOS writes a time, e.g. `1ms287us` (native contract 2.7). @returns null for anything else. */
function toMilliseconds(time: string): number | null {
  const parts = /^(?:(\d{1,4})s)?(?:(\d{1,4})ms)?(?:(\d{1,4})us)?$/.exec(time);
  if (parts === null || time === '') return null;
  const [seconds = 0, milliseconds = 0, microseconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return seconds * 1_000 + milliseconds + microseconds / 1_000;
}

/** RFC 1918 and 6598. */
function isPrivate(host: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.)/.test(
    host,
  );
}
