import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/store/index.js';
import { inspectStore } from '../../../src/store/inspection.js';
import { DirectoryError, findDirectoryFault, holdDirectory } from '../../../src/store/lmdb/directory.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isp-gateway-directory-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const storeIn = (dataDir: string) => ({ redisUrl: null, redisReplicas: null, dataDir });

describe('a directory of a store', () => {
  it('is held by one at a time, and free again once that one has closed', async () => {
    const first = await createStore(storeIn(folder));
    await expect(createStore(storeIn(folder))).rejects.toThrow(
      new DirectoryError('DATA_DIR is held by another process: each gateway needs a folder of its own'),
    );
    await first.close();
    await (await createStore(storeIn(folder))).close();
    expect(readdirSync(folder).sort()).toEqual(['data.mdb', 'lock.mdb']);
  });

  it('is free once its holder was killed', async () => {
    const path = JSON.stringify(join(folder, 'gateway.1.sock'));
    const script = `require('node:net').createServer().listen(${path}, () => console.log('holds'))`;
    const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(await findDirectoryFault(folder)).toBe('held');
    await expect(holdDirectory(folder)).rejects.toThrow('is held by another process');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(readdirSync(folder)).toEqual(['gateway.1.sock']);
    expect(await findDirectoryFault(folder)).toBeNull();
    const release = await holdDirectory(folder);
    expect(await findDirectoryFault(folder)).toBe('held');
    expect(readdirSync(folder)).toEqual(['gateway.2.sock']);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes to one at most of many that come at once after a kill, again and again', async () => {
    const path = JSON.stringify(join(folder, 'gateway.1.sock'));
    const script = `require('node:net').createServer().listen(${path}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script]), 'exit');
    for (let round = 0; round < 20; round += 1) {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => holdDirectory(folder)));
      const held = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(held.length).toBeLessThanOrEqual(1);
      for (const release of held) await release();
    }
    const release = await holdDirectory(folder);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may have a path that is longer than a socket’s', async () => {
    const long = join(folder, 'a'.repeat(100), 'b'.repeat(100));
    const release = await holdDirectory(long);
    await expect(holdDirectory(long)).rejects.toThrow(DirectoryError);
    expect(await findDirectoryFault(long)).toBe('held');
    await release();
    await (await holdDirectory(long))();
  });

  it('is refused where a file stands, or where it would have to be inside one', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'file'), join(folder, 'file', 'data'), '/dev/null/data']) {
      await expect(createStore(storeIn(path))).rejects.toThrow(
        new DirectoryError('a file stands in the place of DATA_DIR, which must be a folder'),
      );
    }
  });
});

describe('the inspection of a directory', () => {
  it('says the same as a start, and changes nothing', async () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'free'));
    const [file] = await inspectStore(storeIn(join(folder, 'file')));
    expect(file).toMatchObject({
      status: 'fault',
      message: 'a file stands in the place of DATA_DIR, which must be a folder',
    });
    expect(await inspectStore(storeIn(join(folder, 'free')))).toMatchObject([{ status: 'ok' }]);
    expect(await inspectStore(storeIn(join(folder, 'new', 'folder')))).toMatchObject([{ status: 'ok' }]);
    expect(readdirSync(folder).sort()).toEqual(['file', 'free']);
  });

  it('warns of one that is held, as it is while its gateway runs', async () => {
    const store = await createStore(storeIn(folder));
    expect(await inspectStore(storeIn(folder))).toMatchObject([
      { status: 'warning', message: expect.stringContaining('DATA_DIR is held by another process') },
    ]);
    await store.close();
  });
});
