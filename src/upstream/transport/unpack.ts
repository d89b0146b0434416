import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

type Unpacker = (
  bytes: Buffer,
  options: { readonly maxOutputLength: number },
  callback: (error: Error | null, unpacked: Buffer) => void,
) => void;

/** Encodings that are understood, as `Accept-Encoding` names them. */
export const encodings = 'gzip, deflate, br';

/** @returns the bytes themselves when they are empty or their encoding is another. @throws with the code of zlib; `ERR_BUFFER_TOO_LARGE`. */
export async function unpack(bytes: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const unpacker = unpackerOf(bytes, encoding?.toLowerCase());
  if (unpacker === undefined || bytes.length === 0) return bytes;
  return new Promise((resolve, reject) => {
    unpacker(bytes, { maxOutputLength: maxBytes }, (error, unpacked) => (error ? reject(error) : resolve(unpacked)));
  });
}

function unpackerOf(bytes: Buffer, encoding: string | undefined): Unpacker | undefined {
  if (encoding === 'gzip') return gunzip;
  if (encoding === 'br') return brotliDecompress;
  if (encoding === 'deflate') return hasZlibHead(bytes) ? inflate : inflateRaw;
  return undefined;
}

/** Some servers leave out the head of two bytes (RFC 1950), which is a multiple of 31 and names the method in its low bits. */
function hasZlibHead(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
