import { expect, it } from 'vitest';
import {
  brazilianDigits,
  cuitDigit,
  curpDigit,
  ecuadorianCompanyDigit,
  ecuadorianDigit,
  nitDigit,
  paraguayanDigit,
  peruvianDigit,
  rfcDigit,
  rifDigit,
  rutDigit,
  uruguayanCompanyDigit,
  uruguayanDigit,
} from '../../../src/emulator/country/check-digit.js';

// Numbers of public bodies and companies, and the examples of the authorities themselves.
it.each([
  ['CUIT of AFIP', cuitDigit('3369345023'), '9'],
  ['CUIT of YPF', cuitDigit('3054668997'), '9'],
  ['RUT of Codelco', rutDigit('61704000'), 'K'],
  ['RUT of Banco de Chile', rutDigit('97004000'), '5'],
  ['NIT of Ecopetrol', nitDigit('899999068'), '1'],
  ['NIT of Bancolombia', nitDigit('890903938'), '8'],
  ['cédula of Ecuador', ecuadorianDigit('171003406'), '5'],
  ['RUC of a company of Ecuador', ecuadorianCompanyDigit('179001633'), '1'],
  ['RUC of SUNAT', peruvianDigit('2013131295'), '5'],
  ['RUC of Telefónica del Perú', peruvianDigit('2010001749'), '1'],
  ['RIF of PDVSA', rifDigit('J', '00095036'), '9'],
  ['CPF', brazilianDigits('111444777'), '35'],
  ['CNPJ of Banco do Brasil', brazilianDigits('000000000001'), '91'],
  ['CNPJ of Petrobras', brazilianDigits('330001670001'), '01'],
  ['cédula of Uruguay', uruguayanDigit('1234567'), '2'],
  ['RUT of Antel', uruguayanCompanyDigit('21100342001'), '7'],
  ['RUC of Paraguay', paraguayanDigit('80009735'), '1'],
  ['CURP of the instructions', curpDigit('SABC560626MDFLRN0'), '1'],
  ['RFC of Pemex', rfcDigit('PEP9207167X'), 'A'],
  ['RFC of Telmex', rfcDigit('TME840315KT'), '6'],
])('computes the %s', (_, computed, expected) => {
  expect(computed).toBe(expected);
});
