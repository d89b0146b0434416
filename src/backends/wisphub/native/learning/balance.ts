import type { LearntPoint, Questions, Reply } from '../../../learning.js';
import { byForm, isRow, type Row, typeOf, unknown } from '../../../learning-form.js';

const balance = '/clientes/{id}/saldo/';

/** Up to three services: two of one person where there are, and whoever may owe. */
export async function learnBalances(questions: Questions, rows: readonly Row[]): Promise<readonly LearntPoint[]> {
  const pair = findPair(rows);
  const owing = rows.filter(({ estado_facturas: state }) => state !== 'Pagadas' && state !== null);
  const ids = new Set([...pair, ...owing, ...rows].slice(0, 3).map(({ id_servicio: id }) => id));
  const replies = new Map<unknown, Reply>();
  for (const id of ids) if (typeof id === 'number') replies.set(id, await questions.ask(balance, {}, id));
  const bodies = [...replies.values()].flatMap(({ status, body }) => (status === 200 && isRow(body) ? [body] : []));
  const [one, other] = pair.map(({ id_servicio: id }) => openIds(replies.get(id)?.body));
  const about = 'invoices of a person with two services';
  return [
    byForm('A-13', 'url_pago of a balance', bodies, ({ url_pago: link }) => toLinkForm(link)),
    one === undefined || other === undefined || one.length + other.length === 0
      ? unknown('A-14', about, 'there is no person with two services and an open invoice among the first')
      : { point: 'A-14', about, variant: one.some((id) => other.includes(id)) ? 'under both' : 'per service' },
  ];
}

function findPair(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, Row>();
  const pairs: (readonly [Row, Row])[] = [];
  for (const row of rows) {
    const key = String(row.cedula ?? '').trim();
    const first = seen.get(key);
    if (key !== '' && first !== undefined) pairs.push([first, row]);
    seen.set(key, row);
  }
  const isOwing = ({ estado_facturas: state }: Row): boolean => state !== 'Pagadas';
  return pairs.find((pair) => pair.some(isOwing)) ?? pairs[0] ?? [];
}

function openIds(body: unknown): readonly unknown[] {
  return isRow(body) && Array.isArray(body.facturas) ? body.facturas.filter(isRow).map(({ id }) => id) : [];
}

/** The form of a payment link, of which nothing else is looked at: who has it sees the account (native contract 2.5). */
function toLinkForm(link: unknown): string {
  if (typeof link !== 'string' || link.trim() === '') return typeOf(link);
  if (!/^https?:\/\/[^/]+\//.test(link)) return 'without a host';
  const claims = readClaims(link);
  if (claims === null) return 'without a token';
  if (typeof claims.exp !== 'number') return 'without an end';
  return claims.exp * 1_000 < Date.now() ? 'over' : 'with a host';
}

function readClaims(link: string): Row | null {
  const [, payload = ''] = /\/[\w-]+\.([\w-]+)\.[\w-]+\/?$/.exec(link) ?? [];
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isRow(claims) ? claims : null;
  } catch {
    return null;
  }
}
