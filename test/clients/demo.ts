import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { start } from '../cli/command.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The demo that all recipes run against, and what its tokens are signed with. */
    readonly demo: { readonly url: string; readonly secret: string };
  }
}

/** Builds and starts `isp-gateway demo`, once for all files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await promisify(execFile)('npm', ['run', 'build']);
  const secret = randomBytes(32).toString('hex');
  const demo = start(['demo'], { PORT: '0', JWT_SECRET: secret });
  const url = await demo.printed(/(http:\S+\/graphql)/);
  project.provide('demo', { url, secret });
  return async () => {
    const isGone = demo.process.exitCode !== null;
    demo.process.kill('SIGTERM');
    const { code } = await demo.exit();
    if (isGone || code !== 0) throw new Error(`the demo ended with ${code}: ${demo.output()}`);
  };
}
