import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeConfiguration } from '../../src/config/config.js';
import { zonePingLimits } from '../../src/domain/outage/zone-ping/limit.js';
import { maxPings } from '../../src/domain/ping/ping-task.js';
import { maxMasked } from '../../src/domain/search/client-search.js';
import { duplicateMs, maxDescription } from '../../src/domain/ticket.js';
import { lifeMs } from '../../src/domain/verification/assurance.js';
import { verificationLimits } from '../../src/domain/verification/verification-limit.js';
import { defaultBackOff } from '../../src/domain/webhook/attempt.js';
import { defaultWebhookTimings } from '../../src/domain/webhook/webhooks.js';
import { isIdempotencyKey } from '../../src/domain/writes/write.js';
import { keyHoldMs } from '../../src/domain/writes/write-entry.js';
import { errorCodes } from '../../src/model/error-code.js';
import { maxPageSize } from '../../src/model/page.js';
import { problemCodes } from '../../src/model/problem.js';
import { maxAssurances } from '../../src/server/auth/assurance.js';
import { maxTokenLength } from '../../src/server/auth/authentication.js';
import { fieldsPerPoint } from '../../src/server/documents/cost.js';
import { maxTokens } from '../../src/server/documents/document.js';
import { documentLimits } from '../../src/server/documents/document-limit.js';
import { maxListItems } from '../../src/server/documents/input-limit.js';
import { charactersPerPoint } from '../../src/server/execution/operation-guard.js';
import { arrival, maxBodyBytes, maxHeaderBytes } from '../../src/server/http/app.js';
import { maxHeapShare } from '../../src/server/overload/process-load.js';
import { keepAliveMs } from '../../src/server/ws/connection.js';
import { maxMessagesPerSecond, maxSubscriptions, socketTimings } from '../../src/server/ws/limit.js';
import { initWaitMs } from '../../src/server/ws/operation.js';
import { maxMessageBytes } from '../../src/server/ws/server.js';
import { operationBudgetMs } from '../../src/upstream/call.js';
import { limits } from '../../src/upstream/limits.js';

const page = readFileSync('docs/limits.md', 'utf8');

interface Row {
  readonly limit: string;
  readonly figure: number;
  readonly variable: string | undefined;
  readonly error: string;
}

/** Rows of all tables. */
const rows: readonly Row[] = [...page.matchAll(/^\| (.+) \| ([\d,]+) \| (.+) \| (.+) \|$/gm)].map(
  ([, limit = '', figure = '', variable = '', error = '']) => ({
    limit,
    figure: Number(figure.replaceAll(',', '')),
    variable: /`(\w+)`/.exec(variable)?.[1],
    error,
  }),
);

const { perTarget, perCaller } = verificationLimits;
const { timeout, bulkhead, concurrency, breaker } = limits;

/** Longest key that is taken. */
const keyLength = Array.from({ length: 300 }, (_, index) => index).findLast((length) =>
  isIdempotencyKey('k'.repeat(length)),
);

/** Figures of the code, by how the page's limit begins. */
const figures: Readonly<Record<string, number | undefined>> = {
  'depth of fields': documentLimits.depth,
  aliases: documentLimits.aliases,
  'root fields': documentLimits.rootFields,
  'cost of one operation': Number(describeConfiguration().find(({ name }) => name === 'MAX_COST')?.byDefault),
  'directives in a document': documentLimits.directives,
  'fields, with every fragment': documentLimits.fields,
  'pairs of equal names': documentLimits.comparisons,
  'lexical tokens': maxTokens,
  'items of a list in a document': documentLimits.listItems,
  'items of a list in variables': maxListItems,
  'page size': maxPageSize,
  'page of a search without': maxMasked,
  'attempts to verify one client': perTarget.points,
  'attempts to verify anybody': perCaller.points,
  'life of an assurance, minutes': lifeMs / 60_000,
  'assurances of a request': maxAssurances,
  'body, bytes': maxBodyBytes,
  'headers together, bytes': maxHeaderBytes,
  'token, characters': maxTokenLength,
  'headers must have arrived': arrival.headers / 1_000,
  'the whole request': arrival.request / 1_000,
  'message, bytes': maxMessageBytes,
  'messages per second': maxMessagesPerSecond,
  'subscriptions at a time': maxSubscriptions,
  '`connection_init` must come': initWaitMs / 1_000,
  'a ping must be answered': keepAliveMs / 1_000,
  'a message may wait': socketTimings.stuck / 1_000,
  'idempotency key': keyLength,
  'a key is kept for, hours': keyHoldMs / 3_600_000,
  'the same ticket': duplicateMs / 60_000,
  'description of a ticket': maxDescription,
  'echo requests': maxPings,
  'a run has what': zonePingLimits.deadlineMs / 60_000,
  'time of an operation': operationBudgetMs / 1_000,
  'time of a read': timeout.read / 1_000,
  'time of a list': timeout.list / 1_000,
  'time of a write': timeout.write / 1_000,
  'time of an attempt': defaultWebhookTimings.attempt / 1_000,
  'reads at once, to begin with': bulkhead.read,
  'reads at once, least, where answers take long because of the others': bulkhead.read * concurrency.floor,
  'reads at once, most, where they do not': bulkhead.read * concurrency.ceiling,
  'lists at once, to begin with': bulkhead.list,
  'lists at once, least': bulkhead.list * concurrency.floor,
  'lists at once, most': bulkhead.list * concurrency.ceiling,
  'writes at once': bulkhead.write,
  'an answer, bytes': limits.maxBytes,
  'failures in a row': breaker.inARow,
  'share of the heap': maxHeapShare * 100,
  // After the two that begin with it.
  attempts: defaultBackOff.length + 1,
};

const variables = new Map(describeConfiguration().map(({ name, byDefault }) => [name, Number(byDefault)]));

describe('the page of limits', () => {
  it('has the figure of the code in each row, or the default of its variable', () => {
    expect(rows.length).toBeGreaterThan(45);
    const expected = rows.map(({ limit, variable = '' }) => {
      const key = Object.keys(figures).find((name) => limit.startsWith(name)) ?? '';
      return [limit, variables.get(variable) ?? figures[key]];
    });
    expect(rows.map(({ limit, figure }) => [limit, figure])).toEqual(expected);
  });

  it('leaves no figure out, and no variable that is a limit', () => {
    const named = (name: string): boolean => rows.some(({ limit }) => limit.startsWith(name));
    expect(Object.keys(figures).filter((name) => !named(name))).toEqual([]);
    const ofLimits = [...variables.keys()].filter((name) => /^MAX_|_PER_/.test(name));
    const stated = new Set(rows.map(({ variable }) => variable));
    expect(ofLimits.filter((name) => !stated.has(name))).toEqual([]);
  });

  it('names codes that there are', () => {
    const codes = rows.flatMap(({ error }) => [...error.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code));
    const known: readonly string[] = [...errorCodes, ...problemCodes];
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('says in words what the code says', () => {
    expect(page).toContain(`or ${fieldsPerPoint} fields`);
    expect(page).toContain(`a point for ${charactersPerPoint} characters`);
    expect([perTarget.duration / 60, perCaller.duration / 60]).toEqual([15, 60]);
    expect(page).toMatch(/one client, in 15 minutes[\s\S]*anybody, in 60 minutes/);
  });
});
