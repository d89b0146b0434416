import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileStore } from '../../src/store/file.js';
import { describeStore } from './contract.js';

describeStore(
  'the store on disk',
  async (limits) => {
    const directory = mkdtempSync(join(tmpdir(), 'isp-gateway-file-'));
    let now = Date.now();
    const store = createFileStore({ directory, clock: () => now, ...(limits === undefined ? {} : { limits }) });
    return {
      store,
      elapse: async (ms) => {
        now += ms;
      },
      close: async () => {
        await store.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
  150,
);
