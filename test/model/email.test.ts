import { describe, expect, it } from 'vitest';
import { toEmail, toEmails } from '../../src/model/email.js';

describe('an e-mail address', () => {
  it.each([
    [' Ana@Correo.Example ', 'ana@correo.example'],
    ['ana', null],
    ['ana@', null],
    ['a@b@c', null],
    ['ana@x.example, eva@x.example', null],
    [`${'a'.repeat(65)}@x.example`, null],
  ])('is read from %j as %j', (text, address) => {
    expect(toEmail(text)).toBe(address);
  });

  it('is each of several in a field', () => {
    expect(toEmails('Ana@x.example; eva@x.example')).toEqual(['ana@x.example', 'eva@x.example']);
    expect(toEmails(null)).toEqual([]);
  });
});
