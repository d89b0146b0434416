import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { createId } from '../../fixtures/identifier.js';
import type { CloudInstance } from '../state/instance.js';
import { htmlPage } from '../wire/envelope.js';
import { page } from '../wire/page.js';

const nodes: readonly Row[] = ['Nodo Centro', 'Nodo Norte'].map((name, index) => ({
  id: createId('node', index + 1),
  public_id: index + 1,
  name,
  description: '',
  capacity: 100,
  latitude: '-38.5500000',
  longitude: '-58.7400000',
}));

const naps: readonly Row[] = ['NAP 01', 'NAP 02'].map((name, index) => ({
  id: createId('nap', index + 1),
  public_id: index + 1,
  name,
  capacity: 16,
  contracts_count: 3,
  latitude: index === 0 ? '-38.5510000' : '',
  longitude: index === 0 ? '-58.7410000' : null,
  details: '',
}));

const employees: readonly Row[] = ['TÉCNICA UNO', 'TÉCNICO DOS'].map((name, index) => ({
  id: createId('employee', index + 1),
  public_id: index + 1,
  name,
  phone: '',
  phone_mobile: `+54922-6240-00${index}1`,
}));

/** `/nodes` and `/coverages`, of which one has no list (cloud contract 2.5, A-33). */
export function listNodes(instance: CloudInstance, request: EmulatedRequest): EmulatedAnswer {
  const isThere = request.path.endsWith(`/${instance.settings.networkList}`);
  return isThere ? list(instance, request, 'node', nodes) : htmlPage(404, 'Not Found');
}

export function listNaps(instance: CloudInstance, request: EmulatedRequest): EmulatedAnswer {
  return list(instance, request, 'nap', naps);
}

export function listEmployees(instance: CloudInstance, request: EmulatedRequest): EmulatedAnswer {
  return list(instance, request, 'employee', employees);
}

function list(instance: CloudInstance, { query }: EmulatedRequest, object: string, items: readonly Row[]) {
  return page(instance, query, { object, items, filters: {}, write: (row) => row });
}
