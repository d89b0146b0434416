import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** Steps from the top of a file to a value of it. */
export type Path = readonly PropertyKey[];

/** A file of tenants, as it is written: every value is a text, a list or a map. */
export interface YamlFile {
  readonly path: string;
  readonly value: unknown;
  /** Faults of the YAML itself. */
  readonly issues: readonly string[];
  /** An issue by file and line: that of the value, or of the next one above it that is there. */
  locate(path: Path, issue: string): string;
}

/** The files of a path: itself, or those of a folder in the order of their names. @returns null when it cannot be read. */
export function listFiles(path: string): readonly string[] | null {
  try {
    if (!statSync(path).isDirectory()) return [path];
    // Kubernetes mounts its files beside folders whose names begin with dots.
    const names = readdirSync(path).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
    return names.sort().map((name) => join(path, name));
  } catch {
    return null;
  }
}

/** Never throws, and quotes nothing of the file. */
export function readYaml(path: string): YamlFile {
  const at = (line: number, issue: string): string => `${basename(path)}:${line}: ${issue}`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {
      path,
      value: undefined,
      issues: [`${basename(path)}: cannot be read`],
      locate: (_, issue) => at(1, issue),
    };
  }
  const lines = new LineCounter();
  // Values as they are written: a key of digits keeps its zeros.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', prettyErrors: false });
  const lineOf = (offset: number | undefined): number => Math.max(1, lines.linePos(offset ?? 0).line);
  return {
    path,
    value: document.errors.length > 0 ? undefined : toValue(() => document.toJS()),
    issues: document.errors.map(({ code, pos }) => at(lineOf(pos[0]), `is not YAML (${code.toLowerCase()})`)),
    locate: (steps, issue) => at(lineOf(offsetOf(document.contents, steps)), issue),
  };
}

/** Too many aliases of aliases are refused by the library. */
function toValue(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Position of a value's name, where it has one. */
function offsetOf(top: unknown, steps: Path): number | undefined {
  let node = top as Node | null | undefined;
  let offset = node?.range?.[0];
  for (const step of steps) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step));
      if (pair === undefined) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = node.items[Number(step)] as Node | undefined;
      offset = node?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
