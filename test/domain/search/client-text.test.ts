import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClientTexts, readSearch, toSearchText } from '../../../src/domain/search/client-text.js';
import type { ClientRecord } from '../../../src/model/client.js';
import { toRecord } from '../client-record.js';

const names = ['Esperanza', 'Álvaro', 'María', 'José', 'Benítez', 'Peña', 'Muñoz', 'Restrepo', 'Óscar', 'Núñez'];
const streets = ['Calle', 'Carrera', 'Vereda', 'Bellavista', 'Barrio', 'Manzana'];

function person(serial: number): ClientRecord {
  const word = (list: readonly string[], step: number) => list[Math.floor(serial / step) % list.length];
  return toRecord(serial, {
    name: `${word(names, 1)} ${word(names, 10)} ${word(names, 100)}`,
    address: `${word(streets, 3)} ${serial % 97} # ${serial % 89}-${serial % 83}`,
    document: serial % 7 === 0 ? null : `1.0${10_000_000 + serial * 37}`,
    phone: `3${100_000_000 + serial * 7_919}`,
  });
}

const listOf = (count: number) => Array.from({ length: count }, (_, index) => person(index + 1));
const listed = (records: readonly ClientRecord[]) => ({ records, completeness: 'WHOLE' as const });

afterEach(() => vi.restoreAllMocks());

describe('the index of what can be searched', () => {
  it('finds whom going through everybody finds, whatever is searched, masked or not', async () => {
    const records = listOf(700);
    const { candidates, texts } = await createClientTexts().of(listed(records), records);
    const part = fc.tuple(fc.nat(699), fc.nat(60), fc.integer({ min: 3, max: 14 }), fc.boolean());
    const found = (places: Iterable<number>, isIn: (text: string) => boolean) =>
      [...places].filter((place) => isIn(texts[place] ?? ''));
    let hits = 0;
    fc.assert(
      fc.property(part, ([place, from, length, isMasked]) => {
        const text = [...toSearchText(records[place] as ClientRecord)].slice(from, from + length).join('');
        if (text.replace(/[^\p{L}\p{N}]/gu, '').length < 3) return;
        const { parts, matches } = readSearch(text, isMasked, 'CO');
        const all = found(texts.keys(), matches);
        hits += all.length;
        expect(found(candidates(parts), matches)).toEqual(all);
      }),
      { numRuns: 500 },
    );
    expect(hits).toBeGreaterThan(500);
  });

  it.each([
    ['part of a name, accents aside', 'alvar', false, true],
    ['part of an address', 'bellavis', false, true],
    ['part of a document as it is written', '1.010.0', false, true],
    ['part of a phone', '310', false, true],
    ['part of a name', 'alvar', true, true],
    ['part of an address, masked', 'bellavis', true, false],
    ['part of a phone, masked', '31000', true, false],
    ['part of a document, masked', '10100', true, false],
    ['a whole document, masked', '1010000481', true, true],
    ['a whole phone, masked', '3 100-102947', true, true],
    ['what spans two fields', 'pena calle', false, false],
  ])('%s: %s', (_, search, isMasked, isFound) => {
    const record = toRecord(13, {
      name: 'ÁLVARO PEÑA',
      address: 'Calle 1, Bellavista',
      document: '1.010.000.481',
      phone: '310 0102947',
    });
    expect(readSearch(search, isMasked, 'CO').matches(toSearchText(record))).toBe(isFound);
  });

  it('looks at few of many: a phone that one of 20,000 has is looked for in a few blocks', async () => {
    const looked = async (count: number) => {
      const records = listOf(count);
      const { candidates } = await createClientTexts().of(listed(records), records);
      return candidates(readSearch(String(records[count - 7]?.phones[0]?.raw), false, 'CO').parts).length;
    };
    for (const count of [5_000, 10_000, 20_000]) {
      const places = await looked(count);
      expect(places).toBeGreaterThan(0);
      expect(places).toBeLessThanOrEqual(5 * 64);
    }
  });

  it('is made from the one before: only who has changed is folded anew', async () => {
    const texts = createClientTexts();
    const before = listOf(1_000);
    const first = await texts.of(listed(before), before);
    const after = [...before.map((record) => ({ ...record }))];
    after[500] = { ...person(501), name: 'Zoraida Quiñones' };
    after.push(person(1_001));
    const folding = vi.spyOn(String.prototype, 'normalize');
    const list = listed(after);
    const second = await texts.of(list, after);
    expect(folding.mock.calls.length).toBe(2 * 3);
    expect(await texts.of(list, after)).toBe(second);
    const { parts, matches } = readSearch('zoraida quin', false, 'CO');
    expect(second.candidates(parts).filter((place) => matches(second.texts[place] ?? ''))).toEqual([500]);
    expect(first.candidates(parts).filter((place) => matches(first.texts[place] ?? ''))).toEqual([]);
  });

  it('forgets everybody when one is to be forgotten', async () => {
    const texts = createClientTexts();
    const records = listOf(10);
    await texts.of(listed(records), records);
    texts.forget();
    const folding = vi.spyOn(String.prototype, 'normalize');
    await texts.of(listed(records), records);
    expect(folding.mock.calls.length).toBe(10 * 3);
  });

  it('leaves the event loop a turn after each few hundred while it is made', async () => {
    let turns = 0;
    let isMade = false;
    const turn = (): void => {
      turns += 1;
      if (!isMade) setImmediate(turn);
    };
    setImmediate(turn);
    const records = listOf(10_000);
    await createClientTexts().of(listed(records), records);
    isMade = true;
    expect(turns).toBeGreaterThanOrEqual(10_000 / 500 - 1);
  });

  it('is searched in a time in proportion to its size at most', async () => {
    const made = new Map(
      await Promise.all(
        [10_000, 20_000].map(async (count) => {
          const records = listOf(count);
          return [count, await createClientTexts().of(listed(records), records)] as const;
        }),
      ),
    );
    for (const search of ['mar', 'esperanza pena', '3179', 'nobody at all']) {
      const { parts } = readSearch(search, false, 'CO');
      const looks = (size: number) => made.get(size)?.candidates(parts).length ?? 0;
      expect(looks(20_000)).toBeLessThanOrEqual(2.5 * looks(10_000) + 128);
    }
  });
});
