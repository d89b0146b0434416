import type { Locality } from '../../../../model/backend.js';
import type { ClientKey, ClientRecord } from '../../../../model/client.js';
import { documentKey, toDocument } from '../../../../model/document.js';
import { toEmails } from '../../../../model/email.js';
import { BadUserInput } from '../../../../model/errors.js';
import { hasLine, toE164 } from '../../../../model/phone.js';
import { toSearchPhone } from '../../client-body.js';
import type { ClientFilter } from './filter.js';

const documentPattern = /^[0-9A-Z][0-9A-Z-]{3,22}$/;

/** Digits at the end of a phone by which it is asked for: they stand in every way of writing it without blanks. */
const phoneDigits = 7;

/** A way to look for a client by something that is no key of theirs. */
export interface LookUp {
  readonly filter: ClientFilter;
  /** Texts under which it may be stored, the most usual first. */
  readonly values: readonly string[];
  matches(record: ClientRecord): boolean;
}

/** @throws {BadUserInput} nothing was sent. */
export function allow(name: string, pattern: RegExp, value: string): string {
  if (!pattern.test(value)) throw new BadUserInput(name);
  return value;
}

export function toLookUp({ kind, value }: ClientKey, locality: Locality): LookUp | null {
  if (kind === 'DOCUMENT') {
    const document = allow('document', documentPattern, toDocument(value) ?? '');
    const key = documentKey(document, locality.country);
    const keyOf = (text: string): string => documentKey(text, locality.country);
    return {
      filter: 'cedula',
      values: [document, ...toDotted(document)],
      matches: (record) => record.document !== null && keyOf(record.document) === key,
    };
  }
  if (kind === 'EMAIL') {
    return {
      filter: 'email__contains',
      values: [value],
      matches: ({ email }) => toEmails(email).includes(value),
    };
  }
  if (kind === 'USERNAME') {
    return {
      filter: 'usuario',
      values: [value],
      matches: ({ username }) => username === value,
    };
  }
  if (kind !== 'PHONE') return null;
  const e164 = toE164(value, locality.phoneCountry);
  const digits = toSearchPhone(value, locality).slice(-phoneDigits);
  return {
    filter: 'telefono__contains',
    values: [digits],
    matches: ({ phones }) => e164 !== null && hasLine(phones, e164),
  };
}

/** The same number with dots between its thousands, as many write it. */
function toDotted(document: string): readonly string[] {
  if (!/^\d{7,10}$/.test(document)) return [];
  return [Number(document).toLocaleString('de-DE')].filter((dotted) => dotted.replaceAll('.', '') === document);
}
