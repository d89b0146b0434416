import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import type { ClientKey, ClientList, ClientRecord } from '../../model/client.js';
import { documentKey, toDocument } from '../../model/document.js';
import { spellDocument } from '../../model/document-spelling.js';
import { hasLine, toE164, toLastDigits } from '../../model/phone.js';
import { forEachInSlices } from '../../model/slice.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { ClientPort, Warn } from '../backend.js';
import { ClientBody, findAmounts, listLagMs, toClient, toSearchPhone } from './client-body.js';
import { createGapCheck } from './inspection/gap-check.js';
import { badResponse } from './protocol/answer.js';
import {
  type CallEndpoint,
  defineEndpoint,
  type Endpoint,
  type Input,
  idPattern,
  unread,
} from './protocol/endpoint.js';

const documentPattern = /^[0-9A-Za-zÑñ&][0-9A-Za-zÑñ&.-]{3,27}$/;
/** Calls that a document may cost. */
const maxSpellings = 5;

const phonePattern = /^[0-9]{5,15}$/;

/** A list of everybody grows with the ISP: about 500 bytes a client. */
const listMaxBytes = 64_000_000;

const rows = z.array(z.unknown());

/** In v1 it asks the native system. In v2 it may have done so two minutes ago, whatever was written since (contract 2.3). */
export const byServiceId = defineEndpoint('GET', '/clients/by-service-id/{serviceId}', {
  allowed: { serviceId: idPattern },
  outcomes: { client_found: ClientBody, client_remembered: ClientBody, client_not_found: unread },
  key: { field: 'service_id', parameter: 'serviceId' },
  v2: { 200: 'client_remembered', 404: 'client_not_found' },
});

const byServiceIdLagMs = 120_000;

/**
 * In v1 these two ask the native system. In v2 they look into the last list that somebody asked for, however old it is and whatever
 * pages it lacks (contract 2.3): who they remember is asked for again, and whom they do not is searched for.
 */
const lookUp = {
  outcomes: {
    client_found: ClientBody,
    client_not_found: unread,
    client_remembered: ClientBody,
    client_not_remembered: unread,
  },
  v2: { 200: 'client_remembered', 404: 'client_not_remembered' },
} as const;

const byDocument = defineEndpoint('GET', '/clients/by-document/{document}', {
  allowed: { document: documentPattern },
  ...lookUp,
});
const byPhone = defineEndpoint('GET', '/clients/by-phone/{phone}', { allowed: { phone: phonePattern }, ...lookUp });

export const list = defineEndpoint('GET', '/clients/', {
  kind: 'list',
  maxBytes: listMaxBytes,
  outcomes: { clients_listed: rows },
  v2: { 200: 'clients_listed' },
});

const search = defineEndpoint('GET', '/clients/search', {
  kind: 'list',
  maxBytes: listMaxBytes,
  outcomes: { clients_listed: rows, client_not_found: unread },
  v2: { 200: 'clients_listed' },
});

/** A way to look for a client by something that is no key of theirs. */
interface LookUp {
  readonly endpoint: Endpoint<typeof lookUp.outcomes>;
  readonly input: Input;
  /** Search text for an endpoint whose answer proves nothing. */
  readonly text: string;
  /** True when the search is needed although v1 found none. */
  readonly isIncomplete: boolean;
  matches(record: ClientRecord): boolean;
}

