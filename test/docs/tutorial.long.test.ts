import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, killAll, type Running, start } from '../cli/command.js';
import { fencesOf } from './markdown.js';
import { follow } from './tutorial.js';

let demo: Running;

beforeAll(async () => {
  await build();
  demo = start(['demo'], { PORT: '0' });
}, 120_000);

afterAll(killAll);

describe('the tutorial', () => {
  it('answers each of its commands as it says', async () => {
    const [install, printed, ...steps] = fencesOf(readFileSync('docs/tutorial.md', 'utf8'));
    expect(install?.text).toBe('npm ci && npm run demo\n');
    await demo.printed(/Stop with Ctrl-C/);
    const url = await demo.printed(/(http:\/\/[\d.:]+)\/graphql/);
    expect(demo.output()).toContain(printed?.text.trim().replaceAll('http://127.0.0.1:4000', url));
    const [, botToken = '', token = ''] = demo.output().match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
    const ran = await follow(steps, url, {
      TOKEN: () => token,
      BOT_TOKEN: () => botToken,
      PING: (latest) => (JSON.parse(latest) as PingStarted).data.startPing.pingTask.id,
    });
    expect(ran).toEqual({ commands: 11, answers: 8 });
  }, 60_000);
});

interface PingStarted {
  readonly data: { readonly startPing: { readonly pingTask: { readonly id: string } } };
}
