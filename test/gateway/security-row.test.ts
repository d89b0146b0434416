import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { securityRows } from './security-row.js';

const expected = [...Array.from({ length: 98 }, (_, index) => String(index + 1)), '73a', '73b', '73c'];

describe('the rows of reliability.md, section 3', () => {
  it('are each listed once: shown by a test, or with the reason why not', () => {
    expect(securityRows.map(({ row }) => row).sort()).toEqual(expected.sort());
    for (const { shownBy, doesNotApply } of securityRows)
      expect([shownBy, doesNotApply].filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('are shown by tests that there are', () => {
    for (const path of new Set(securityRows.flatMap(({ shownBy = [] }) => shownBy))) {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toMatch(/\bit(\.each)?[(<]/);
    }
  });
});
