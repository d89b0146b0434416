import { defineConfig } from 'vitest/config';
import quick from './vitest.config.js';

/** Tests of the client, and of a clone, as others have them: they install packages from the registry. */
export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: ['test/clients/**/*.clients.test.ts'],
    exclude: [],
    isolate: true,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
