import { encodeId } from '../../../src/model/id.js';
import type { ArgumentValues } from './random-operation.js';

const client = (serviceId: number): string => encodeId('Client', 'WISPHUB', serviceId);
const ids = [
  client(1001),
  client(1040),
  client(999_999),
  encodeId('Plan', 'WISPHUB', 101),
  encodeId('Zone', 'WISPHUB', 9),
  encodeId('Ticket', 'WISPHUB', 510),
  'nonsense',
];

/** Arguments that find something in the emulators, and some that do not. */
export const values: ArgumentValues = {
  'Query.client.by': [
    '{serviceId: 1001}',
    '{serviceId: 1040}',
    '{serviceId: 999999}',
    '{serviceId: -1}',
    '{document: "30111222"}',
    '{document: ".."}',
    '{phone: "3001234567"}',
    '{wispro: {type: DNI, value: "30111222"}}',
    `{id: "${client(1041)}"}`,
  ],
  'Query.clients.filter': ['{status: [ACTIVE]}', '{zoneId: 9}', '{document: "79111222"}'],
  'Query.clients.search': ['"perez"', '"a"', '"garcia"'],
  'Query.pingTasks.filter': ['{status: [PENDING]}', '{clientIds: ["x"]}'],
  'Query.plan.planId': ['101', '111', '113', '999'],
  'Query.ticket.ticketId': ['510', '512', '99999', '-1'],
  'Query.zone.zoneId': ['9', '1', '-5'],
  ids: [`[${ids.map((id) => `"${id}"`).join(', ')}]`, '[]'],
  id: ids.map((id) => `"${id}"`),
  'Query.writeOutcome.reference': ['"00000000"', '"nonsense"'],
  first: ['1', '3', '0'],
  after: ['"nonsense"'],
};

/** What answers by the clock. */
export const without = new Set([
  'BackendStatus.checkedAt',
  'BackendStatus.state',
  'Freshness.ageSeconds',
  'Freshness.fetchedAt',
  'Freshness.stale',
]);
