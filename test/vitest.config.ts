import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { prepareTrusted } from './upstream/certificate.js';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: {
    // The package has two builds; Node takes one for everybody, and so must the tests.
    alias: [
      { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) },
      // The examples name the client as its users do.
      { find: /^isp-gateway-client$/, replacement: fileURLToPath(new URL('../src/client/index.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/*.long.test.ts', '**/*.clients.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Importing the gateway for each file anew took longer than its tests.
    isolate: false,
    maxWorkers: 2,
    // Back ends over TLS are trusted by a certificate of their own, which Node reads as it starts.
    env: { NODE_EXTRA_CA_CERTS: prepareTrusted() },
  },
});
