import type { Backend } from '../../backends/backend.js';
import type { ClientChange, ClientRecord } from '../../model/client.js';
import { documentKey } from '../../model/document.js';
import { decodeId } from '../../model/id.js';
import { type Phone, toPhones } from '../../model/phone.js';
import type { Evidence } from '../../model/write.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { UpstreamCall } from '../../upstream/call.js';

/** Clue of a change of a client: as they were before it, and as they were to be. */
export interface UpdateClue {
  readonly before: ClientChangeable;
  readonly wanted: ClientChange;
}

type ClientChangeable = Pick<ClientRecord, 'document'> & { readonly phones: readonly string[] };

const unclear = { kind: 'unclear' } as const;

export function toChangeable({ phones, document }: ClientRecord): ClientChangeable {
  return { phones: phones.map(({ raw }) => raw), document };
}

/** A third value is neither proof: somebody else has changed it since. */
export async function lookForChange(
  backend: Backend,
  { clientId }: WriteRecord,
  { before, wanted }: UpdateClue,
  call: UpstreamCall,
): Promise<Evidence<ClientChange>> {
  const [kind] = backend.clients.keyKinds;
  const value = decodeId(clientId)?.key[0];
  if (kind === undefined || value === undefined) return { kind: 'unreadable' };
  const record = await backend.clients.find({ kind, value }, { ...call, isFresh: true });
  if (record === null) return unclear;
  const { country, phoneCountry } = backend.locality;
  const hasDocument = (document: string | null): boolean =>
    wanted.document === undefined ||
    documentKey(record.document ?? '', country) === documentKey(document ?? '', country);
  const hasPhones = (phones: readonly Phone[]): boolean =>
    wanted.phone === undefined || linesOf(record.phones) === linesOf(phones);
  const isWanted = hasDocument(wanted.document ?? null) && hasPhones(toPhones(wanted.phone ?? '', phoneCountry));
  if (isWanted) return { kind: 'found', value: wanted };
  const wasBefore = hasDocument(before.document) && hasPhones(toPhones(before.phones.join(','), phoneCountry));
  const rule = backend.clientUpdates?.absence?.() ?? null;
  return wasBefore && rule !== null ? { kind: 'absent', rule } : unclear;
}

function linesOf(phones: readonly Phone[]): string {
  return phones
    .map(({ e164, raw }) => e164 ?? raw)
    .sort()
    .join(' ');
}
