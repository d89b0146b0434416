/** Where a peer's back end is and whose tokens it takes: the same as the gateway is told. */
export interface PeerSetting {
  readonly backEndUrl: string;
  readonly username: string;
  readonly password: string;
  readonly secret: string;
  readonly audience: string;
}

export function readSetting(): PeerSetting {
  const { WISPHUB_URL = '', WISPHUB_USERNAME = '', WISPHUB_PASSWORD = '', JWT_SECRET = '' } = process.env;
  return {
    backEndUrl: WISPHUB_URL,
    username: WISPHUB_USERNAME,
    password: WISPHUB_PASSWORD,
    secret: JWT_SECRET,
    audience: 'isp-gateway',
  };
}
