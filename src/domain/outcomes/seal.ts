import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps values secret from whoever reads the store. */
export interface Seal {
  seal(value: unknown): string;
  /** @returns undefined for what was sealed with another secret, or changed. */
  open(text: string): unknown;
}

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM with a nonce of its own for each value. @param purpose keeps apart what is sealed for different ends. */
export function createSeal(secret: string | Buffer, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `isp-gateway ${purpose}`, 32));
  return {
    seal: (value) => {
      const nonce = randomBytes(nonceLength);
      const encryption = createCipheriv(cipher, key, nonce);
      const text = JSON.stringify(value) ?? 'null';
      const sealed = [encryption.update(text, 'utf8'), encryption.final()];
      return Buffer.concat([nonce, ...sealed, encryption.getAuthTag()]).toString('base64url');
    },
    open: (text) => {
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length < nonceLength + tagLength) return undefined;
      const decryption = createDecipheriv(cipher, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
      decryption.setAuthTag(bytes.subarray(-tagLength));
      try {
        const parts = [decryption.update(bytes.subarray(nonceLength, -tagLength)), decryption.final()];
        return JSON.parse(Buffer.concat(parts).toString('utf8'));
      } catch {
        return undefined;
      }
    },
  };
}
