import { assert, constantFrom, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../../../src/backends/wispro/protocol/seal.js';
import { createSearches } from '../../../../src/backends/wispro/protocol/search.js';
import type { ClientKeyKind } from '../../../../src/model/client.js';
import type { Country } from '../../../../src/model/country.js';
import { BadUserInput } from '../../../../src/model/errors.js';

const seal = createSeal('a-token');
const searches = createSearches(seal, true, 'AR');
const uuid = 'd0000000-0000-4000-8000-000000000001';

const of = (kind: ClientKeyKind, value: string) => searches.of({ kind, value }).map(({ type, q }) => `${type}=${q}`);

describe('the searches for a key', () => {
  it.each<[ClientKeyKind, string, string[]]>([
    ['CLIENT_ID', uuid, [`id=${uuid}`]],
    ['CLIENT_ID', '1001', ['id=1001']],
    ['COD', '005215', ['cod=005215']],
    ['DNI', '30111222', ['dni=30111222', 'dni=30.111.222']],
    ['DNI', '5 123 456', ['dni=5123456', 'dni=5.123.456']],
    ['DNI', '30.111.222', ['dni=30.111.222', 'dni=30111222']],
    ['CUIT', '20301112220', ['cuit=20301112220', 'cuit=20-30111222-0']],
    ['CUIT', '20-30111222-0', ['cuit=20-30111222-0', 'cuit=20301112220']],
    ['DOCUMENT', '30111222', ['dni=30111222', 'dni=30.111.222']],
    ['DOCUMENT', '30-71234567-1', ['cuit=30-71234567-1', 'cuit=30712345671']],
    ['DOCUMENT', '20301112221', []],
    ['DOCUMENT', '1098765432', []],
    ['DOCUMENT', 'AB123456', []],
    ['SERVICE_ID', '12', []],
    ['PHONE', '+5492262400001', []],
  ])('%s %s: %j', (kind, value, expected) => {
    expect(of(kind, value)).toEqual(expected);
  });

  it.each<[ClientKeyKind, string]>([
    ['CLIENT_ID', '..'],
    ['CLIENT_ID', ''],
    ['CLIENT_ID', '1234567890123'],
    ['CLIENT_ID', `${uuid}&client_id_eq=1`],
    ['CLIENT_ID', '1\n'],
    ['COD', 'a b'],
    ['COD', '1&name_cont=a'],
    ['COD', 'x'.repeat(33)],
    ['DNI', '123456'],
    ['DNI', '20301112220'],
    ['CUIT', '30111222'],
    ['CUIT', '20301112221'],
  ])('%s %j is refused by the name of its argument', (kind, value) => {
    expect(() => of(kind, value)).toThrow(BadUserInput);
    expect(() => of(kind, value)).toThrow(expect.objectContaining({ argument: 'value' }));
  });

  it('are one each where the installation wants no variants', () => {
    const plain = createSearches(seal, false, 'AR');
    expect(plain.of({ kind: 'DNI', value: '30.111.222' })).toEqual([{ type: 'dni', q: '30111222' }]);
    expect(plain.of({ kind: 'CUIT', value: '20-30111222-0' })).toEqual([{ type: 'cuit', q: '20301112220' }]);
  });
});

describe('the searches for the document of another country', () => {
  it.each<[Country, ClientKeyKind, string, string[]]>([
    ['CO', 'DNI', '1098765432', ['dni=1098765432', 'dni=1.098.765.432', 'dni=1098765432-9']],
    ['CO', 'DNI', 'CC 1.098.765.432', ['dni=1098765432', 'dni=1.098.765.432', 'dni=1098765432-9']],
    [
      'CO',
      'DOCUMENT',
      '900123456-8',
      [
        'cuit=900123456-8',
        'dni=900123456-8',
        'cuit=900123456',
        'dni=900123456',
        'cuit=900.123.456-8',
        'cuit=9001234568',
      ],
    ],
    [
      'VE',
      'DOCUMENT',
      'V-12345678',
      ['dni=V-12345678', 'dni=12345678', 'dni=V12345678', 'cuit=V123456781', 'dni=V-12.345.678', 'dni=12.345.678'],
    ],
    [
      'VE',
      'DNI',
      'V12345678',
      ['dni=V12345678', 'dni=12345678', 'dni=V-12345678', 'dni=V-12.345.678', 'dni=12.345.678', 'dni=V123456781'],
    ],
    ['EC', 'DOCUMENT', '1714307103', ['dni=1714307103', 'dni=171430710-3', 'cuit=1714307103001', 'dni=1714307103001']],
    ['MX', 'DNI', 'boxw310820hnerxn09', ['dni=boxw310820hnerxn09', 'dni=BOXW310820HNERXN09']],
    ['CL', 'DNI', '125319092', ['dni=125319092', 'dni=12531909-2', 'dni=12.531.909-2']],
    ['PA', 'DOCUMENT', '8-123-456', ['dni=8-123-456', 'cuit=8-123-456']],
    ['CO', 'DOCUMENT', '9', []],
  ])('%s %s %s: %j', (country, kind, value, expected) => {
    const searches = createSearches(seal, true, country);
    expect(searches.of({ kind, value }).map(({ type, q }) => `${type}=${q}`)).toEqual(expected);
  });

  it('are refused for what can be no document, and one where no variants are wanted', () => {
    expect(() => createSearches(seal, true, 'CO').of({ kind: 'DNI', value: 'a&b=c' })).toThrow(BadUserInput);
    expect(createSearches(seal, false, 'CO').of({ kind: 'DNI', value: '1.098.765.432' })).toEqual([
      { type: 'dni', q: '1098765432' },
    ]);
  });
});

describe('the key of a client without an id', () => {
  it('leads every instance with the same token back to the search, to the letter', () => {
    assert(
      property(tuple(constantFrom('id', 'cod', 'dni', 'cuit'), string({ maxLength: 32 })), ([type, q]) => {
        const key = searches.seal({ type, q });
        const elsewhere = createSearches(createSeal('a-token'), true, 'AR');
        expect(elsewhere.of({ kind: 'CLIENT_ID', value: key })).toEqual([{ type, q }]);
        expect(elsewhere.seal({ type, q })).toBe(key);
        expect(key).toMatch(/^~[\w-]+$/);
      }),
    );
  });

  it('neither shows the document nor is the same under another token', () => {
    const key = searches.seal({ type: 'dni', q: '33444555' });
    expect(Buffer.from(key.slice(1), 'base64url').toString('latin1')).not.toContain('33444555');
    expect(createSearches(createSeal('other'), true, 'AR').seal({ type: 'dni', q: '33444555' })).not.toBe(key);
  });

  it('is worth nothing when it is changed anywhere, cut, or made elsewhere', () => {
    const key = searches.seal({ type: 'dni', q: '33444555' });
    const forged = [...key].slice(1).map((letter, index) => {
      const other = letter === 'A' ? 'B' : 'A';
      return `${key.slice(0, index + 1)}${other}${key.slice(index + 2)}`;
    });
    const others = [
      '~',
      `~${'A'.repeat(60)}`,
      key.slice(0, -1),
      `${key}A`,
      `${key}=`,
      createSearches(createSeal('other'), true, 'AR').seal({ type: 'dni', q: '33444555' }),
      seal.seal('constructor:x'),
    ];
    for (const value of [...forged, ...others]) expect(searches.of({ kind: 'CLIENT_ID', value })).toEqual([]);
  });
});
