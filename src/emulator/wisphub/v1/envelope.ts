import type { EmulatedAnswer } from '../../message.js';
import { answerJson } from '../wire/json.js';

/** v1's body: six keys in this order, all of them always there, `meta` always null (contract 1.0). */
function envelope(
  status: number,
  ok: boolean,
  type: 'success' | 'info' | 'error',
  action: string,
  data: unknown,
  message: string | null,
): EmulatedAnswer {
  return answerJson(status, { ok, type, action, data, message, meta: null });
}

export function success(action: string, data: unknown, message: string | null = null): EmulatedAnswer {
  return envelope(200, true, 'success', action, data, message);
}

/** Not what was hoped for, and still `ok`. */
export function info(action: string, data: unknown = null): EmulatedAnswer {
  return envelope(200, true, 'info', action, data, null);
}

/** HTTP 200 for every failure of the domain; another status only for the framework's own. */
export function failure(action: string, message: string | null = null, status = 200): EmulatedAnswer {
  return envelope(status, false, 'error', action, null, message);
}
