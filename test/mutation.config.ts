import { defineConfig } from 'vitest/config';
import quick from './vitest.config.js';

/** Tests that judge mutants: those of the mutated layers, without whole gateways, which are too slow to run for each mutant. */
export default defineConfig({
  ...quick,
  test: { ...quick.test, include: ['test/{domain,upstream,store}/**/*.test.ts'] },
});
