import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** Turns a text that must not leave the gateway readable into a key that only this installation can read again. */
export interface Seal {
  /** Equal for equal texts, on every instance with the same secret. */
  seal(text: string): string;
  /** @returns null when the key is none of this installation's. */
  open(sealed: string): string | null;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
const sealedPattern = /^~[\w-]{38,150}$/;

/**
 * Deterministic authenticated encryption: the nonce is a keyed digest of the text, so that it repeats only with the text itself. Without
 * the secret a document can neither be read out of its key nor be recognised by trying all of them.
 */
export function createSeal(secret: string): Seal {
  const key = digest(secret, 'isp-gateway/wispro/client-key/encrypt');
  const nonceKey = digest(secret, 'isp-gateway/wispro/client-key/nonce');

  const seal = (text: string): string => {
    const nonce = digest(nonceKey, text).subarray(0, nonceLength);
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `~${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
  };

  const decrypt = (bytes: Buffer): string | null => {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
    decipher.setAuthTag(bytes.subarray(-tagLength));
    try {
      return decipher.update(bytes.subarray(nonceLength, -tagLength), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return null;
    }
  };

  return {
    seal,
    open: (sealed) => {
      if (!sealedPattern.test(sealed)) return null;
      const bytes = Buffer.from(sealed.slice(1), 'base64url');
      const text = bytes.length > nonceLength + tagLength ? decrypt(bytes) : null;
      return text !== null && seal(text) === sealed ? text : null;
    },
  };
}

function digest(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
