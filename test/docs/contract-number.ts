import { blank, type Tree } from '../floors.js';

/** A contract whose assumed points (A) and traps (T) each need tests that name them, as `A-04` or `T07`. */
export interface NumberedContract {
  readonly path: string;
  /** Tests of its adapter, or of the whole gateway over it. */
  readonly gateway: RegExp;
  /** Tests of its emulator, which must fall into each trap by itself. */
  readonly emulator: RegExp;
}

/** Numbers in the first column of its tables, in the form `A-04` and `T07`. */
export function readNumbers(contract: string): readonly string[] {
  const rows = contract.matchAll(/^\| ?([AT])-?(\d{1,2}) \|/gm);
  return [...rows].map(([, letter = '', number = '']) => toName(letter, number));
}

/** What no test names, and where it would have to. */
export function findUntested(
  contract: string,
  { gateway, emulator }: NumberedContract,
  tests: Tree,
): readonly string[] {
  const [byGateway, byEmulator] = [namesIn(tests, gateway), namesIn(tests, emulator)];
  return readNumbers(contract).flatMap((name) => [
    ...(byGateway.has(name) ? [] : [`${name}: adapter or gateway`]),
    ...(name.startsWith('A') || byEmulator.has(name) ? [] : [`${name}: emulator`]),
  ]);
}

/** Numbers that titles and tables of tests name. A comment proves nothing. */
function namesIn(tests: Tree, where: RegExp): ReadonlySet<string> {
  const texts = Object.entries(tests).filter(([path]) => path.endsWith('.test.ts') && where.test(path));
  return new Set(
    texts.flatMap(([, text]) =>
      [...blank(text, 'comments').matchAll(/(?<![\w-])([AT])-?(\d{1,2})(?!\w|:\d)/g)].map(
        ([, letter = '', number = '']) => toName(letter, number),
      ),
    ),
  );
}

function toName(letter: string, number: string): string {
  return `${letter}${letter === 'A' ? '-' : ''}${number.padStart(2, '0')}`;
}
