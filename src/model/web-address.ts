import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Longer ones are no place that a person opens. */
const maxLength = 2_048;

/** Of the address schemes those that a browser opens as a page. */
const schemes: ReadonlySet<string> = new Set(['https:', 'http:']);

/** Networks of which no address is anybody's place in the internet (IANA's special-purpose registries). */
const reserved = createBlockList(
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
);

/** All of IPv6 that is given out; the rest is local, or holds an address of IPv4. */
const globalV6 = createBlockList('2000::/3');

/** Names that resolve only within a local network. */
const localNames: ReadonlySet<string> = new Set([
  ...['localhost', 'localdomain', 'local', 'internal', 'intranet', 'private', 'corp', 'home', 'lan', 'arpa'],
]);

/** Control characters, those that turn the reading direction, and blanks of every kind. */
const unseen = /[\p{C}\p{Z}]/u;

/** An address that anybody may be sent to. */
export interface WebAddress {
  readonly url: URL;
  /** Path, query and fragment as a server reads them in the end: decoded as often as they are encoded, in small letters. */
  readonly decoded: string;
}

/**
 * Reads an address that came from elsewhere and is to be opened by a person.
 * @returns null for what is not plainly one of the public web: another scheme, credentials in it, a host of a private network in
 * whatever spelling, or characters that hide what it is.
 */
export function toWebAddress(text: string): WebAddress | null {
  if (text.length > maxLength || unseen.test(text) || text.includes('\\') || !/^[a-z]+:\/\//i.test(text)) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !schemes.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (!isPublicHost(url.hostname)) return null;
  const decoded = decodeAll(`${url.pathname}${url.search}${url.hash}`);
  return decoded === null || /\p{C}/u.test(decoded) ? null : { url, decoded: decoded.toLowerCase() };
}

/** True for an IP address in the public internet. False for any other text. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !reserved.check(address, 'ipv4');
  // One with a zone (`%eth0`) is local by its nature.
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

/** @param hostname as the parser writes it, which has undone every other spelling of an address. */
function isPublicHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (isIPv4(name)) return isPublicAddress(name);
  if (name.startsWith('[')) return isPublicAddress(name.slice(1, -1));
  const labels = name.split('.');
  return labels.length > 1 && !localNames.has(labels.at(-1) ?? '') && !spellsReserved(name);
}

/** Some services resolve names such as `10-0-0-1.nip.io` to the address in them. */
function spellsReserved(name: string): boolean {
  const spelled = name.match(/(?<![0-9])(?:[0-9]{1,3}[.-]){3}[0-9]{1,3}(?![0-9])/g) ?? [];
  return spelled.map((each) => each.replaceAll('-', '.')).some((each) => isIPv4(each) && reserved.check(each, 'ipv4'));
}

const maxDecodings = 4;

/** @returns null when it is encoded more often than anybody does who hides nothing. */
function decodeAll(text: string): string | null {
  let decoded = text;
  for (let count = 0; count < maxDecodings; count += 1) {
    const next = decoded.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
    );
    if (next === decoded) return decoded;
    decoded = next;
  }
  return null;
}

function createBlockList(...networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}
