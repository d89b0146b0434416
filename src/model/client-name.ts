import { toCuit } from './document.js';
import { fold } from './text.js';

/** Words between names, which two people can have in common. */
const particles: ReadonlySet<string> = new Set(
  'a al da das de del di do dos e el la las lo los o san santa y'.split(' '),
);

/** Legal forms of companies, written together: a name with one of these belongs to a company. */
const legalForms: ReadonlySet<string> = new Set(
  'bic cia corp eireli epp esp eu inc limitada llc ltd ltda mei plc sa sac sacifia sapi sas scs src srl'.split(' '),
);

/** Words common in company names, which two different companies may share. */
const trades: ReadonlySet<string> = new Set(
  'asociacion colegio comercial comercializadora compania condominio conjunto cooperativa corporacion distribuidora edificio empresa empresas fundacion grupo hotel iglesia industrias institucion inversiones negocios organizacion restaurante servicios sociedad soluciones tienda transportes'.split(
    ' ',
  ),
);

/** Tax ids that only companies have (Argentina). */
const companyTaxId = /^3[034]/;

export interface NamedPerson {
  readonly name: string | null;
  readonly document: string | null;
}

/**
 * The words of a name by which one client is known from another, case and accents aside. Of a person: every word but particles and
 * initials. Of a company, which its legal form or its tax id tells: without its legal form and, if anything else is left, without its
 * trade. Empty: there is no name to go by.
 */
export function significantWords({ name, document }: NamedPerson): ReadonlySet<string> {
  const words = joinLegalForm(
    fold(name ?? '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  ).filter((word) => word.length > 1 && !particles.has(word));
  const cuit = document === null ? null : toCuit(document);
  const isCompany = words.some((word) => legalForms.has(word)) || (cuit !== null && companyTaxId.test(cuit));
  if (!isCompany) return new Set(words);
  const own = words.filter((word) => !legalForms.has(word));
  const telling = own.filter((word) => !trades.has(word));
  return new Set(telling.length === 0 ? own : telling);
}

/** True when two names share no significant word. A missing name never proves that it is the same person. */
export function isNameConflict(one: NamedPerson, other: NamedPerson): boolean {
  const words = significantWords(one);
  return ![...significantWords(other)].some((word) => words.has(word));
}

/** Makes one word of the letters of a legal form: people write S.A.S. and S A S as well. */
function joinLegalForm(words: readonly string[]): readonly string[] {
  const start = words.findLastIndex((word) => word.length > 1) + 1;
  const form = words.slice(start).join('');
  return legalForms.has(form) ? [...words.slice(0, start), form] : words;
}
