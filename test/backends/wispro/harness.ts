import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { createWispro, type SuricataSettings } from '../../../src/backends/wispro/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../../src/emulator/wispro/index.js';
import type { ClientKeyKind, ClientRecord } from '../../../src/model/client.js';
import { UpstreamError } from '../../../src/model/errors.js';
import type { Invoice } from '../../../src/model/invoice.js';
import { backgroundCall, type UpstreamCall } from '../../../src/upstream/call.js';

export const locality = {
  country: 'AR',
  currency: 'ARS',
  timeZone: 'America/Argentina/Buenos_Aires',
  phoneCountry: 'AR',
} as const;

export interface Harness {
  readonly emulator: WisproEmulator;
  readonly wispro: Backend;
  /** What the adapter set right silently, as `sentence: count`. */
  readonly warnings: string[];
  connect(settings?: Partial<SuricataSettings>): Backend;
  call(budgetMs?: number): UpstreamCall;
  find(kind: ClientKeyKind, value: string): Promise<ClientRecord | null>;
  /** @throws when there is none. */
  get(kind: ClientKeyKind, value: string): Promise<ClientRecord>;
}

/** One emulator per file, as new before each test, and an adapter in front of it. */
export function useWispro(): Harness {
  let emulator: WisproEmulator;
  let wispro: Backend;
  const warnings: string[] = [];
  const opened: Backend[] = [];
  const connect = (settings: Partial<SuricataSettings> = {}): Backend => {
    const promisePolicy = { maxDays: 15, onlySuspended: true };
    const suricata = { baseUrl: emulator.url, token: wisproToken, promiseKey: 'id', ...settings } as const;
    const backend = createWispro(
      { locality, promisePolicy, suricata },
      { warn: (what, count) => warnings.push(`${what}: ${count}`) },
    );
    opened.push(backend);
    return backend;
  };
  const find = (kind: ClientKeyKind, value: string) => wispro.clients.find({ kind, value }, backgroundCall());
  beforeAll(async () => {
    emulator = await startWispro({ subscribers: 40, today: () => new Date('2025-03-10T15:00:00Z') });
  });
  beforeEach(() => {
    emulator.reset();
    warnings.length = 0;
    wispro = connect();
  });
  afterAll(async () => {
    for (const backend of opened) backend.close();
    await emulator.close();
  });
  return {
    get emulator() {
      return emulator;
    },
    get wispro() {
      return wispro;
    },
    warnings,
    connect,
    call: backgroundCall,
    find,
    get: async (kind, value) => {
      const record = await find(kind, value);
      if (record === null) throw new Error(`nobody by ${kind}`);
      return record;
    },
  };
}

/** The error a promise fails with. @throws when it does not, or with an error of another kind. */
export async function failure(promise: Promise<unknown>): Promise<UpstreamError> {
  const outcome = await promise.then(
    () => new Error('did not fail'),
    (error: unknown) => error,
  );
  if (outcome instanceof UpstreamError) return outcome;
  throw outcome;
}

/** An invoice, as far as it is asked for links. */
export function invoiceOf(invoiceId: string): Pick<Invoice, 'invoiceId' | 'clientId'> {
  return { invoiceId, clientId: 'c1' };
}
