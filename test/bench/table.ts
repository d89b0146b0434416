import { type RowResult, type Standing, show } from './row.js';

const heads = ['row', 'who', 'ops/s', 'x gateway', 'cpu us/op', 'x gateway', 'p50 ms', 'p99 ms', 'calls/op'];

/** Everything that was measured, as one table for a terminal. */
export function toTable(results: readonly RowResult[]): string {
  const lines = results.flatMap((result) => [...toLines(result), []]);
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...lines.filter(isCells).map((cells) => cells[index]?.length ?? 0)),
  );
  const format = (cells: readonly string[]): string =>
    isCells(cells) ? cells.map((cell, index) => pad(cell, widths[index] ?? 0, index)).join('  ') : cells.join('');
  const head = format(heads);
  return [head, '-'.repeat(head.length), ...lines.map(format)].join('\n');
}

function toLines({ row, work, standings, findings, goals }: RowResult): readonly (readonly string[])[] {
  return [
    ...standings.map((standing, index) => toCells(index === 0 ? row : '', standing)),
    [`${standings.length === 0 ? `${row}: ` : '  '}${work}`],
    ...findings.map(({ what, value }) => [`  ${what}: ${value}`]),
    ...goals.map(({ goal, figure, isMet }) => [`  ${isMet ? 'held  ' : 'MISSED'}  ${goal}   is ${figure}`]),
  ];
}

function toCells(row: string, standing: Standing): readonly string[] {
  const { subject, operationsPerSecond, relative, cpuMicros, relativeCpu, p50Ms, p99Ms, callsPerOperation } = standing;
  const figures = [operationsPerSecond, relative, cpuMicros, relativeCpu, p50Ms, p99Ms, callsPerOperation];
  return [row, subject, ...figures.map(show)];
}

function isCells(cells: readonly string[]): boolean {
  return cells.length === heads.length;
}

function pad(cell: string, width: number, index: number): string {
  return index < 2 ? cell.padEnd(width) : cell.padStart(width);
}
