import { createHash } from 'node:crypto';
import type { KeyPath } from './schema.js';

type Arguments = Readonly<Record<string, unknown>>;

/** Models write null for what they leave out. @returns the same without. */
export function omitNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(omitNulls);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(given.map(([name, inner]) => [name, omitNulls(inner)]));
}

/**
 * Adds an idempotency key where one is needed. It is derived from the session, the tool and the arguments: a repeated call, by the model or
 * a layer between, is the same request and writes once.
 */
export function fillKeys(given: Arguments, paths: readonly KeyPath[], session: string, tool: string): Arguments {
  if (paths.length === 0) return given;
  const key = createHash('sha256')
    .update(JSON.stringify([session, tool, inOrder(given)]))
    .digest('base64url');
  return paths.reduce((values, path) => put(values, path, `mcp-${key}`), given);
}

function put(values: Arguments, [name = '', ...rest]: KeyPath, value: string): Arguments {
  if (rest.length === 0) return { ...values, [name]: value };
  const inner = values[name];
  return typeof inner === 'object' && inner !== null
    ? { ...values, [name]: put(inner as Arguments, rest, value) }
    : values;
}

/** The same arguments in another order are the same. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, inner]) => [name, inOrder(inner)]);
}
