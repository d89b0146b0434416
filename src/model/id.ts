import type { BackendName } from './backend.js';
import { backends } from './backend.js';

export const nodeTypes = [
  'Client',
  'Contract',
  'Diagnosis',
  'Invoice',
  'Outage',
  'Payment',
  'PingTask',
  'Plan',
  'Ticket',
  'Zone',
  'ZonePing',
] as const;

export type NodeType = (typeof nodeTypes)[number];

/** Content of an opaque id: a type, the back end that knows the object, and that back end's key. */
export interface NodeId {
  readonly type: NodeType;
  readonly backend: BackendName;
  /** Parts of the key, none with a colon in it. */
  readonly key: readonly string[];
}

/** An id of a back end, raw. */
export interface ExternalId {
  readonly backend: BackendName;
  /** SERVICE_ID, CLIENT_ID, CONTRACT_ID, CONTRACT_PUBLIC_ID, ... */
  readonly kind: string;
  readonly value: string;
}

/** The longest id that is read: no id of ours is longer. */
const maxLength = 400;

/** In the place of the back end of another tenant's id. No installation has it: what such an id names is not found, as what there never was. */
export const elsewhere: string = 'ELSEWHERE';

/** The opaque global id of an object: base64url, so that it needs no escaping anywhere. */
export function encodeId(type: NodeType, backend: BackendName, ...key: readonly (string | number)[]): string {
  return Buffer.from([type, backend, ...key].join(':'), 'utf8').toString('base64url');
}

/** @returns null when the text is not an id of ours, whatever else it is. */
export function decodeId(id: string): NodeId | null {
  if (id.length > maxLength || !/^[\w-]+$/.test(id)) return null;
  const [type, backend, ...key] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  const nodeType = nodeTypes.find((known) => known === type);
  // A back end like the others for whoever looks for it: they find none.
  const nodeBackend = backend === elsewhere ? (elsewhere as BackendName) : backends.find((known) => known === backend);
  if (nodeType === undefined || nodeBackend === undefined || key.length === 0 || key.includes('')) return null;
  const decoded = { type: nodeType, backend: nodeBackend, key };
  return encodeId(decoded.type, decoded.backend, ...decoded.key) === id ? decoded : null;
}
