import { defineConfig } from 'vitest/config';
import quick from './vitest.config.js';

/** Tests of the client as others have it: they install packages from the registry. */
export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: ['test/clients/**/*.clients.test.ts'],
    exclude: [],
    globalSetup: ['test/clients/demo.ts'],
    isolate: true,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
