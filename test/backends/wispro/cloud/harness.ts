import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Backend } from '../../../../src/backends/backend.js';
import { createWispro } from '../../../../src/backends/wispro/index.js';
import {
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../../../src/emulator/wispro/cloud/index.js';
import type { Locality } from '../../../../src/model/backend.js';
import type { ClientKeyKind, ClientRecord } from '../../../../src/model/client.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { locality } from '../harness.js';

export interface CloudHarness {
  readonly cloud: WisproCloudEmulator;
  readonly warnings: readonly string[];
  /** An adapter that knows nothing yet. */
  connect(place?: Partial<Locality>): Backend;
  /** @throws when there is none. */
  get(backend: Backend, kind: ClientKeyKind, value: string): Promise<ClientRecord>;
  /** Routes that were asked, in order. */
  routes(): readonly string[];
}

/** One emulator per file, as new before each test. */
export function useCloud(): CloudHarness {
  let cloud: WisproCloudEmulator;
  const warnings: string[] = [];
  const opened: Backend[] = [];
  beforeAll(async () => {
    cloud = await startWisproCloud({ subscribers: 60, today: () => new Date('2025-03-10T15:00:00Z') });
  });
  beforeEach(() => {
    cloud.reset();
    warnings.length = 0;
  });
  afterAll(async () => {
    for (const backend of opened) backend.close();
    await cloud.close();
  });
  return {
    get cloud() {
      return cloud;
    },
    warnings,
    connect: (place = {}) => {
      const promisePolicy = { maxDays: 15, onlySuspended: true };
      const api = { baseUrl: cloud.url, token: wisproApiToken };
      const warn = (what: string, count: number): number => warnings.push(`${what}: ${count}`);
      const backend = createWispro({ locality: { ...locality, ...place }, promisePolicy, api }, { warn });
      opened.push(backend);
      return backend;
    },
    get: async (backend, kind, value) => {
      const record = await backend.clients.find({ kind, value }, backgroundCall());
      if (record === null) throw new Error(`no client by ${kind}`);
      return record;
    },
    routes: () => cloud.calls.map(({ route }) => route.replace('/api/v1', '')),
  };
}
