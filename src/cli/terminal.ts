import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says on standard error what deserves attention and stops nothing. */
export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says what went wrong, and with what the process ends. */
export function fail(text: string, exitCode = 1): void {
  warn(text);
  process.exitCode = exitCode;
}

/** Calls `leave` when something cannot be printed because its reader has gone, as `head` does. */
export function onBrokenPipe(leave: () => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE') leave();
    });
  }
}

/** Milliseconds that a reader like `head` needs to leave once it has read enough. */
const leaveMs = 1_000;

/** Says the last line of a process that stays, after a pause in which a reader may leave: only a write shows that it has. */
export async function sayLast(text: string): Promise<void> {
  if (!process.stdout.isTTY) await setTimeout(leaveMs);
  say(text);
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
  const timer = globalThis.setTimeout(() => stderr.write(`${what} …`), quietMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    stderr.write('\r\u001b[K');
  }
}
