import { expect, test } from 'vitest';
import { sharedDocuments, startWispHub, wispHubCases } from '../../../src/emulator/wisphub/index.js';
import { createRows } from '../../../src/emulator/wisphub/people.js';

const rows = createRows(1, 2000);
const share = (of: (row: (typeof rows)[number]) => boolean): number => rows.filter(of).length / rows.length;

test('a seed gives the same people every time, another seed others', () => {
  expect(createRows(1, 300)).toEqual(rows.slice(0, 300));
  expect(createRows(2, 300)).not.toEqual(rows.slice(0, 300));
});

test('service ids rise with gaps and belong to one row each', () => {
  const ids = rows.map((row) => row.id_servicio);
  expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
  expect(Number(ids.at(-1)) - Number(ids[0])).toBeGreaterThan(2100);
});

test('the cases come first, whatever the seed, and keep their documents to themselves', () => {
  const cases = Object.values(wispHubCases);
  expect(createRows(77, 100).slice(0, cases.length)).toEqual(cases);
  for (const document of [...sharedDocuments, '30111222', '31222333', '32333444', '33444555', '30712345671']) {
    expect(rows.filter((row) => row.cedula === document)).toHaveLength(1);
  }
});

test('the people are as untidy as real ones', () => {
  expect(share((row) => row.telefono.includes(','))).toBeCloseTo(0.55, 1);
  expect(share((row) => row.telefono === '')).toBeGreaterThan(0.01);
  expect(share((row) => row.cedula === '')).toBeGreaterThan(0.01);
  expect(share((row) => row.estado === 'Activo')).toBeGreaterThan(0.75);
  expect(share((row) => row.zona === null)).toBeGreaterThan(0.01);
  expect(share((row) => row.tecnico === null)).toBeGreaterThan(0.02);
  expect(share((row) => row.saldo.startsWith('-'))).toBeGreaterThan(0.02);
  expect(share((row) => row.fecha_corte === null)).toBeGreaterThan(0.01);
  expect(share((row) => rows.some((other) => other !== row && other.cedula === row.cedula))).toBeGreaterThan(0.1);
  expect(share((row) => !/^(\d{6,11})?$/.test(row.cedula))).toBe(0);
  expect(share((row) => !/^(\d{1,2}\/\d\d\/\d{4})?$/.test(row.fecha_corte ?? ''))).toBe(0);
});

test('options choose the size and the dialect, and the doors of control do what the methods do', async () => {
  const emulator = await startWispHub({ subscribers: 120, dialect: 'v2', apiKey: 'another' });
  try {
    const headers = { 'x-api-key': 'another' };
    const list = await fetch(`${emulator.url}/api/clients/`, { headers });
    expect(await list.json()).toHaveLength(120);
    const settings = JSON.stringify({ dialect: 'v1', unknown: 1, pingMs: 'soon' });
    await fetch(`${emulator.url}/__emulator/settings`, { method: 'POST', body: settings });
    expect(await (await fetch(`${emulator.url}/health`)).json()).toMatchObject({ action: 'health_ok' });
    const effects = await fetch(`${emulator.url}/__emulator/effects`);
    expect(await effects.json()).toEqual({ tickets: [], updates: [], pings: [], logins: 0 });
    emulator.reset();
    expect((await fetch(`${emulator.url}/api/clients/`, { headers })).status).toBe(200);
  } finally {
    await emulator.close();
  }
});
