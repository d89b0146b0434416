import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WispHubChanges } from '../../../../src/emulator/wisphub/settings.js';
import { UpstreamError } from '../../../../src/model/errors.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { part, useWispHub } from '../harness.js';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-09-15T12:00:00Z') });
});
afterAll(() => {
  vi.useRealTimers();
});

const hub = useWispHub('native', { subscribers: 40 });
const ofNobody = '00000000-0000-4000-8000-000000000000';

/** An answer, or the code of its error. */
async function outcome(read: Promise<unknown> | undefined): Promise<unknown> {
  return read?.catch((error: unknown) => {
    if (error instanceof UpstreamError) return error.code;
    throw error;
  });
}

/** Everything that the adapter reads of a few records. */
async function readAll() {
  const native = hub.connect();
  const [clients, plans, tickets] = [native.clients, part(native, 'plans'), part(native, 'tickets')];
  const call = backgroundCall();
  const detail = (planId: number, name: string) => outcome(plans.detail({ key: String(planId), name }, call));
  return {
    byId: await outcome(clients.find({ kind: 'SERVICE_ID', value: '1001' }, call)),
    byDocument: await outcome(clients.find({ kind: 'DOCUMENT', value: '1098765432' }, call)),
    byPhone: await outcome(clients.find({ kind: 'PHONE', value: '3002687147' }, call)),
    noClient: await outcome(clients.find({ kind: 'SERVICE_ID', value: '999999' }, call)),
    plans: await outcome(plans.list(call)),
    pppoe: await detail(101, '7MB PLUS'),
    queue: await detail(107, '5MB RURAL'),
    pcq: await detail(111, 'PCQ VEREDAL'),
    subjects: await outcome(tickets.subjects(call)),
    ticket: await outcome(tickets.find(511, call)),
    noTicket: await outcome(tickets.find(999_999, call)),
    zone: await outcome(part(native, 'zones').load(9, call)),
    noTask: await outcome(part(native, 'pings').read(ofNobody, call)),
  };
}

type Reading = Awaited<ReturnType<typeof readAll>>;

const noDay = { cutOffDate: null };
const clientsWith = (change: object) => ({ byId: change, byDocument: change, byPhone: change });
const speeds = (downloadSpeed: string | null) => ({ pppoe: { downloadSpeed, uploadSpeed: downloadSpeed } });

describe('an assumed point of the native API', () => {
  it.each<[point: string, WispHubChanges, differing: Partial<Reading>]>([
    ['A-01', { withoutSlash: 'page404' }, {}],
    ['A-01', { withoutSlash: 'page500' }, {}],
    ['A-01', { withoutSlash: 'answers' }, {}],
    ['A-02', { badKey: '401' }, {}],
    ['A-03', { unknownId: 'otherText' }, {}],
    ['A-03', { unknownId: 'page' }, {}],
    ['A-03', { unknownId: 'empty200' }, {}],
    ['A-05', { language: 'en' }, {}],
    ['A-06', { overLimit: 'refused' }, {}],
    ['A-06', { pageCap: 100 }, {}],
    ['A-06', { pageCap: 1_000 }, {}],
    ['A-07', { pageDefault: 50 }, {}],
    ['A-08', { catalogues: 'list' }, {}],
    [
      'A-08',
      { catalogues: 'object' },
      { plans: [{ planId: 101, name: '7MB PLUS', type: 'PPPOE' }], subjects: [expect.anything()] },
    ],
    ['A-09', { textForNumber: 'all' }, {}],
    ['A-09', { textForNumber: 'page500' }, {}],
    ['A-10', { cutOffDay: 'iso' }, {}],
    ['A-10', { cutOffDay: 'null' }, clientsWith(noDay)],
    ['A-10', { cutOffDay: 'blank' }, clientsWith(noDay)],
    ['A-17', { unknownTask: 'pending' }, {}],
    // It is asked again, until its time is over.
    ['A-17', { unknownTask: 'http500' }, { noTask: 'UPSTREAM_UNAVAILABLE' }],
    ['A-34', { repliesAs: 'object' }, {}],
    ['A-34', { repliesAs: 'null' }, { ticket: { answer: null } }],
    ['A-34', { repliesAs: 'absent' }, { ticket: { answer: null } }],
    ['A-35', { repliesInList: 'detail' }, {}],
    ['A-36', { subjectsAs: 'nombre' }, {}],
    ['A-36', { subjectsAs: 'asunto' }, {}],
    ['A-36', { subjectsAs: 'text' }, {}],
    ['A-36', { subjectsAs: 'text', catalogues: 'list' }, {}],
    ['A-37', { planPrice: 'number' }, {}],
    ['A-37', { planPrice: 'null' }, { pppoe: { price: null }, queue: { price: null } }],
    ['A-37', { planPrice: 'blank' }, { pppoe: { price: null }, queue: { price: null } }],
    ['A-38', { planSpeed: 'digits' }, { ...speeds('7'), queue: { downloadSpeed: '5', uploadSpeed: '5' } }],
    ['A-38', { planSpeed: 'bps' }, { ...speeds('7000kbps'), queue: { downloadSpeed: '5000kbps' } }],
    ['A-38', { planSpeed: 'both' }, { ...speeds('7M/7M'), queue: { downloadSpeed: '5M/5M' } }],
    ['A-38', { planSpeed: 'null' }, { ...speeds(null), queue: { downloadSpeed: null, uploadSpeed: null } }],
    ['A-39', { outageAs: 'null' }, {}],
    ['A-39', { outageAs: 'absent' }, {}],
    ['A-39', { outageAs: 'text' }, {}],
    ['A-39', { outageAs: 'number' }, {}],
    ['A-41', { ticketDate: 'dayMonth' }, {}],
    ['A-41', { ticketDate: 'monthDay' }, {}],
    ['A-46', { order: 'descending' }, { plans: expect.anything(), subjects: expect.anything() }],
    ['A-46', { order: 'changing' }, { plans: expect.anything(), subjects: expect.anything() }],
  ])('%s survives %j', async (_, settings, differing) => {
    const usual = await readAll();
    hub.emulator.settings(settings);
    const read = await readAll();
    const { ...same } = usual as Record<string, unknown>;
    for (const key of Object.keys(differing)) delete same[key];
    expect(read).toMatchObject(same);
    expect(read).toMatchObject(differing);
  });

  it('A-46 survives an order that changes while a list of pages is walked: it is partial', async () => {
    hub.emulator.settings({ order: 'changing', pageCap: 20 });
    const { records, completeness } = await hub.list();
    expect([new Set(records.map(({ id }) => id)).size, completeness]).toEqual([records.length, 'PARTIAL']);
  });
});
