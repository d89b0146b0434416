import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A key and its own certificate, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const algorithm = sequence(oid('2a8648ce3d040302'));

/** Makes a certificate for localhost, 127.0.0.1 and back.end.example: Node can check certificates and not make them. */
export function createCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('isp-gateway test')))));
  const names = ['localhost', 'back.end.example'].map((dns) => der(0x82, Buffer.from(dns)));
  const truth = der(0x01, Buffer.of(0xff));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    algorithm,
    name,
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231000000Z'))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(oid('551d13'), truth, der(0x04, sequence(truth))),
        sequence(oid('551d11'), der(0x04, sequence(...names, der(0x87, Buffer.of(127, 0, 0, 1))))),
      ),
    ),
  );
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', content, privateKey)]));
  const lines = sequence(content, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** Makes the certificate that all tests trust, once: Node reads it as it starts, from a file. @returns the file, key included. */
export function prepareTrusted(): string {
  const folder = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
  const path = `${folder}isp-gateway-test.pem`;
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const { key, cert } = createCertificate();
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, cert + key, { mode: 0o600 });
  renameSync(draft, path);
  return path;
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), body]);
}
