import type { Locality } from '../../../../model/backend.js';
import { decodeId } from '../../../../model/id.js';
import type { PaymentLink } from '../../../../model/invoice.js';
import { toMoney } from '../../../../model/money.js';
import { toWebAddress } from '../../../../model/web-address.js';
import type { PaymentLinkPort } from '../../../backend.js';
import { parseJson } from '../../protocol/answer.js';
import type { Balance, Balances } from './balance.js';

/** The one link of a service, which pays all its open invoices (native contract 2.5). */
export function createNativePaymentLinks(balances: Balances, locality: Locality): PaymentLinkPort {
  return {
    links: async ({ invoiceId, clientId }, call) => {
      const balance = await balances.read(decodeId(clientId)?.key[0] ?? '', null, call);
      const isOpen = balance.invoices.some(({ id }) => String(id) === invoiceId);
      const link = isOpen ? toLink(balance, locality) : null;
      return link === null ? [] : [link];
    },
  };
}

/** @returns null for what is no address: it came without a host (T37), and may be missing (A13). */
function toLink({ link, sum }: Balance, { currency }: Locality): PaymentLink | null {
  const address = toWebAddress((link ?? '').trim());
  if (address === null) return null;
  const { url } = address;
  return { url: url.href, provider: url.host, expiresAt: expiryOf(url), amount: toMoney(sum, currency) };
}

/** From the token at its end, whose signature is not checked: the time is shown, and decides nothing. */
function expiryOf({ pathname }: URL): Date | null {
  const token = pathname.split('/').findLast((part) => part !== '') ?? '';
  const claims: unknown = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const { exp } = Object(claims) as { readonly exp?: unknown };
  const expiry = new Date(typeof exp === 'number' ? exp * 1_000 : Number.NaN);
  return Number.isNaN(expiry.getTime()) ? null : expiry;
}
