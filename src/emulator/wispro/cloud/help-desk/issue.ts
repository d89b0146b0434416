import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { createId } from '../../fixtures/identifier.js';
import { toLocalInstant } from '../../wire/calendar.js';
import type { CloudInstance } from '../state/instance.js';
import type { EmulatedIssue, IssueState } from '../state/record.js';
import { categories } from '../state/seed.js';
import { htmlPage, localeOf, record, refuse } from '../wire/envelope.js';
import { byTime, type Filters, when } from '../wire/filter.js';
import { readJson } from '../wire/json.js';
import { page } from '../wire/page.js';

/** The spellings of a state. */
const words: Readonly<Record<CloudInstance['settings']['issueState'], (state: IssueState) => string>> = {
  plain: (state) => state,
  spanish: (state) => ({ pending: 'pendiente', finalized: 'finalizado', closed: 'cerrado' })[state],
  upper: (state) => state.toUpperCase(),
  unknown: () => 'en_revision',
};

/** A ticket (cloud contract 4.3): `finalized` is not `closed` (T23). */
function writeIssue({ settings }: CloudInstance, issue: EmulatedIssue): Row {
  const extras = { assignable_id: issue.assignableId, priority: 'high', due_date: '2025-03-20' };
  return {
    id: issue.id,
    public_id: issue.publicId,
    title: issue.title,
    description: issue.description,
    state: words[settings.issueState](issue.state),
    category_id: issue.categoryId,
    client_id: issue.clientId,
    contract_id: issue.contractId,
    ...(settings.issueExtras ? extras : {}),
    created_at: issue.createdAt,
    updated_at: issue.createdAt,
  };
}

/** The filters of cloud contract 1.4: `category_id_eq` is ignored always. */
function issueFilters({ settings }: CloudInstance): Filters<EmulatedIssue> {
  return {
    state_eq: ({ state }, value) => state === value,
    ...when<EmulatedIssue>(settings.issueFilter === 'works', {
      client_id_eq: ({ clientId }, value) => clientId === value,
      contract_id_eq: ({ contractId }, value) => contractId === value,
      ...byTime<EmulatedIssue>('created_at', ({ createdAt }) => createdAt),
    }),
  };
}

export function listIssues(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return page(instance, query, {
    object: 'help_desk_issue',
    items: instance.state.issues,
    filters: issueFilters(instance),
    write: (issue) => writeIssue(instance, issue),
  });
}

export function showIssue(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const { settings, state } = instance;
  const issue = state.issues.find((each) => each.id === id.toLowerCase());
  if (settings.issueDetail === 'http404') return htmlPage(404, 'Not Found');
  if (issue === undefined) return refuse({ status: 404 }, localeOf(query));
  const { description, ...bare } = writeIssue(instance, issue);
  const row = settings.issueDetail === 'bare' ? bare : { ...bare, description };
  return record('help_desk_issue', row, settings.recordAs);
}

/** Comments, of which there is no evidence. */
export function listComments(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  if (instance.settings.comments === 'http404') return htmlPage(404, 'Not Found');
  const items = [{ id: createId('issue', 900), body: 'Visitado', created_at: '2025-03-02T10:00:00.000-03:00' }];
  return page(instance, query, { object: 'comment', items, filters: {}, write: (row) => row });
}

/** `POST /help_desk/issues`: the query alone counts (cloud contract 4.2, T9, A-40); each is one more (T10). */
export function createIssue(instance: CloudInstance, { query, body }: EmulatedRequest): EmulatedAnswer {
  const { settings, state } = instance;
  const inBody = settings.issueBody === 'accepted' ? readJson(body) : {};
  const read = (name: string): string | null => {
    const value = query.get(name) ?? inBody[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const categoryId = read('category_id');
  const isKnown = categories.some(({ id }) => id === categoryId);
  const needsCategory = settings.categoryId === 'mandatory' || categoryId !== null;
  const errors = {
    ...(read('title') === null ? { title: "can't be blank" } : {}),
    ...(read('description') === null ? { description: "can't be blank" } : {}),
    ...(needsCategory && !isKnown ? { category: 'must exist' } : {}),
  };
  if (Object.keys(errors).length > 0) return refuse({ status: 400, errors }, localeOf(query), settings.reasonsAs);
  const issue: EmulatedIssue = {
    id: createId('issue', state.issues.length + 1),
    publicId: 510 + state.issues.length,
    title: read('title') ?? '',
    description: read('description') ?? '',
    state: 'pending',
    categoryId,
    clientId: read('client_id'),
    contractId: read('contract_id'),
    assignableId: read('assignable_id'),
    createdAt: toLocalInstant(instance.now()),
  };
  state.issues.push(issue);
  state.writes.push({ kind: 'issue', id: issue.id });
  return record('help_desk_issue', writeIssue(instance, issue), settings.recordAs);
}
