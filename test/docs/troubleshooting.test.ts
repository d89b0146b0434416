import { readdirSync, readFileSync } from 'node:fs';
import { CloseCode } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import { describeConfiguration } from '../../src/config/config.js';
import { scopes } from '../../src/model/caller.js';
import { errorCodes, errorSentences } from '../../src/model/error-code.js';
import { problemCodes } from '../../src/model/problem.js';

const page = readFileSync('docs/troubleshooting.md', 'utf8');

/** Text of the source, the schema and the library that speaks the protocol of sockets, in which every message stands. */
const source = [
  ...findFiles('src', '.ts'),
  'schema/schema.graphql',
  ...findFiles('node_modules/graphql-ws/dist', '.js'),
]
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

function findFiles(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}

const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading);
const closings = [...page.matchAll(/^\| (\d{4}) \| (.+?) \|/gm)].map(([, code, reason = '']) => ({
  code: Number(code),
  reason: /`(.+)`/.exec(reason)?.[1],
}));

describe('the page of troubles', () => {
  it('quotes messages that the gateway, its command or its client says', () => {
    const quoted = headings.flatMap((heading) => /^`([^`]+)`$/.exec(heading)?.[1] ?? []);
    expect(quoted.length).toBeGreaterThan(40);
    expect(quoted.filter((message) => !source.includes(message))).toEqual([]);
  });

  it('has the sentence and the code of every error', () => {
    const missing = errorCodes.filter((code) => {
      const sentence = errorSentences[code];
      const [, part = ''] = page.split(`### \`${sentence}\`\n`);
      return !(part.split('\n### ')[0] ?? '').includes(`\`${code}\``);
    });
    expect(missing).toEqual([]);
  });

  it('names codes, variables and scopes that there are', () => {
    const variables = describeConfiguration().map(({ name }) => name);
    const noAnswer = ['UNREACHABLE', 'TIMED_OUT', 'ABORTED', 'UNREADABLE'];
    const known = new Set<string>([...errorCodes, ...problemCodes, ...variables, ...noAnswer]);
    const words = [...page.matchAll(/`([A-Z][A-Z_]{3,})(?:=[\w]+)?`/g)].map(([, word = '']) => word);
    expect(words.filter((word) => !known.has(word))).toEqual([]);
    const named = [...page.matchAll(/`([a-z]+:[a-z]+)`/g)].map(([, scope = '']) => scope);
    expect(named.filter((scope) => !scopes.some((each) => each === scope))).toEqual([]);
  });

  it('has every close code of the protocol that a client of ours can meet, with its reason', () => {
    const reasons = closings.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    const spoken = source.replaceAll(/\$\{\w+\}/g, (name) => (name.includes('id') ? 'ID' : 'graphql-transport-ws'));
    expect(reasons.filter((reason) => !spoken.includes(reason))).toEqual([]);
    const { InternalServerError, InternalClientError, BadResponse, ConnectionAcknowledgementTimeout } = CloseCode;
    const ofClients = [InternalServerError, InternalClientError, BadResponse, ConnectionAcknowledgementTimeout];
    const ofServer = Object.values(CloseCode).filter((code) => typeof code === 'number' && !ofClients.includes(code));
    expect(new Set(closings.map(({ code }) => code))).toEqual(new Set([...ofServer, 1001, 1009, 1013]));
  });
});
