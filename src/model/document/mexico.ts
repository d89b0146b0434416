import { isShortDay } from './check-digit.js';
import type { DocumentRule } from './kind.js';
import { isDigits } from './writing.js';

const curpLetters = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Letters of a RFC by their worth; the older rule without & and Ñ made some that are still in use. */
const rfcLetters = ['0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ '] as const;

function isRfc(value: string): boolean {
  const padded = value.padStart(13, ' ');
  return rfcLetters.some((letters) => {
    let sum = 0;
    for (let at = 0; at < 12; at += 1) sum += letters.indexOf(padded[at] ?? '') * (13 - at);
    return '0A987654321'[sum % 11] === padded[12];
  });
}

/**
 * Mexico. CURP: RENAPO, Instructivo normativo para la asignación de la CURP (DOF 18 October 2021), 18 characters, check digit modulo 10. RFC:
 * SAT, Código Fiscal art. 27 and Anexo 20, 13 characters of persons and 12 of companies, check digit modulo 11. Neither gives the
 * other: a RFC's last three are the SAT's.
 */
export const mexico: readonly DocumentRule[] = [
  {
    kind: 'CURP',
    lengths: [18, 18],
    read: (compact) => {
      if (!/^[A-ZÑ]{4}[0-9]{6}[HMX][A-ZÑ]{5}[0-9A-Z][0-9]$/.test(compact) || !isShortDay(compact.slice(4, 10))) {
        return null;
      }
      let sum = 0;
      for (let at = 0; at < 17; at += 1) sum += curpLetters.indexOf(compact[at] ?? '') * (18 - at);
      return (10 - (sum % 10)) % 10 === Number(compact[17]) ? { value: compact, isCompany: false } : null;
    },
    spell: (value) => [value, value.toLowerCase()],
  },
  {
    kind: 'RFC',
    lengths: [12, 13],
    isTaxId: true,
    read: (compact) => {
      const name = compact.slice(0, -9);
      const day = compact.slice(-9, -3);
      const isForm = /^[A-ZÑ&]{3,4}$/.test(name) && isDigits(day) && isShortDay(day);
      return isForm && isRfc(compact) ? { value: compact, isCompany: name.length === 3 } : null;
    },
    spell: (value) => [
      value,
      `${value.slice(0, -9)}-${value.slice(-9, -3)}-${value.slice(-3)}`,
      value.toLowerCase(),
      `${value.slice(0, -9)} ${value.slice(-9, -3)} ${value.slice(-3)}`,
    ],
  },
];
