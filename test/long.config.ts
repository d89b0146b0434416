import { defineConfig } from 'vitest/config';
import quick from './vitest.config.js';

/** Tests that are slow because they are long: they kill, crowd, wait and measure. */
export default defineConfig({
  ...quick,
  test: { ...quick.test, include: ['test/**/*.long.test.ts'], exclude: [], isolate: true },
});
