import { describe, expect, it } from 'vitest';
import { pickClient } from '../../../src/backends/wispro/identity.js';
import type { Search } from '../../../src/backends/wispro/protocol/search.js';
import { UpstreamError } from '../../../src/model/errors.js';

const uuid = (digit: number) => `d0000000-0000-4000-8000-00000000000${digit}`;

const person = (name: string, document: unknown, id = 1) => ({
  name,
  national_identification_number: document,
  contracts: [{ id: `c${id}`, client_id: uuid(id) }],
});

const pick = (body: unknown, type: Search['type'], q: string) => pickClient(body, { type, q }, 'AR')?.name ?? null;

describe('one of several', () => {
  const several = [person('UNO', '30.111.222'), person('DOS', '31222333', 2), null, {}];

  it('is the one with the document that was asked for', () => {
    expect(pick(several, 'dni', '31222333')).toBe('DOS');
    expect(pick({ data: several }, 'dni', '30111222')).toBe('UNO');
    expect(pick(several, 'cuit', '20312223331')).toBe('DOS');
    expect(pick(several, 'id', uuid(2).toUpperCase())).toBe('DOS');
  });

  it.each<[Search['type'], string]>([
    ['dni', '40111222'],
    ['cod', '1'],
    ['id', '1'],
    ['id', uuid(3)],
  ])('by %s %s is ambiguous', (type, q) => {
    expect(() => pick(several, type, q)).toThrow(UpstreamError);
  });

  it('is ambiguous when two have the document', () => {
    expect(() => pick([person('UNO', '30111222'), person('DOS', 30111222, 2)], 'dni', '30111222')).toThrow(
      UpstreamError,
    );
  });
});

describe('the only one', () => {
  it.each<[unknown, Search['type'], string]>([
    ['30.111.222', 'dni', '30111222'],
    ['', 'dni', '30111222'],
    [null, 'dni', '30111222'],
    ['cualquiera', 'dni', '30111222'],
    ['20-30111222-0', 'cuit', '20301112220'],
    ['05123456', 'cuit', '20051234564'],
    ['40999888', 'cod', '30111222'],
    ['40999888', 'id', uuid(1)],
  ])('with document %j fits %s %s', (document, type, q) => {
    expect(pick(person('UNO', document), type, q)).toBe('UNO');
    expect(pick([person('UNO', document)], type, q)).toBe('UNO');
  });

  it.each<[unknown, Search['type'], string]>([
    ['40999888', 'cuit', '20301112220'],
    ['40999888', 'dni', '30111222'],
    [40999888, 'dni', '30111222'],
    ['30111222', 'id', uuid(2)],
  ])('with document %j is a stranger for %s %s', (document, type, q) => {
    expect(() => pick(person('UNO', document), type, q)).toThrow(UpstreamError);
  });
});

describe('what is no client', () => {
  it.each([null, {}, [], [{}], { data: null }, { data: [] }, { name: '', contracts: null }, { a_status: null }])(
    '%j is nobody',
    (body) => {
      expect(pick(body, 'dni', '30111222')).toBeNull();
    },
  );

  it.each([7, 0, false, 'x', ['x'], { resultado: 7 }, { data: 'x' }, [[[[[person('UNO', '')]]]]]])(
    '%j makes no sense',
    (body) => {
      expect(() => pick(body, 'dni', '30111222')).toThrow(UpstreamError);
    },
  );
});
