import { anything, assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  toCoordinates,
  toEmail,
  toInstant,
  toInteger,
  toIp,
  toKey,
  toLocalDay,
  toMac,
  toText,
} from '../../../../src/backends/wispro/protocol/value.js';
import { dniOfCuit, toCuit, toDni } from '../../../../src/model/document.js';
import { locality } from '../harness.js';

const toBuenosAires = (value: unknown) => toInstant(value, locality.timeZone);

describe('texts, keys and numbers', () => {
  it.each([
    ['  PRUEBA  UNO ', 'PRUEBA  UNO'],
    ['', null],
    ['   ', null],
    [null, null],
    [undefined, null],
    [80, '80'],
    [{}, null],
    [true, null],
  ])('text %j reads as %j', (value, text) => {
    expect(toText(value)).toBe(text);
  });

  it.each([
    [15001, 15001],
    ['80', 80],
    [' 70 ', 70],
    ['1.5', null],
    [1.5, null],
    ['', null],
    [null, null],
    ['1e3', null],
    ['4294967296', null],
  ])('whole number %j reads as %j', (value, number) => {
    expect(toInteger(value)).toBe(number);
  });

  it.each([
    ['c0000000-0000-4000-8000-000000000001', true],
    [60118, true],
    ['00000123', true],
    ['a:b', false],
    ['..', false],
    ['x'.repeat(65), false],
    ['', false],
  ])('key %j is taken: %j', (value, isTaken) => {
    expect(toKey(value)).toBe(isTaken ? String(value) : null);
  });
});

describe('days and instants', () => {
  it.each([
    ['2021-02-23', '2021-02-23'],
    ['20250312', '2025-03-12'],
    ['2025-03-10T23:30:00.000-03:00', '2025-03-10'],
    ['2025-03-10 23:30:00', '2025-03-10'],
    ['2024-02-29', '2024-02-29'],
    ['2025-02-29', null],
    ['20251301', null],
    ['10/03/2025', null],
    ['2025-03-10x', null],
    ['', null],
    [null, null],
  ])('day %j reads as %j', (value, day) => {
    expect(toLocalDay(value)).toBe(day);
  });

  it.each([
    ['2021-02-23T14:45:58.152-03:00', '2021-02-23T17:45:58.152Z'],
    ['2021-02-23T14:45:58Z', '2021-02-23T14:45:58.000Z'],
    ['2021-02-23T14:45:58', '2021-02-23T17:45:58.000Z'],
    ['2021-02-23 14:45:58', '2021-02-23T17:45:58.000Z'],
    ['2021-02-23 14:45:58 -0300', '2021-02-23T17:45:58.000Z'],
    ['2021-02-23', '2021-02-23T03:00:00.000Z'],
    ['14:45', null],
    ['2021', null],
    ['hoy', null],
    ['', null],
    [null, null],
  ])('instant %j reads as %j', (value, instant) => {
    expect(toBuenosAires(value)?.toISOString() ?? null).toBe(instant);
  });
});

describe('places, addresses of machines and of people', () => {
  it.each([
    ['-38.5500000', '-58.74999999999999', { latitude: -38.55, longitude: -58.75 }],
    ['-38.123456789', '1.00000004', { latitude: -38.1234568, longitude: 1 }],
    ['-38,55', '-58,75', { latitude: -38.55, longitude: -58.75 }],
    [-38.55, -58.75, { latitude: -38.55, longitude: -58.75 }],
    ['90', '180', { latitude: 90, longitude: 180 }],
    ['0', '-58.75', { latitude: 0, longitude: -58.75 }],
    ['0', '0.0', null],
    ['90.1', '0', null],
    ['0', '-180.5', null],
    ['-38.55', null, null],
    ['-38.55', '', null],
    ['1e1', '1', null],
    ['norte', 'sur', null],
  ])('position %j, %j reads as %j', (latitude, longitude, location) => {
    expect(toCoordinates(latitude, longitude)).toEqual(location);
  });

  it.each([
    [toIp, '10.0.2.6', true],
    [toIp, '2001:db8::1', true],
    [toIp, '10.0.2.256', false],
    [toIp, '10.0.2.6/32', false],
    [toIp, 'fe80::1%eth0', false],
    [toMac, '00:1A:2b:3c:4d:5e', true],
    [toMac, '00-1A-2b-3c-4d-5e', true],
    [toMac, '00:1A-2b:3c:4d:5e', false],
    [toMac, '001A', false],
    [toEmail, 'uno@example.test', true],
    [toEmail, "o'brien+x@sub.example.test", true],
    [toEmail, '[email protected]', false],
    [toEmail, 'uno@', false],
    [toEmail, 'uno@-a.test', false],
    [toEmail, 'a@b.test, c@d.test', false],
  ])('%o takes %j: %j', (read, value, isTaken) => {
    expect(read(value)).toBe(isTaken ? value : null);
  });
});

describe('Argentine documents', () => {
  it.each([
    ['30111222', '30111222'],
    ['30.111.222', '30111222'],
    [' 5 123 456 ', '5123456'],
    ['5.123.456', '5123456'],
    ['123456', null],
    ['123456789', null],
    ['00000000', null],
    ['3011122a', null],
    ['３０１１１２２２', null],
  ])('DNI %j reads as %j', (text, dni) => {
    expect(toDni(text)).toBe(dni);
  });

  it.each([
    ['33-69345023-9', '33693450239'],
    ['30-70308853-4', '30703088534'],
    ['20-30111222-0', '20301112220'],
    ['27-30111222-5', '27301112225'],
    ['20-30111229-8', '20301112298'],
    ['23-30111228-9', '23301112289'],
    ['30712345671', '30712345671'],
    ['20-30111222-1', null],
    ['30-30111222-2', null],
    ['00000000000', null],
    ['2030111222', null],
    ['203011122200', null],
  ])('CUIT %j reads as %j', (text, cuit) => {
    expect(toCuit(text)).toBe(cuit);
  });

  it('gives no check digit to a number that has none', () => {
    const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    expect(digits.filter((digit) => toCuit(`2030111228${digit}`) !== null)).toEqual([]);
  });

  it('finds the document in a CUIT', () => {
    expect(dniOfCuit('20301112220')).toBe('30111222');
    expect(dniOfCuit('20051234564')).toBe('5123456');
  });
});

describe('any value at all', () => {
  it('costs null, never an exception', () => {
    assert(
      property(anything(), (value) => {
        for (const read of [toText, toKey, toInteger, toLocalDay, toBuenosAires, toIp, toMac, toEmail]) {
          expect(() => read(value)).not.toThrow();
        }
        expect(() => toCoordinates(value, value)).not.toThrow();
      }),
    );
  });
});
