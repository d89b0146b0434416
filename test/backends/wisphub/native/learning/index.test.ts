import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EmulatedAnswer } from '../../../../../src/emulator/message.js';
import type { WispHubChanges } from '../../../../../src/emulator/wisphub/settings.js';
import { learnFrom, valuesOf, variantsOf } from '../../../learning.js';
import { useWispHub } from '../../harness.js';

// In the middle of a month, so that the day of the ISP and that of the emulator are of the same.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-09-15T12:00:00Z') });
});
afterAll(() => {
  vi.useRealTimers();
});

const hub = useWispHub('native', { subscribers: 700 });

const learn = async (settings: WispHubChanges = {}) => {
  hub.emulator.settings(settings);
  return variantsOf(await learnFrom(hub.connect()));
};

describe('what is learnt of the native API', () => {
  it('are the defaults of the contract, by GETs alone', async () => {
    const lesson = await learnFrom(hub.connect());
    expect(variantsOf(lesson)).toMatchObject({
      ...{ 'A-01': 'redirect', 'A-02': '403', 'A-03': '404, the text of the contract', 'A-05': 'Spanish' },
      ...{ 'A-06': '300', 'A-07': '10', 'A-08': 'paged', 'A-09': '400', 'A-10': 'day/month/year, null' },
      ...{ 'A-11': 'absent', 'A-13': 'with a host', 'A-14': 'per service', 'A-17': '404' },
      ...{ 'A-20': 'the current month', 'A-21': 'month cut, with a point', 'A-34': 'list', 'A-35': 'there' },
      ...{ 'A-36': 'id and nombre, paged', 'A-37': 'text', 'A-38': 'digits and a letter, digits alone' },
      ...{ 'A-39': 'boolean', 'A-41': 'ISO with an offset', 'A-43': 'all keys', 'A-46': 'ascending' },
      ...{ '/clientes/ cedula': 'honoured', '/clientes/ zona': 'ignored', '/facturas/ cliente': 'ignored' },
      ...{ '/tickets/ estado': 'honoured', '/tickets/ servicio': 'ignored' },
      'width of fecha_emision__range of /facturas/': '92 days',
      'width of tipo_fecha of /facturas/': '180 days',
      'width of fecha_creacion of /tickets/': '58 days',
    });
    expect(lesson.requests).toBe(hub.asked.length);
    expect(lesson.requests).toBeLessThan(70);
    expect(hub.asked.filter((route) => !route.startsWith('GET '))).toEqual([]);
    expect(hub.emulator.effects.violations).toEqual([]);
  });

  it('names each assumed point of the contract', async () => {
    const { points } = await learnFrom(hub.connect());
    const numbers = Array.from({ length: 47 }, (_, index) => `A-${String(index + 1).padStart(2, '0')}`);
    const named = new Set(points.map(({ point }) => point));
    expect(numbers.filter((number) => !named.has(number))).toEqual([]);
    const isOpen = (variant: string): boolean => variant === 'unknown' || variant === 'not asked';
    expect(points.filter(({ variant, reason }) => isOpen(variant) !== (reason !== undefined))).toEqual([]);
  });

  it.each<[WispHubChanges, Readonly<Record<string, string>>]>([
    [{ withoutSlash: 'page404' }, { 'A-01': '404, a page' }],
    [{ withoutSlash: 'page500' }, { 'A-01': '500, a page' }],
    [{ withoutSlash: 'answers' }, { 'A-01': '200' }],
    [{ badKey: '401' }, { 'A-02': '401' }],
    [{ unknownId: 'otherText' }, { 'A-03': '404, another text', 'A-05': 'Spanish' }],
    [{ unknownId: 'page' }, { 'A-03': '404, a page', 'A-05': 'unknown' }],
    [{ unknownId: 'empty200' }, { 'A-03': '200, an empty object' }],
    [{ language: 'en' }, { 'A-05': 'another', 'A-03': '404, another text' }],
    [{ overLimit: 'refused' }, { 'A-06': 'refused', 'A-10': 'day/month/year' }],
    [{ pageCap: 100 }, { 'A-06': 'another cap' }],
    [{ pageCap: 500 }, { 'A-06': 'another cap' }],
    [{ pageCap: 1_000 }, { 'A-06': 'larger pages given' }],
    [{ pageDefault: 20 }, { 'A-07': '20' }],
    [{ catalogues: 'list' }, { 'A-08': 'bare list', 'A-36': 'id and nombre, bare list' }],
    [{ catalogues: 'object' }, { 'A-08': 'single object' }],
    [{ textForNumber: 'none' }, { 'A-09': 'no row' }],
    [{ textForNumber: 'all' }, { 'A-09': 'the whole set' }],
    [{ textForNumber: 'page500' }, { 'A-09': '500, a page' }],
    [{ cutOffDay: 'iso' }, { 'A-10': 'ISO, null' }],
    [{ cutOffDay: 'null' }, { 'A-10': 'null' }],
    [{ cutOffDay: 'blank' }, { 'A-10': 'blank' }],
    [{ promiseOnClient: 'null' }, { 'A-11': 'null' }],
    [{ promiseOnClient: 'object' }, { 'A-11': 'object' }],
    [{ paymentLink: 'null' }, { 'A-13': 'null' }],
    [{ paymentLink: 'absent' }, { 'A-13': 'absent' }],
    [{ paymentLink: 'blank' }, { 'A-13': 'blank' }],
    [{ paymentLink: 'noToken' }, { 'A-13': 'without a token' }],
    [{ paymentLink: 'over' }, { 'A-13': 'over' }],
    [{ paymentLink: 'endless' }, { 'A-13': 'without an end' }],
    [{ hostlessLinks: true }, { 'A-13': 'without a host' }],
    [{ balanceOf: 'person' }, { 'A-14': 'under both' }],
    [{ unknownTask: 'pending' }, { 'A-17': 'not ready for ever' }],
    [{ unknownTask: 'http500' }, { 'A-17': '500, a page' }],
    // No invoice of the emulator is older than two months.
    [{ installation: 'io' }, { 'A-20': 'two months or three months', '/facturas/ cliente': 'honoured' }],
    [{ period: 'plain' }, { 'A-21': 'month cut, without a point' }],
    [{ period: 'full' }, { 'A-21': 'month in full' }],
    [{ period: 'none' }, { 'A-21': 'no period' }],
    [{ repliesAs: 'object' }, { 'A-34': 'object' }],
    [{ repliesAs: 'null' }, { 'A-34': 'null' }],
    [{ repliesAs: 'absent' }, { 'A-34': 'absent' }],
    [{ repliesInList: 'detail' }, { 'A-35': 'only in the detail', 'A-34': 'list' }],
    [{ subjectsAs: 'nombre' }, { 'A-36': 'nombre, paged' }],
    [{ subjectsAs: 'asunto' }, { 'A-36': 'asunto, paged' }],
    [{ subjectsAs: 'text' }, { 'A-36': 'text, paged' }],
    [{ planPrice: 'number' }, { 'A-37': 'number' }],
    [{ planPrice: 'null' }, { 'A-37': 'null' }],
    [{ planPrice: 'blank' }, { 'A-37': 'blank' }],
    [{ planSpeed: 'digits' }, { 'A-38': 'digits alone' }],
    [{ planSpeed: 'bps' }, { 'A-38': 'digits and bps' }],
    [{ planSpeed: 'both' }, { 'A-38': 'both in one field' }],
    [{ planSpeed: 'null' }, { 'A-38': 'null' }],
    [{ outageAs: 'null' }, { 'A-39': 'null' }],
    [{ outageAs: 'absent' }, { 'A-39': 'absent' }],
    [{ outageAs: 'text' }, { 'A-39': 'text' }],
    [{ outageAs: 'number' }, { 'A-39': 'number' }],
    [{ ticketDate: 'dayMonth' }, { 'A-41': 'day/month' }],
    [{ ticketDate: 'monthDay' }, { 'A-41': 'month/day' }],
    [{ profile: 'missing' }, { 'A-43': 'keys missing' }],
    [{ profile: 'null' }, { 'A-43': 'null' }],
    [{ profile: 'other' }, { 'A-43': 'other keys' }],
    [{ order: 'descending' }, { 'A-46': 'descending' }],
    [{ order: 'changing' }, { 'A-46': 'changing between calls' }],
    [{ ignoredFilters: 'cedula' }, { '/clientes/ cedula': 'ignored' }],
    [{ forbidden: 'zonas' }, { 'A-08': 'paged' }],
  ])('is the variant of %j', async (settings, expected) => {
    expect(await learn(settings)).toMatchObject(expected);
  });

  it('is nothing over the middleware', async () => {
    hub.emulator.settings({ lineage: 'v2' });
    expect(await learnFrom(hub.connect({ dialect: 'auto' }))).toEqual({
      contract: null,
      requests: 0,
      end: null,
      points: [],
    });
  });

  it('is all of it where calls stall, by asking once more over another connection', async () => {
    hub.emulator.fault({ route: 'GET /api/staff/', times: 1, fault: { kind: 'hang', when: 'before' } });
    const lesson = await learnFrom(hub.connect({ nativeReadMs: 500 }));
    expect([lesson.end, variantsOf(lesson)['A-08']]).toEqual([null, 'paged']);
    expect(hub.asked.filter((route) => route === 'GET /api/staff/')).toHaveLength(2);
  });

  it('holds nothing of what was answered', async () => {
    const answered: string[] = [];
    const rewrite = (answer: EmulatedAnswer): EmulatedAnswer => {
      const text = String(answer.body);
      answered.push(...(/^[[{]/.test(text) ? valuesOf(JSON.parse(text)) : []));
      return answer;
    };
    hub.emulator.settings({ profile: 'other', promiseOnClient: 'object' });
    hub.emulator.fault({ fault: { kind: 'rewrite', rewrite } });
    const report = JSON.stringify(await learnFrom(hub.connect()));
    const values = new Set(answered.filter((value) => value.trim().length > 3));
    expect(values.size).toBeGreaterThan(2_000);
    expect([...values].filter((value) => report.includes(value))).toEqual([]);
  });
});
