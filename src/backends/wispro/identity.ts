import type { Country } from '../../model/country.js';
import { dniOfCuit, documentKey, isKnownDocument } from '../../model/document.js';
import type { UpstreamError } from '../../model/errors.js';
import { ClientBody, readClientId } from './client-body.js';
import { badResponse, describe, isEmpty, isRow, type Row } from './protocol/answer.js';
import { isUuid, type Search } from './protocol/search.js';
import { digitsOf } from './protocol/value.js';

/** Keys by which a client without name or contracts is still seen to be one: an unknown client may be answered so (contract 3.4). */
const clientFields = ['a_status', 'connections', 'contracts', 'name', 'national_identification_number'] as const;

/** Depth of lists or objects within which the client may stand. */
const maxDepth = 3;

/**
 * The requested client in an answer of `data` (contract 3.3, 3.4).
 * @returns null when there is none.
 * @throws {UpstreamError} another client, several candidates, or no client record at all: none is guessed.
 */
export function pickClient(body: unknown, search: Search, country: Country): ClientBody | null {
  const clients = readClients(body, 0);
  const exact = clients.filter((client) => isRequestedClient(client, search, country) === true);
  const [client] = clients.length > 1 ? exact : clients;
  if (clients.length > 1 && exact.length !== 1) throw badResponse('several clients for one key', false);
  if (client === undefined) return null;
  if (isRequestedClient(client, search, country) === false) throw anotherClient();
  return client;
}

/** True when an answer of `data` has a client. */
export function isAnyClient(body: unknown): boolean {
  return readClients(body, 0).length > 0;
}

export function anotherClient(): UpstreamError {
  return badResponse('another client than asked for', false);
}

function readClients(body: unknown, depth: number): readonly ClientBody[] {
  if (depth > maxDepth) throw badResponse('wrapped too deep');
  if (Array.isArray(body)) return body.flatMap((row) => readClients(row, depth + 1));
  if (body === null) return [];
  if (!isRow(body)) throw badResponse(`no client: ${describe(body)}`);
  if (isClientRow(body)) return [ClientBody.parse(body)];
  if ('data' in body) return readClients(body.data, depth + 1);
  if (isEmpty(body) || clientFields.some((name) => name in body)) return [];
  throw badResponse(`no client: ${describe(body)}`);
}

function isClientRow(body: Row): boolean {
  return !isEmpty(body.name) || !isEmpty(body.contracts);
}

/** Checks a client against the key it was found by. @returns null when nothing in the record can tell. */
export function isRequestedClient(client: ClientBody, { type, q }: Search, country: Country): boolean | null {
  if (type === 'id') return isUuid(q) ? hasId(client, q.toLowerCase()) : null;
  const stored = digitsOf(client.national_identification_number);
  const requested = digitsOf(q);
  if (type === 'cod' || stored === '') return null;
  const document = client.national_identification_number ?? '';
  if (country !== 'AR' && isKnownDocument(document, country) && isKnownDocument(q, country)) {
    return documentKey(document, country) === documentKey(q, country);
  }
  if (type === 'dni' || stored.length === requested.length) return stored === requested;
  return country === 'AR' && (stored.length === 7 || stored.length === 8)
    ? stored.replace(/^0+/, '') === dniOfCuit(requested)
    : null;
}

/** It is not known whose UUID `type=id` takes (contract section 2): the client's or a contract's will do, a stranger's not. */
function hasId(client: ClientBody, uuid: string): boolean | null {
  const own = readClientId(client);
  const ids = [own, ...client.contracts.rows.map(({ id }) => id)];
  return own === null || !isUuid(own) ? null : ids.some((id) => id?.toLowerCase() === uuid);
}
