import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createCertificate } from './certificate.js';

/** A back end over TLS, known to all tests by its certificate or a stranger, which ends with the test. */
export async function startSecure(listener: RequestListener, who: 'known' | 'stranger' = 'known') {
  const trusted = readFileSync(process.env.NODE_EXTRA_CA_CERTS ?? '', 'utf8');
  const { cert, key } = who === 'known' ? { cert: trusted, key: trusted } : createCertificate();
  let connections = 0;
  let requests = 0;
  const server = createServer({ cert, key }, (request, response) => {
    requests += 1;
    listener(request, response);
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get requests() {
      return requests;
    },
  };
}
