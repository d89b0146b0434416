import type { WispHubSettings } from '../../settings.js';
import type { NativePings } from '../ping.js';
import { ApiRefusal, badField } from './wire/answer.js';

/** A15. @throws {ApiRefusal} 400 */
export function readCount(count: unknown, { pingCount }: Readonly<WispHubSettings>): number {
  if (typeof count !== 'number' || !Number.isInteger(count)) throw badField('pings', 'Introduzca un número.');
  if (pingCount === 'clamped') return Math.min(10, Math.max(3, count));
  const least = pingCount === 'threeToTen' ? 3 : 1;
  const isOut = count < least || count > 10;
  if (isOut && pingCount !== 'free') throw badField('pings', `"${count}" no es una elección válida.`);
  return count;
}

/** A16. @throws {ApiRefusal} one runs. */
export function refuseAgain(pings: NativePings, { pingAgain }: Readonly<WispHubSettings>): void {
  if (pingAgain === 'taken' || pings.started.every(({ taskId }) => pings.task(taskId)?.status !== 'PENDING')) return;
  if (pingAgain === 'http429') throw new ApiRefusal(429, { detail: 'Solicitud fue regulada (throttled).' });
  throw new ApiRefusal(400, { errors: ['Ya hay un ping en proceso'] });
}

/** A19 */
export function lessen(items: readonly Readonly<Record<string, unknown>>[], variant: string): unknown {
  const forms: Readonly<Record<string, unknown>> = {
    null: null,
    none: [],
    uncounted: items.slice(0, -1),
    fewer: [...items.slice(0, 2), ...items.slice(-1)],
  };
  return variant in forms ? forms[variant] : items;
}