export function createClients(
  callEndpoint: CallEndpoint,
  locality: Locality,
  warn: Warn = () => undefined,
): ClientPort {
  const read = async (serviceId: string | number, call: UpstreamCall): Promise<ClientRecord | null> => {
    const answer = await callEndpoint(byServiceId, { parameters: { serviceId } }, call);
    if (answer.action === 'client_not_found') return null;
    return toClient(answer.data, locality, answer.action === 'client_remembered' ? byServiceIdLagMs : undefined);
  };
  const listAll = async (call: UpstreamCall): Promise<ClientList> =>
    toList((await callEndpoint(list, {}, call)).data, locality, warn);
  const gaps = createGapCheck(listAll, async (id, call) => (await read(id, call)) !== null);
  const searchFor = async ({ text, matches }: LookUp, call: UpstreamCall): Promise<ClientRecord | null> => {
    const answer = await callEndpoint(search, { query: { q: text } }, call);
    const found =
      answer.action === 'client_not_found'
        ? undefined
        : (await toList(answer.data, locality, warn)).records.find(matches);
    // A search looks into the list: that somebody is not in it says nothing if it lacks others, too.
    if (found === undefined && (await gaps.isLacking(call))) throw badResponse('its list lacks clients');
    return found ?? null;
  };
  const lookUpBy = async (wanted: LookUp, call: UpstreamCall): Promise<ClientRecord | null> => {
    const answer = await callEndpoint(wanted.endpoint, wanted.input, call);
    if (answer.action === 'client_found') {
      const client = toClient(answer.data, locality);
      if (wanted.matches(client)) return client;
      throw badResponse('client_found: not the client requested');
    }
    if (answer.action === 'client_not_found') return wanted.isIncomplete ? searchFor(wanted, call) : null;
    if (answer.action === 'client_remembered') {
      const remembered = toClient(answer.data, locality, Number.POSITIVE_INFINITY);
      if (!wanted.matches(remembered)) throw badResponse('client_remembered: not the client requested');
      const current = await read(answer.data.service_id, call);
      // "Not found" is also what it says when the native system is down: then the old record is the better answer.
      if (current === null) return { ...remembered, isStale: true };
      if (wanted.matches(current)) return current;
    }
    return searchFor(wanted, call);
  };
  return {
    keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'],
    find: async (key, call) => {
      if (key.kind === 'SERVICE_ID') return read(key.value, call);
      for (const wanted of toLookUps(key, locality)) {
        const client = await lookUpBy(wanted, call);
        if (client !== null) return client;
      }
      return null;
    },
    list: listAll,
    lacks: (listed, call) => gaps.isLacking(call, listed),
  };
}

/** Look-ups for a key, in the order in which to try them. */
function toLookUps({ kind, value }: ClientKey, locality: Locality): readonly LookUp[] {
  if (kind === 'DOCUMENT') return spellingsOf(value, locality).map((text) => toDocumentLookUp(text, locality));
  if (kind !== 'PHONE') return [];
  const phone = toSearchPhone(value, locality);
  const e164 = toE164(value, locality.phoneCountry);
  const lookUp: LookUp = {
    endpoint: byPhone,
    input: { parameters: { phone } },
    text: e164 === null ? phone : toLastDigits(e164),
    // A field that holds several numbers, a country's code or spaces is only found by a search for a part of it (contract 1.3, 1.4).
    isIncomplete: true,
    matches: ({ phones }) => e164 !== null && hasLine(phones, e164),
  };
  return [lookUp];
}

/** A document is compared as it was typed (contract 1.3): as it is given, and as the country commonly writes it. */
function spellingsOf(value: string, { country }: Locality): readonly string[] {
  const document = toDocument(value) ?? '';
  const known = spellDocument(document, country);
  const others = known === null ? [] : known.isTaxId ? [...known.taxIds, ...known.documents] : known.documents;
  const spellings = new Set([document, ...others].filter((text) => documentPattern.test(text)));
  return spellings.size === 0 ? [document] : [...spellings].slice(0, maxSpellings);
}

function toDocumentLookUp(document: string, { country }: Locality): LookUp {
  const key = documentKey(document, country);
  return {
    endpoint: byDocument,
    input: { parameters: { document } },
    text: document,
    isIncomplete: false,
    matches: (record) => record.document !== null && documentKey(record.document, country) === key,
  };
}

/**
 * Each client once, bad rows left out. Both are signs of more that is missing: v2 repeats its first page in place of the others where
 * the native system pages otherwise than it thinks (contract 2.3). So is an empty list, which both give when the native system is down
 * (contract 1.12). Nothing in a list shows that it lost whole pages, which both leave out in silence (contract 0.6, 1.12, 2.3): it is
 * never proven to be whole.
 */
async function toList(theirs: readonly unknown[], locality: Locality, warn: Warn): Promise<ClientList> {
  const { mark, unread } = findAmounts(theirs, locality);
  if (unread > 0) warn('amounts that cannot be read', unread);
  const records = new Map<number, ClientRecord>();
  await forEachInSlices(theirs, (row) => {
    const client = ClientBody.safeParse(row);
    if (client.success) records.set(client.data.service_id, toClient(client.data, locality, listLagMs, mark));
  });
  const isPartial = theirs.length === 0 || theirs.length > records.size;
  return { records: [...records.values()], completeness: isPartial ? 'PARTIAL' : 'UNPROVEN' };
}
