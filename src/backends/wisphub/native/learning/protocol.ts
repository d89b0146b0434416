import type { LearntPoint, Questions, Reply } from '../../../learning.js';
import { formOfReply, isRow } from '../../../learning-form.js';

/** No invoice and no task has it. */
const stranger = { invoice: 999_999_999, task: '00000000-0000-4000-8000-000000000000' } as const;

/** Paths, keys and refusals. @param anonymous asks without a key. */
export async function learnProtocol(questions: Questions, anonymous: Questions): Promise<readonly LearntPoint[]> {
  const bare = await questions.ask('/clientes', { limit: '1' });
  const keyless = await anonymous.ask('/clientes/', { limit: '1' });
  const absent = await questions.ask('/facturas/{id}/', {}, stranger.invoice);
  const task = await questions.ask('/tasks/{id}/', {}, stranger.task);
  return [
    { point: 'A-01', about: 'a path without the slash at its end', variant: formOfReply(bare) },
    { point: 'A-02', about: 'a request without a key', variant: formOfReply(keyless) },
    { point: 'A-03', about: 'an unknown id', variant: toAbsence(absent) },
    toLanguage(absent),
    { point: 'A-17', about: 'an unknown task', variant: toTask(task) },
  ];
}

function textOf({ body }: Reply): unknown {
  return isRow(body) ? body.detail : undefined;
}

function toAbsence(reply: Reply): string {
  const { status, body } = reply;
  if (status === 200 && isRow(body)) return Object.keys(body).length === 0 ? '200, an empty object' : '200, an object';
  if (typeof textOf(reply) !== 'string') return formOfReply(reply);
  return textOf(reply) === 'No encontrado.' ? `${status}, the text of the contract` : `${status}, another text`;
}

/** Framework texts of absence, in Spanish with and without the point. */
function toLanguage(reply: Reply): LearntPoint {
  const text = textOf(reply);
  const about = 'the language of texts';
  if (typeof text !== 'string') return { point: 'A-05', about, variant: 'unknown', reason: 'there was no text' };
  return { point: 'A-05', about, variant: /^no encontrad[oa]\.?$/i.test(text) ? 'Spanish' : 'another' };
}

function toTask(reply: Reply): string {
  const inner = isRow(reply.body) && isRow(reply.body.task) ? reply.body.task : reply.body;
  if (reply.status !== 200 || !isRow(inner)) return formOfReply(reply);
  return /^(?:PENDING|STARTED|RUNNING|PROCESS)$/.test(String(inner.status))
    ? 'not ready for ever'
    : '200, another state';
}
