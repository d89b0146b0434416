import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWispro, wisproToken } from '../../src/emulator/wispro/index.js';
import { commandsOf } from '../docs/command.js';
import { fencesOf } from '../docs/markdown.js';
import { follow } from '../docs/tutorial.js';
import { createShell, type Shell } from './shell.js';

let folder: string;
let clone: string;
let shell: Shell;
let wispHub: WispHubEmulator;
let wispro: Awaited<ReturnType<typeof startWispro>>;

/** What a reader writes in the place of the dots, by the variable. */
function given(): Readonly<Record<string, string>> {
  return {
    WISPHUB_URL: wispHub.url,
    WISPHUB_API_KEY: 'wisphub-planted-api-key',
    WISPRO_MERCHANT: 'myisp',
    WISPRO_URL: wispro.url,
    WISPRO_TOKEN: wisproToken,
    JWT_SECRET: 'a-secret-of-a-reader-with-more-than-32-bytes',
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isp-gateway-clone-'));
  clone = join(folder, 'clone');
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  for (const path of listed.trim().split('\n')) await cp(path, join(clone, path));
  wispHub = await startWispHub({ dialect: 'v2' });
  wispro = await startWispro();
  shell = createShell(clone);
  await shell.run('npm ci --no-audit --no-fund --loglevel error');
}, 480_000);

afterEach(() => shell.stop());

afterAll(async () => {
  await Promise.all([wispHub.close(), wispro.close()]);
  await rm(folder, { recursive: true, force: true });
});

it('follows the tutorial in a clean clone', async () => {
  const { url, output } = await shell.serve('npm run demo');
  const [, botToken = '', token = ''] = output().match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
  const [, , ...steps] = fencesOf(await readFile('docs/tutorial.md', 'utf8'));
  const { answers } = await follow(steps, url, {
    TOKEN: () => token,
    BOT_TOKEN: () => botToken,
    PING: (latest) => /"id":"(\w+)"/.exec(latest)?.[1] ?? '',
  });
  expect(answers).toBe(8);
});

describe('every command', () => {
  // Pages that begin behind the README's build.
  beforeAll(() => shell.run('npm run build --silent'));

  const pages = [
    'README.md',
    'docs/authentication.md',
    'docs/deploy.md',
    'docs/mcp.md',
    'docs/operations.md',
    'docs/trusted-documents.md',
  ];

  it.each(pages)(
    'of %s does in a clean clone what it is for',
    async (page) => {
      // Files that the pages leave to the reader.
      await cp(join(clone, 'schema/operations'), join(clone, 'operations'), { recursive: true });
      await cp(join(clone, 'schema/schema.graphql'), join(clone, 'NEW.graphql'));
      shell.begin(given());
      for (const { text, kind } of commandsOf(await readFile(page, 'utf8'))) {
        if (kind === 'elsewhere' || text === 'npm ci') continue;
        if (kind === 'export') await shell.assign(text);
        else if (kind === 'serve') await shell.serve(text);
        // A page about a running gateway says what to ask it.
        else if (text.startsWith('curl ')) {
          await shell.serve('node dist/cli/index.js serve');
          expect(await shell.run(text)).not.toBe('');
        } else expect(await shell.run(text)).not.toMatch(/^Usage/);
      }
    },
    400_000,
  );

  it.each(['docs/front-end.md', 'packages/client/README.md'])(
    'of %s packs the client and installs it',
    async (page) => {
      const commands = commandsOf(await readFile(page, 'utf8')).map(({ text }) => text);
      expect(commands).toEqual(['npm ci', expect.stringMatching(/^npm pack /), expect.stringMatching(/^npm install /)]);
      shell.begin({});
      const name = (await shell.run(commands[1] ?? '')).trim().split('\n').at(-1) ?? '';
      const project = join(folder, `project-${page.replaceAll(/\W/g, '-')}`);
      await mkdir(project);
      await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
      await cp(join(clone, name), join(project, name));
      await createShell(project).run(commands[2] ?? '');
      const installed = await readFile(join(project, 'node_modules/isp-gateway-client/package.json'), 'utf8');
      expect(installed).toContain('"isp-gateway-client"');
    },
  );
});
