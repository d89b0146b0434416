import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';

const executablePath = '/usr/bin/chromium';

/** Nothing that a browser does on its own account: what is asked for is what the page asks for. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs what needs a browser where there is one. Where there is none it is skipped, by a name that says so; with `CI` set it fails. */
export function describeInBrowser(name: string, body: () => void): void {
  if (existsSync(executablePath) || process.env.CI !== undefined) describe(name, body);
  else describe.skip(`${name} [NOT RUN: no ${executablePath}; install Debian's chromium]`, body);
}

/** Builds one page, as `npm run build` builds all. No two test files build the same one: it is gone for a moment. */
export async function buildPage(name: 'console' | 'graphiql'): Promise<void> {
  const root = `src/web/${name}`;
  const options = ['--base', `/${name}/`, '--outDir', `../../../dist/web/${name}`, '--emptyOutDir'];
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', root, ...options]);
}

export interface Visit {
  readonly page: Page;
  /** Requests of the page that leave this machine. */
  readonly strayed: readonly string[];
  /** Errors that the page threw or wrote to its console, as a text each. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** One browser for a file; a visit is a profile of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: quiet });
}

export async function visit(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visit> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const strayed: string[] = [];
  const faults: string[] = [];
  const { hostname } = new URL(url);
  const isOwn = (asked: string): boolean => asked.startsWith('data:') || new URL(asked).hostname === hostname;
  context.on('request', (request) => isOwn(request.url()) || strayed.push(request.url()));
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  // Before the test's own limit, so that it is told what was waited for.
  context.setDefaultTimeout(12_000);
  const page = await context.newPage();
  page.on('websocket', (socket) => isOwn(socket.url()) || strayed.push(socket.url()));
  await page.goto(url);
  return { page, strayed, faults, close: () => context.close() };
}
