import { expect, it, describe as suite } from 'vitest';
import { describe, readAnswer } from '../../../../src/backends/wispro/protocol/answer.js';
import { UpstreamError } from '../../../../src/model/errors.js';

const answer = (body: unknown, status = 200, headers = {}) => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const read = (...parameters: Parameters<typeof answer>) => readAnswer(answer(...parameters), ['data', 'name']);

function codeOf(...parameters: Parameters<typeof answer>) {
  try {
    return read(...parameters).kind;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return [error.code, { retryable: error.retryable, mayHaveArrived: error.mayHaveArrived }];
  }
}

const authFailed = ['UPSTREAM_AUTH_FAILED', { retryable: false, mayHaveArrived: false }];
const expired = ['UPSTREAM_UNAVAILABLE', { retryable: false, mayHaveArrived: false }];
const limited = ['UPSTREAM_RATE_LIMITED', { retryable: true, mayHaveArrived: false }];
const unavailable = ['UPSTREAM_UNAVAILABLE', { retryable: true, mayHaveArrived: true }];
const badResponse = ['UPSTREAM_BAD_RESPONSE', { retryable: true, mayHaveArrived: true }];

const envelope = (status: unknown) => ({ status, meta: {}, message: 'Texto', errors: {} });
const html = '<!DOCTYPE html><html><body>Error</body></html>';

suite('row 1: the HTTP status', () => {
  it.each([
    [429, limited],
    [500, unavailable],
    [502, unavailable],
    [503, unavailable],
  ])('%i, whatever the body', (status, expected) => {
    for (const body of ['', html, '{}', '{"name":"X"}']) expect(codeOf(body, status)).toEqual(expected);
  });

  it.each([401, 403])(
    '%i refuses the token in an answer of its own, and says nothing as a page of another server',
    (status) => {
      for (const body of ['{}', envelope(status)]) expect(codeOf(body, status)).toEqual(authFailed);
      for (const body of ['', html, '"x"']) expect(codeOf(body, status)).toEqual(badResponse);
    },
  );

  it('404 is "not found" in the envelope of the back end alone: a wrong address has nobody, and is no answer', () => {
    expect(codeOf(envelope(404), 404)).toBe('not-found');
    const others = ['', html, '{}', '[]', 'null', '"x"', '{"message":"The route api/dat could not be found."}'];
    for (const body of others) expect(codeOf(body, 404)).toEqual(badResponse);
  });

  it.each([
    ['1', 1_000],
    ['3600', 60_000],
    ['-5', 0],
    ['abc', undefined],
    ['5 minutes', undefined],
    [undefined, undefined],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['Wed, 21 Oct 2099 07:28:00 GMT', 60_000],
  ])('429 with Retry-After %j waits %j ms', (header, waitMs) => {
    const error = (() => {
      try {
        return read('', 429, { 'retry-after': header });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect((error as UpstreamError).options.retryAfterMs).toBe(waitMs);
  });

  it.each([400, 402, 409, 422])('%i is judged by its body', (status) => {
    expect(codeOf(envelope(400), status)).toBe('refused');
    expect(codeOf(envelope(404), status)).toBe('not-found');
    expect(codeOf(envelope(402), status)).toEqual(expired);
    expect(codeOf({ error: 'no' }, status)).toBe('refused');
    expect(codeOf({ name: 'X' }, status)).toBe('body');
    expect(codeOf({}, status)).toEqual(badResponse);
    expect(codeOf([], status)).toEqual(badResponse);
    expect(codeOf('', status)).toEqual(badResponse);
    expect(codeOf(html, status)).toEqual(badResponse);
  });
});

suite('rows 2 and 3: the body as text', () => {
  it.each(['', '  \r\n', '\uFEFF', '""'])('%j is an empty body', (body) => {
    expect(codeOf(body)).toEqual(unavailable);
  });

  it.each(['\uFEFF{"name":"X"}', ' \n{"name":"X"}\n', '<br><br>{"name":"X"}', '<br />\n<br/>\n{"name":"X"}'])(
    '%j is read',
    (body) => {
      expect(read(body)).toEqual({ kind: 'body', body: { name: 'X' } });
    },
  );

  it('a list after blank HTML is read', () => {
    expect(read('<BR>[1]')).toEqual({ kind: 'body', body: [1] });
  });

  it.each([
    html,
    '<br />\n<b>Warning</b>: Undefined array key 0 in <b>/app/api.php</b> on line <b>42</b><br />\n{"name":"X"}',
    '{"name":"X"}{"name":"X"}',
    '{"name":"X"',
    'OK',
    'error de credenciales',
    '<br>',
  ])('%j is no answer', (body) => {
    expect(codeOf(body)).toEqual(badResponse);
  });
});

suite('row 4: the token', () => {
  it.each([
    { 'error token': 'error de credenciales' },
    { error_token: 'x' },
    { ErrorToken: 'x' },
    { mensaje: 'Error de credenciales' },
    { name: 'X', 'error token': '' },
    '"error de credenciales"',
  ])('%j is a refused token', (body) => {
    expect(codeOf(body)).toEqual(authFailed);
  });
});

suite('row 5: the code in the body', () => {
  it.each([
    [401, authFailed],
    [403, authFailed],
    [402, expired],
    [404, 'not-found'],
    [400, 'refused'],
    [422, 'refused'],
    [412, 'refused'],
    [429, limited],
    [500, unavailable],
    [503, unavailable],
    [409, badResponse],
  ])('%i', (code, expected) => {
    expect(codeOf(envelope(code))).toEqual(expected);
    expect(codeOf(envelope(String(code)))).toEqual(expected);
    expect(codeOf({ '0': { api_status: String(code), api_message: 'x' } })).toEqual(expected);
    expect(codeOf({ api_status: code })).toEqual(expected);
  });

  it.each([{ status: 200, data: [] }, { status: '201', data: {} }, { name: 'X', status: 'enabled' }, { state: 500 }])(
    '%j is no error',
    (body) => {
      expect(codeOf(body)).toBe('body');
    },
  );
});

suite('row 6: an error beside nothing', () => {
  it.each([{ error: 'no' }, { errors: { field: 'x' } }, { errors: ['x'] }, { mensaje_error: 'no' }, { error: true }])(
    '%j is a refusal',
    (body) => {
      expect(codeOf(body)).toBe('refused');
      expect(codeOf({ ...body, data: [] })).toBe('refused');
    },
  );

  it.each([{ errors: {} }, { error: '' }, { error: null }, { error: false }, { errors: [] }])('%j is none', (body) => {
    expect(codeOf(body)).toBe('body');
  });

  it('an error beside a success is left to the route', () => {
    expect(codeOf({ error: 'aviso', name: 'X' })).toBe('body');
  });
});

suite('rows 7 and 8', () => {
  it.each(['null', '{}', '[]', '{"data":[]}', '{"data":null}', '7', '"https://pago.example.test/1"'])(
    '%s goes on to the route',
    (body) => {
      expect(read(body)).toEqual({ kind: 'body', body: JSON.parse(body) });
    },
  );

  it('what is told of a body for the log holds no value and no key that could be one', () => {
    expect(describe({ foo: 'secreto', '30111222': 'x', 'PEREZ JUAN': 1 })).toBe('keys: ? foo ?');
    expect(describe(['secreto'])).toBe('a list');
    expect(describe('secreto')).toBe('a string');
  });
});
