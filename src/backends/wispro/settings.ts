import type { Locality } from '../../model/backend.js';
import type { PromisePolicy } from '../../model/payment-promise.js';

export interface WisproSettings {
  /** Without `/api`: `merchantUrl(merchant)`, or an address of the ISP's own. */
  readonly baseUrl: string;
  /** The integration's secret, which travels in every query string. Changing it changes the ids of clients without a contract. */
  readonly token: string;
  readonly locality: Locality;
  /** Which key of a contract a promise is made for; never both, because the other one could be somebody else's (contract W4). */
  readonly promiseKey: 'id' | 'public_id';
  readonly promisePolicy: PromisePolicy;
  /** Whether a document that is not found is asked for once more as people punctuate it (contract section 2). Default true. */
  readonly documentVariants?: boolean;
}

/** Told, without a value of anybody's, of what was set right silently. */
export type Warn = (what: string, count: number) => void;

/**
 * The address of a merchant's integration.
 * @returns null when the name is no DNS label, and so could lead elsewhere (contract section 9, 4).
 */
export function merchantUrl(merchant: string): string | null {
  const isLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(merchant);
  return isLabel ? `https://${merchant}.suricata-wispro.com.ar` : null;
}
