import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says what went wrong, and makes the process end with 1. */
export function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

/** Colours on a terminal alone, and not where NO_COLOR is set. */
export function colour(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** Milliseconds before progress is shown. */
const quietMs = 1_000;

/** Says on a terminal what is waited for, once it takes long. */
export async function withProgress<Value>(what: string, work: Promise<Value>): Promise<Value> {
  const { stderr } = process;
  if (!stderr.isTTY) return work;
  const timer = setTimeout(() => stderr.write(`${what} …`), quietMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    stderr.write('\r\u001b[K');
  }
}
