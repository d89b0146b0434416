import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { plantedSecret } from '../../src/emulator/wisphub/native/api/index.js';
import { wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { plantedSecrets, wisproToken } from '../../src/emulator/wispro/index.js';

export const jwt = { secret: 'planted-jwt-secret-of-at-least-32-bytes', issuer: undefined, audience: 'isp-gateway' };

/** An endpoint of webhooks: its path is as secret as its key, which has 24 bytes. */
export const webhook = {
  path: '/planted-webhook-path',
  secret: `whsec_${Buffer.from('planted-webhook-secret-1').toString('base64')}`,
};

/** What must be in no log and in no answer, whoever asks. */
const credentials: readonly string[] = [
  jwt.secret,
  webhook.path,
  webhook.secret,
  'wisphub-planted-password',
  'wisphub-planted-api-key',
  'wisphub-planted-jwt-secret',
  plantedSecret,
  'pppoe_password',
  wisproToken,
  wisproApiToken,
  ...Object.values(plantedSecrets),
  'link_mobile_login',
  'matched_fields',
];

/** What answers are about, and no log may tell. */
const persons: readonly string[] = Object.values(wispHubCases)
  .flatMap(({ nombre, cedula, telefono, direccion }) => [nombre, cedula, direccion, ...telefono.split(',')])
  .map((text) => text.trim())
  .filter((text) => text.length >= 6);

/** A JWT: nobody is ever shown one, neither a caller's nor that of a back end. */
const token = /eyJ[\w-]{5,}\.[\w-]{10,}\.[\w-]+/;

/** The secrets that a log tells, by name; of planted values first. @param planted what a test has sent beside. */
export function findInLog(text: string, planted: readonly string[] = []): readonly string[] {
  return [...find(text, [...planted, ...credentials, ...persons]), ...(token.test(text) ? ['a token'] : [])];
}

/** The secrets that an answer tells. Persons are what answers are for; errors must not name them either. */
export function findInAnswer(text: string, planted: readonly string[] = []): readonly string[] {
  return [...find(text, [...planted, ...credentials]), ...(token.test(text) ? ['a token'] : [])];
}

function find(text: string, secrets: readonly string[]): readonly string[] {
  const folded = text.toLowerCase();
  return secrets.filter((secret) => folded.includes(secret.toLowerCase()));
}
