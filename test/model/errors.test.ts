import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes, errorSentences } from '../../src/model/error-code.js';
import { BadUserInput, UpstreamError } from '../../src/model/errors.js';

describe('error codes', () => {
  it('are a closed list: no other is written anywhere in the source', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    const written = files
      .filter((path) => !path.startsWith('emulator'))
      .flatMap((path) => [
        ...readFileSync(`src/${path}`, 'utf8').matchAll(/(?:code: |UpstreamError\(\s*|GatewayError\(\s*)'([A-Z_]+)'/g),
      ])
      .map((match) => match[1] ?? '');
    expect(written.length).toBeGreaterThan(5);
    for (const code of written) expect(errorCodes).toContain(code);
  });

  it('have a sentence each, which quotes nothing', () => {
    for (const code of errorCodes) expect(errorSentences[code]).toMatch(/^[A-Z][A-Za-z0-9 ,.'/-]+\.$/);
  });
});

describe('an error', () => {
  it('names the argument that is wrong, and never its value', () => {
    expect(new BadUserInput('by.phone')).toMatchObject({
      code: 'BAD_USER_INPUT',
      retryable: false,
      details: { argument: 'by.phone' },
    });
  });

  it('of a back end says whether the request may have arrived, and can say that it was not sent', () => {
    const error = new UpstreamError('UPSTREAM_TIMEOUT', 'WISPRO', { retryAfterMs: 5 });
    expect(error).toMatchObject({
      mayHaveArrived: true,
      retryable: true,
      details: { backend: 'WISPRO', retryAfterMs: 5 },
    });
    expect(error.asNotSent()).toMatchObject({
      mayHaveArrived: false,
      code: 'UPSTREAM_TIMEOUT',
      details: { retryAfterMs: 5 },
    });
  });
});
