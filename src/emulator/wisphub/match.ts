import type { ClientView } from './view.js';
import type { Inspection } from './wire/inspect.js';

/** A caller's claims about a person (contract 1.6); null and absent count as not given, `''` as given. */
export interface Claim {
  readonly name: string | null | undefined;
  readonly address: string | null | undefined;
  readonly internet_plan_name: string | null | undefined;
  readonly internet_plan_price: number | null | undefined;
}

export type ClaimField = keyof Claim;

const fields: readonly ClaimField[] = ['name', 'address', 'internet_plan_name', 'internet_plan_price'];

/** Sentences of both dialects about an identity, each in its own envelope. */
export const identityTexts = {
  tooFewToResolve: 'Se requieren al menos 3 campos para resolver la identidad (nombre, dirección, plan, precio).',
  tooFewToVerify: 'Se requieren al menos 3 campos para verificar la identidad (nombre, dirección, plan, precio).',
  unknownPerson: 'No se encontraron clientes con los datos proporcionados.',
  noMatch: 'Ningún cliente coincide con todos los datos proporcionados.',
  resolved: 'Cliente identificado y verificado exitosamente.',
  unknown: 'El cliente especificado no fue encontrado en el sistema.',
  verified: 'Identidad validada de manera exitosa.',
  different: 'Los datos proporcionados no coinciden con la información registrada.',
} as const;

/** Reads the body of both identity endpoints. */
export function readClaim(call: Inspection): Claim {
  return {
    name: call.optionalText('name'),
    address: call.optionalText('address'),
    internet_plan_name: call.optionalText('internet_plan_name'),
    internet_plan_price: call.optionalNumber('internet_plan_price'),
  };
}

/** The fields that were given, in the order in which `matched_fields` names them. */
export function givenFields(claim: Claim): ClaimField[] {
  return fields.filter((field) => claim[field] !== null && claim[field] !== undefined);
}

/** The given fields that agree with the client; `price` stands in for the client's own. */
export function matchedFields(claim: Claim, client: ClientView, price: number | null): ClaimField[] {
  return givenFields(claim).filter((field) => {
    if (field === 'internet_plan_price') {
      return price !== null && Math.abs(Number(claim.internet_plan_price) - price) < 1;
    }
    return contains(client[field], claim[field] ?? '');
  });
}

/** Candidates come from a search for the name, else for the raw address; the first that agrees in everything is the one. */
export function resolveClaim(claim: Claim, clients: readonly ClientView[]): ClientView | 'unknownPerson' | 'noMatch' {
  const candidates = search(clients, claim.name || claim.address || '');
  const wanted = givenFields(claim).length;
  const found = candidates.find((each) => matchedFields(claim, each, each.internet_plan_price).length === wanted);
  return found ?? (candidates.length === 0 ? 'unknownPerson' : 'noMatch');
}

/** Case counts for nothing, accents for all; a query may run across the joint of two parts (contract 1.4). */
export function search(clients: readonly ClientView[], query: string): ClientView[] {
  const wanted = query.toLowerCase();
  return clients.filter(({ name, address, document, phone }) =>
    [name, address, document, phone]
      .filter((part) => part !== '')
      .join(' ')
      .toLowerCase()
      .includes(wanted),
  );
}

function contains(stored: string | null, given: string): boolean {
  return stored !== null && given !== '' && normalise(stored).includes(normalise(given));
}

function normalise(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^(?:v\/|vda\/|vereda|barrio|b\/)\s*/, '');
}
