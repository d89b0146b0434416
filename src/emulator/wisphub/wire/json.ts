import type { EmulatedAnswer } from '../../message.js';

/** Whole numbers under these keys are floats to the middleware, which prints them with `.0` (contract 1.2). */
const floats = /"(?:outstanding_balance|internet_plan_price|resolved_plan_price|price)":-?\d+(?=[,}])/g;

/** JSON as the middleware writes it. No text can hold a key of its own: quotes inside a text are escaped. */
export function answerJson(status: number, value: unknown): EmulatedAnswer {
  const body = JSON.stringify(value).replace(floats, '$&.0');
  return { status, headers: { 'content-type': 'application/json' }, body };
}
