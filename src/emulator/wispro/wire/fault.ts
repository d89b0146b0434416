import { gzipSync } from 'node:zlib';
import type { Fault } from '../../fault.js';
import type { EmulatedAnswer } from '../../message.js';
import { errorBody, htmlPage, type WisproErrorStatus } from './envelope.js';

/**
 * The faults of contract section 10 that need a body or a header of this back end; delay, hang, reset and cut need none.
 * Those that spoil a right answer (`phpWarning` to `gzip`) come after the call's effect, the others instead of it: see
 * `afterEffect`.
 */
export const wisproFaults = {
  /** HTTP 500 with a page of HTML. */
  htmlError: { kind: 'answer', when: 'before', ...htmlPage(500, 'Server Error') },
  /** HTTP 200 with nothing (T11). */
  empty: { kind: 'answer', when: 'before', status: 200, headers: { 'content-type': 'text/html' }, body: '' },
  /** A warning with words in it, then the JSON: not readable (1.1, step 3). */
  phpWarning: onBody(
    (body) => `<br />\n<b>Warning</b>:  Undefined array key 0 in <b>/app/api.php</b> on line <b>42</b><br />\n${body}`,
  ),
  /** Blank HTML, then the JSON: readable (T10). */
  brThenJson: onBody((body) => `<br><br>${body}`),
  /** Two documents back to back. */
  concatenated: onBody((body) => body + body),
  bom: onBody((body) => `\uFEFF${body}`),
  /** The right JSON under the wrong type (T9). */
  textHtml: onAnswer((answer) => ({ ...answer, headers: { 'content-type': 'text/html; charset=UTF-8' } })),
  gzip: onAnswer((answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip' },
    body: gzipSync(answer.body),
  })),
  /** HTTP 200 with Wispro's error in the body, in its default Spanish. */
  envelope401: envelope(401),
  envelope402: envelope(402),
  envelope500: envelope(500),
  /** A redirect that a client must not follow: its URL holds the token. */
  redirectElsewhere: (url: string): Fault => ({
    kind: 'answer',
    when: 'before',
    status: 301,
    headers: { location: url },
    body: '',
  }),
  /** HTTP 429, with `Retry-After` when given: seconds or an HTTP date. */
  rateLimited: (retryAfter?: string): Fault => ({
    kind: 'answer',
    when: 'before',
    status: 429,
    headers: { 'content-type': 'application/json', ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) },
    body: '{"message":"Too Many Attempts."}',
  }),
} as const satisfies Readonly<Record<string, Fault | ((text: string) => Fault)>>;

/** The same fault once the call has had its effect: what makes a promise's outcome unknown. */
export function afterEffect(fault: Fault): Fault {
  return 'when' in fault ? { ...fault, when: 'after' } : fault;
}

function envelope(status: WisproErrorStatus): Fault {
  const body = JSON.stringify(errorBody(status, 'es'));
  return { kind: 'answer', when: 'before', status: 200, headers: { 'content-type': 'application/json' }, body };
}

function onAnswer(rewrite: (answer: EmulatedAnswer) => EmulatedAnswer): Fault {
  return { kind: 'rewrite', rewrite };
}

function onBody(rewrite: (body: string) => string): Fault {
  return onAnswer((answer) => ({ ...answer, body: rewrite(String(answer.body)) }));
}
