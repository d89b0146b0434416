import { defineConfig } from 'vitest/config';
import quick from './vitest.config.js';

/** Tests of the gateway, its client, and a clone, as others have them: they install packages from the registry. */
export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: ['test/clients/**/*.clients.test.ts'],
    exclude: [],
    globalSetup: ['test/clients/demo.ts'],
    isolate: true,
    testTimeout: 180_000,
    // A hook installs a project: minutes where the registry or the machine is slow.
    hookTimeout: 480_000,
  },
});
