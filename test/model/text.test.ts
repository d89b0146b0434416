import { describe, expect, it } from 'vitest';
import { maskText } from '../../src/model/text.js';

describe('a masked text', () => {
  it.each([
    ['1098765432', '•••••5432'],
    ['12345', '•••••2345'],
    ['1234', '•••••'],
    ['', '•••••'],
    ['V/ BELLAVISTA', '•••••ISTA'],
    ['calle 𝟙𝟚𝟛𝟜', '•••••𝟙𝟚𝟛𝟜'],
  ])('%j is shown as %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});
