import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Fence } from './markdown.js';

/** Address that the page writes. */
const written = 'http://127.0.0.1:4000';

/** What a reader takes from the demo's output and from answers, by the variable of the shell. */
export type Copied = Readonly<Record<string, (latest: string) => string>>;

/** Runs one command as a reader would. @returns what it printed. */
async function runCommand(text: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', text], {
    env: { PATH: process.env.PATH, ...environment },
    timeout: 30_000,
  });
  return stdout;
}

/** Any text, where the page has an ellipsis. */
function expectedText(text: string): unknown {
  if (!text.includes('…')) return text;
  const parts = text.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return expect.stringMatching(new RegExp(`^${parts.join('.+')}$`));
}

/** The same value, any text in place of an ellipsis. */
function expected(value: unknown): unknown {
  if (typeof value === 'string') return expectedText(value);
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expected(inner)]));
}

function withoutBlankEnds(text: string): string {
  return text.replaceAll(/[ \t]+$/gm, '').trim();
}

/**
 * Follows a page: runs its commands in their order, and holds what they print against the block behind each.
 * @param url of the demo, in place of the one that is written.
 * @returns how many commands were run, and how many answers held.
 */
export async function follow(
  fences: readonly Fence[],
  url: string,
  copied: Copied,
): Promise<{ readonly commands: number; readonly answers: number }> {
  const environment: Record<string, string> = {};
  let [latest, commands, answers] = ['', 0, 0];
  for (const { info, text } of fences) {
    const variable = /^export (\w+)=\S*…$/m.exec(text)?.[1];
    if (variable !== undefined) {
      const take = copied[variable];
      if (take === undefined) throw new Error(`the reader is not told what ${variable} is`);
      environment[variable] = take(latest);
      commands += 1;
    } else if (info.startsWith('sh')) {
      const run = (): Promise<string> => runCommand(text.replaceAll(written, url), environment);
      latest = await run();
      // The page says so: nothing else comes of it.
      if (info === 'sh twice') expect(await run()).toBe(latest);
      commands += 1;
    } else {
      if (info === 'json') expect(JSON.parse(latest)).toEqual(expected(JSON.parse(text)));
      else expect(withoutBlankEnds(latest)).toContain(withoutBlankEnds(text));
      answers += 1;
    }
  }
  return { commands, answers };
}
