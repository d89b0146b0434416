import { describe, expect, it } from 'vitest';
import type { ClientKey } from '../../src/model/client.js';
import { createClientIndexes } from '../../src/model/client-index.js';
import { byDocument, byId, byPhone, toRecord } from '../domain/client-record.js';

const locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' } as const;
const first = toRecord(1, { document: '1098765432', phone: '3001234567,+57 601 234 5678' });
const second = toRecord(2, { document: '1.098.765.432', phone: '300 123 4567' });
const third = toRecord(3, { document: '900.123.456-7', phone: 'none' });
const company = toRecord(4, { key: { kind: 'CUIT', value: '30500001735' } });
const list = { records: [first, second, third, company], completeness: 'WHOLE' as const };

describe('the index of a list', () => {
  const holders = createClientIndexes(locality)(list);
  const find = (key: ClientKey) => holders(key)[0] ?? null;

  it.each([
    ['an id', byId(2), second],
    ['a phone', byPhone('+573001234567'), first],
    ['the second phone of a field', byPhone('+576012345678'), first],
    ['a phone as it is dialled', byPhone('300 1234567'), first],
    ['a document', byDocument('1098765432'), first],
    ['a document as people write it', byDocument('9001234567'), third],
    ["a back end's own kind of key", company.key, company],
  ])('finds by %s, the first if there are several', (_, key, record) => {
    expect(find(key)).toBe(record);
  });

  it('tells of everybody who has a key', () => {
    expect(holders(byPhone('+573001234567'))).toEqual([first, second]);
  });

  it.each([
    ['an id that nobody has', byId(9)],
    ['an id of another kind', { kind: 'CLIENT_ID', value: '1' } as const],
    ['a phone that nobody has', byPhone('+573009999999')],
    ['what is no phone', byPhone('none')],
    ['a document that nobody has', byDocument('123456')],
    ['no document', byDocument('')],
  ])('finds nobody by %s', (_, key) => {
    expect(find(key)).toBeNull();
  });

  it('finds a line of Argentina by its 9 and without, once each', () => {
    const one = toRecord(1, { phone: '+5491145550143, +54 11 4555-0143' });
    const other = toRecord(2, { phone: '+54 11 4555 0143' });
    const indexOf = createClientIndexes({ ...locality, country: 'AR', phoneCountry: 'AR' })({
      records: [one, other],
      completeness: 'WHOLE' as const,
    });
    const marked = [one, other].map((record) => record.id);
    for (const phone of ['5491145550143', '11 4555-0143']) {
      expect(indexOf(byPhone(phone)).map((record) => record.id)).toEqual(marked);
    }
  });

  it('is of that list alone', () => {
    const indexOf = createClientIndexes(locality);
    expect(indexOf(list)(byId(1))).toEqual([first]);
    expect(indexOf({ records: [second], completeness: 'WHOLE' as const })(byId(1))).toEqual([]);
    expect(indexOf(list)(byId(1))).toEqual([first]);
  });

  it('is made once for each kind of key, and only where it is asked for', () => {
    let reads = 0;
    const watched = {
      completeness: 'WHOLE' as const,
      get records() {
        reads += 1;
        return list.records;
      },
    };
    const indexOf = createClientIndexes(locality);
    expect(reads).toBe(0);
    for (const key of [byId(1), byId(2), byId(9), byPhone('+573001234567'), byPhone('+573009999999')]) {
      indexOf(watched)(key);
    }
    expect(reads).toBe(2);
  });
});
