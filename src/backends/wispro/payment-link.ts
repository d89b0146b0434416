import { toAmount } from '../../model/amount.js';
import type { Locality } from '../../model/backend.js';
import { BadUserInput } from '../../model/errors.js';
import type { PaymentLink } from '../../model/invoice.js';
import { toMoney } from '../../model/money.js';
import { toWebAddress, type WebAddress } from '../../model/web-address.js';
import type { PaymentLinkPort } from '../backend.js';
import { badResponse, isRow, type Row } from './protocol/answer.js';
import { defineEndpoint, type Session } from './protocol/session.js';
import { keyPattern, toInstant, toText } from './protocol/value.js';

const payment = defineEndpoint('/api/payment', [
  'data',
  'payment_links',
  'links',
  'link',
  'url',
  'url_pago',
  'link_pago',
]);

/** Keys under which a URL is something else than a place to pay (contract 5.3). */
const otherUrl = /login|auth|logo|image|icon|avatar|pdf|callback|notification|webhook/i;

/** Keys that say nothing of who takes the money. */
const genericKey =
  /^(?:\d+|data|href|(?:payment_)?(?:links?|urls?)|(?:url|link)_pago|(?:invoice|factura|payment|pago|result|response)s?)$/i;

const providerKeys = ['name', 'gateway', 'provider', 'kind', 'type', 'payment_gateway', 'medio'] as const;

const maxDepth = 5;

/** One invoice has a few links; among more it is unknown which belong to it. */
const maxLinks = 100;

/** A longer name of a provider is none. */
const maxNameLength = 200;

export function createPaymentLinks(session: Session, locality: Locality): PaymentLinkPort {
  return {
    links: async ({ invoiceId }, call) => {
      if (!keyPattern.test(invoiceId)) throw new BadUserInput('invoiceId');
      const body = await session.read(payment, { q: invoiceId }, call);
      return readPaymentLinks(body, locality);
    },
  };
}

/**
 * Every place to pay that an answer of `payment` holds, in its order: no shape of it is documented.
 * @throws {UpstreamError} more of them than one invoice has.
 */
export function readPaymentLinks(body: unknown, locality: Locality): readonly PaymentLink[] {
  const links = new Map<string, PaymentLink>();
  for (const { text, place } of findTexts(body, { key: '', siblings: {}, depth: 0 })) {
    const link = toLink(text.trim(), place, locality);
    if (link !== null && !links.has(link.url)) links.set(link.url, link);
    if (links.size > maxLinks) throw badResponse('more links than an invoice has', false);
  }
  return [...links.values()];
}

/** Path of a value. */
interface Place {
  readonly key: string;
  readonly siblings: Row;
  readonly depth: number;
}

function* findTexts(value: unknown, place: Place): Generator<{ readonly text: string; readonly place: Place }> {
  if (typeof value === 'string') yield { text: value, place };
  if (typeof value !== 'object' || value === null || place.depth >= maxDepth) return;
  const depth = place.depth + 1;
  if (!isRow(value)) {
    for (const item of value as readonly unknown[]) yield* findTexts(item, { key: place.key, siblings: {}, depth });
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (otherUrl.test(key)) continue;
    yield* findTexts(item, { key: genericKey.test(key) ? place.key : key, siblings: value, depth });
  }
}

function toLink(text: string, { key, siblings }: Place, locality: Locality): PaymentLink | null {
  const { timeZone, currency } = locality;
  const address = toWebAddress(text);
  if (address === null || isLogin(address)) return null;
  const { url } = address;
  const named = providerKeys
    .map((name) => toText(siblings[name]))
    .concat(toText(key))
    .find((name) => name !== null && name.length <= maxNameLength && !/:\/\/|\p{C}/u.test(name));
  return {
    url: url.href,
    provider: named ?? url.host,
    expiresAt: toInstant(siblings.expires_at ?? siblings.vencimiento, timeZone),
    amount: toMoney(toAmount(siblings.amount, locality), currency),
  };
}

/** The subscribers' portal is no place to pay, and an ISP may serve it under a host of its own. */
const portal = /portal[\W_]*api/;

/** Segments of a path to a login page. */
const loginWord = /(?:^|[\W_])(?:auth|o?auth2?|log[\W_]?in|sign[\W_]?in|sessions?|sso|saml)(?:$|[\W_])/;

/** A login link is the subscriber's password in one piece (contract section 9, 2). */
function isLogin({ url: { hostname }, decoded }: WebAddress): boolean {
  const isVendor = hostname
    .split('.')
    .slice(0, -1)
    .some((label) => /^(?:suricata-)?wispro$/.test(label));
  return portal.test(decoded) || (isVendor && loginWord.test(decoded));
}
