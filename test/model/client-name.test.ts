import { expect, it } from 'vitest';
import { isNameConflict } from '../../src/model/client-name.js';

const named = (name: string | null, document: string | null = null) => ({ name, document });

it.each([
  ['JUAN CARLOS PÉREZ', 'Perez  Juan'],
  ['MARTÍN NÚÑEZ', 'nunez, martin'],
  ['Ana María', 'MARÍA LÓPEZ'],
  ['COMERCIAL DEL SUR SRL', 'Del Sur, Comercial S.R.L.'],
  ['Redes Andinas S. A. S.', 'REDES ANDINAS'],
  ['Comercial SAS', 'COMERCIAL S.A.S.'],
])('%s and %s can be one client', (one, other) => {
  expect(isNameConflict(named(one), named(other))).toBe(false);
});

it.each([
  ['OSCAR RAÚL SUÁREZ', 'LUCÍA FERNÁNDEZ'],
  ['MARÍA DE LA CRUZ', 'JOSÉ DE LA PEÑA'],
  ['JUAN PÉREZ', 'JUANA PEREZA'],
  ['Ana M. Gómez', 'Luis M. Rojas'],
  ['COMERCIAL DEL SUR SRL', 'COMERCIAL NORTE SRL'],
  ['Inversiones Lago S.A.S.', 'Inversiones Monte S.A.S.'],
  [null, 'JUAN PÉREZ'],
  ['', ''],
])('%s and %s speak against each other', (one, other) => {
  expect(isNameConflict(named(one), named(other))).toBe(true);
});

it('a company is known by its tax id as well as by its legal form', () => {
  const [one, other] = [named('Grupo Lago', '30712345671'), named('Grupo Monte', '30712345671')];
  expect(isNameConflict(one, other)).toBe(true);
  expect(isNameConflict({ ...one, document: null }, { ...other, document: null })).toBe(false);
});
