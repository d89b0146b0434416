import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, type Row, typeOf, unknown } from '../../../learning-form.js';
import { impossible, learnFilters } from './filter.js';
import { toWordForm } from './money.js';
import { formOf, toListed, toRecord } from './page.js';
import { toPresence } from './subscriber.js';

const issues = '/help_desk/issues';

/** Words of a ticket's state (cloud contract 4.3), in English and as the panel has them in Spanish. */
const states = /^(?:pending|finalized|closed)$/;
const spanishStates = /^(?:pendiente|abiert[oa]|finalizad[oa]|cerrad[oa])$/i;

/** Tickets and their categories. */
export async function learnHelpDesk(questions: Questions): Promise<readonly LearntPoint[]> {
  const rows = toListed(await questions.ask(issues, { per_page: '100' }))?.rows ?? [];
  const categories = toListed(await questions.ask('/help_desk/categories', { per_page: '100' }))?.rows ?? [];
  return [
    byForm('A-14', 'state of a ticket', rows, ({ state }) =>
      spanishStates.test(String(state)) ? 'Spanish' : toWordForm(state, states),
    ),
    toPresence('A-42', 'extra keys of a ticket', rows, ['assignable_id', 'priority', 'due_date']),
    byForm('A-39', 'level of a category', categories, ({ level }) => toLevelForm(level)),
    ...(await learnDetail(questions, rows)),
    ...(await learnFilters(questions, {
      path: issues,
      known: { state_eq: impossible.code },
      ignored: {
        ...{ category_id_eq: impossible.uuid, client_id_eq: impossible.uuid, contract_id_eq: impossible.uuid },
        created_at_after: impossible.future,
      },
      points: { client_id_eq: 'A-30', contract_id_eq: 'A-30', created_at_after: 'A-30' },
    })),
  ];
}

/** Detail and comments of the newest ticket of the page. */
async function learnDetail(questions: Questions, rows: readonly Row[]): Promise<readonly LearntPoint[]> {
  const [detailAbout, commentsAbout] = ['detail of a ticket', 'comments of a ticket'];
  const id = rows.at(-1)?.id;
  if (typeof id !== 'string') {
    return [unknown('A-13', detailAbout, 'there is no ticket'), unknown('A-43', commentsAbout, 'there is no ticket')];
  }
  const detail = await questions.ask(`${issues}/{id}`, {}, id);
  const comments = await questions.ask(`${issues}/{id}/comments`, {}, id);
  const record = toRecord(detail);
  const content = record !== null && 'description' in record ? 'with a description' : 'without a description';
  return [
    { point: 'A-13', about: detailAbout, variant: record === null ? formOf(detail) : content },
    { point: 'A-43', about: commentsAbout, variant: toListed(comments) === null ? formOf(comments) : 'list' },
  ];
}

function toLevelForm(level: unknown): string {
  const text = typeof level === 'string' ? level.trim() : '';
  if (text === '') return typeOf(level);
  if (/^(?:High|Medium|Low)$/.test(text)) return 'words of the contract';
  if (/^(?:high|medium|low)$/i.test(text)) return 'in another case';
  return /^(?:alta|media|baja)$/i.test(text) ? 'Spanish' : 'other words';
}
