import { assert, constantFrom, integer, oneof, property } from 'fast-check';
import { expect, it } from 'vitest';
import { contrast, mendColour, read } from '../../../../src/web/console/tenant/colour.js';

const toColour = (value: number): string => `#${value.toString(16).padStart(6, '0')}`;
const colours = oneof(integer({ min: 0, max: 0xffffff }), constantFrom(0, 0xffffff)).map(toColour);

it('knows black on white', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
});

it('leaves a colour that can be read as it is', () => {
  expect(mendColour('#0b5aa6').light).toBe('#0b5aa6');
  expect(mendColour('#82baff').dark).toBe('#82baff');
});

// Grounds and inks of `style/base.css`.
it.each([
  ['light', ['#f3f5f7', '#ffffff', '#f7f9fa']],
  ['dark', ['#08182a', '#0d1217', '#141b22', '#1a232c']],
] as const)('makes any colour one that can be read in the %s scheme, and written on', (scheme, others) => {
  assert(
    property(colours, (colour) => {
      const mended = read(mendColour(colour)[scheme]);
      for (const other of others) expect(contrast(mended, read(other))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
