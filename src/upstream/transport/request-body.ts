import type { Options } from 'got';

/** Bytes of a request, and what they are. */
export interface RequestBody {
  readonly type: string;
  readonly bytes: string | Buffer;
}

/** @returns undefined when the request has no body. */
export function toRequestBody({ json, form, body }: Options): RequestBody | undefined | Promise<RequestBody> {
  if (json !== undefined) return { type: 'application/json', bytes: JSON.stringify(json) };
  if (form !== undefined) {
    return { type: 'application/x-www-form-urlencoded', bytes: new URLSearchParams(form).toString() };
  }
  return body instanceof FormData ? encodeParts(body) : undefined;
}

/** Node has an encoder in its responses alone, which names the boundary too. */
async function encodeParts(form: FormData): Promise<RequestBody> {
  const encoded = new Response(form);
  return { type: encoded.headers.get('content-type') ?? '', bytes: Buffer.from(await encoded.arrayBuffer()) };
}
