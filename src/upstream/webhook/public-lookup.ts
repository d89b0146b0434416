import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../../model/web-address.js';

/** Code of the error with which a private address is refused. */
export const notPublic = 'ENOTPUBLIC';

/**
 * Look-up that refuses names with any private address. The connection is made to the very addresses that were checked, so that a name
 * server which answers differently the next time gains nothing.
 */
export function createPublicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const found: readonly (string | LookupAddress)[] = Array.isArray(address) ? address : [address];
      const isPublic = found.every((each) => isPublicAddress(typeof each === 'string' ? each : each.address));
      if (error !== null || isPublic) callback(error, address, family);
      else callback(Object.assign(new Error('a private address'), { code: notPublic }), address, family);
    });
  };
}
