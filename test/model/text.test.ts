import { describe, expect, it } from 'vitest';
import { maskText } from '../../src/model/text.js';

describe('a masked text', () => {
  it.each([
    ['1098765432', '•••••32'],
    ['12345', '•••••5'],
    ['1234', '•••••4'],
    ['', '•••••'],
    ['V/ BELLAVISTA', '•••••STA'],
    ['calle 𝟙𝟚𝟛𝟜', '•••••𝟛𝟜'],
  ])('%j is shown as %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});
