import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTree } from '../floors.js';
import { findUntested, type NumberedContract, readNumbers } from './contract-number.js';

/** What an installation is learnt to be says nothing of how the gateway lives with it: `learning/` is left out. */
const contracts: readonly NumberedContract[] = [
  {
    path: 'src/backends/wisphub/contract-native.md',
    gateway: /^test\/backends\/wisphub\/native\/(?!learning\/)|^test\/gateway\/(?:native|payment-entry)/,
    emulator: /^test\/emulator\/wisphub\/native\//,
  },
  {
    path: 'src/backends/wispro/contract-cloud.md',
    gateway:
      /^test\/backends\/wispro\/(?:cloud\/(?!learning\/)|sources)|^test\/gateway\/(?:cloud|wispro-(?:cloud|desk)|payment-cloud)/,
    emulator: /^test\/emulator\/wispro\/cloud/,
  },
];

describe('the numbers of a contract', () => {
  const example = { path: '', gateway: /^test\/gateway\//, emulator: /^test\/emulator\// };
  const contract = '| T01 | a trap |\n| A01 | one | another |\n| A-2 | one | another |\nT07 in a sentence';

  it('are those of its tables', () => {
    expect(readNumbers(contract)).toEqual(['T01', 'A-01', 'A-02']);
  });

  it('are each named by a test, and traps by one of the emulator as well', () => {
    expect(findUntested(contract, example, {})).toEqual([
      'T01: adapter or gateway',
      'T01: emulator',
      'A-01: adapter or gateway',
      'A-02: adapter or gateway',
    ]);
    const tests = {
      'test/gateway/a.test.ts': "it('T01, A-01: does');\n// A-02\nconst at = '2026-01-01T02:00:00';",
      'test/emulator/a.test.ts': "test('T01: is', () => undefined);",
      'test/gateway/a.ts': "['A-02']",
    };
    expect(findUntested(contract, example, tests)).toEqual(['A-02: adapter or gateway']);
    const more = { ...tests, 'test/gateway/b.test.ts': "it.each([['A-02', {}]])" };
    expect(findUntested(contract, example, more)).toEqual([]);
  });
});

describe.each(contracts)('each number of $path', (contract) => {
  const text = readFileSync(new URL(`../../${contract.path}`, import.meta.url), 'utf8');

  it('is in the title or the table of a test', () => {
    expect(readNumbers(text).length).toBeGreaterThan(50);
    expect(findUntested(text, contract, readTree())).toEqual([]);
  });
});
