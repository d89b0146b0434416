import { createSecretKey } from 'node:crypto';
import type { TokenCheck } from './caller.js';

/** Where a peer's back end is and whose tokens it takes: the same as the gateway is told. */
export interface PeerSetting extends TokenCheck {
  readonly backendUrl: string;
  readonly username: string;
  readonly password: string;
}

export function readSetting(): PeerSetting {
  const { WISPHUB_URL = '', WISPHUB_USERNAME = '', WISPHUB_PASSWORD = '', JWT_SECRET = '' } = process.env;
  return {
    backendUrl: WISPHUB_URL,
    username: WISPHUB_USERNAME,
    password: WISPHUB_PASSWORD,
    key: createSecretKey(JWT_SECRET, 'utf8'),
    audience: 'isp-gateway',
  };
}
