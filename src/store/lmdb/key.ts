import { createHash } from 'node:crypto';
import { ServiceUnavailable } from '../../model/errors.js';

/** LMDB refuses keys of more than 1,978 bytes; callers choose some of them. */
const maxLength = 400;

/** A key that LMDB takes, for any text. */
export function toKey(text: string): string {
  return text.length <= maxLength ? text : `sha256 ${createHash('sha256').update(text).digest('hex')}`;
}

/** @throws {ServiceUnavailable} the disk is full, or gone. */
export async function orUnavailable<Value>(run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    throw new ServiceUnavailable(error);
  }
}
