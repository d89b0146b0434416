import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startWispHub, type WispHubEmulator, type WispHubOptions } from '../../../../../src/emulator/wisphub/index.js';

export interface Answer {
  readonly status: number;
  readonly type: string;
  /** Read as JSON where it is. */
  readonly body: unknown;
}

export interface NativeApi {
  readonly emulator: WispHubEmulator;
  ask(path: string, init?: RequestInit): Promise<Answer>;
  send(method: string, path: string, body: unknown): Promise<Answer>;
  /** The whole body of a GET. */
  read(path: string): Promise<Record<string, unknown>>;
  /** Rows of a page, by a field. */
  column(path: string, field: string): Promise<readonly unknown[]>;
}

export const key = 'wisphub-planted-api-key';

/** An emulator of WispHub's own API, as new before each test. */
export function useNativeApi(options: WispHubOptions = {}): NativeApi {
  let emulator: WispHubEmulator;
  beforeAll(async () => {
    emulator = await startWispHub({ lineage: 'native', subscribers: 400, ...options });
  });
  afterAll(() => emulator.close());
  beforeEach(() => emulator.reset());
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`${emulator.url}/api/${path}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Api-Key ${key}`, ...init.headers },
    });
    const type = answer.headers.get('content-type') ?? '';
    const text = await answer.text();
    return { status: answer.status, type, body: type.startsWith('application/json') ? JSON.parse(text) : text };
  };
  const read = async (path: string) => (await ask(path)).body as Record<string, unknown>;
  return {
    get emulator() {
      return emulator;
    },
    ask,
    read,
    send: (method, path, body) =>
      ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    column: async (path, field) =>
      ((await read(path)).results as readonly Record<string, unknown>[]).map((row) => row[field]),
  };
}

export const forbidden = { detail: 'Usted no tiene permiso para realizar esta acción.' };
