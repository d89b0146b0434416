import { describe, expect, it } from 'vitest';
import { cacheBackend } from '../../../src/domain/cache/cached-backend.js';
import { lifetimes, noLifetimes } from '../../../src/domain/cache/lifetime.js';
import { UpstreamError } from '../../../src/model/errors.js';
import type { Ticket } from '../../../src/model/ticket.js';
import { backgroundCall, type UpstreamCall } from '../../../src/upstream/call.js';
import { toBackend } from '../client-backend.js';
import { toRecord } from '../client-record.js';
import { createTime } from '../time.js';

const call = backgroundCall();

function toTicket(ticketId: number, subject: string): Ticket {
  const unknown = { upstreamStatus: null, createdAt: null, dueAt: null, answer: null } as const;
  return { id: `t${ticketId}`, backend: 'WISPHUB', ticketId, subject, status: 'OPEN', priority: 'LOW', ...unknown };
}

/** A back end whose every answer has the number of its asking in it. */
function createSubject(table: Parameters<typeof cacheBackend>[1] = lifetimes) {
  const time = createTime();
  const asked: string[] = [];
  const answers: { plans: 'some' | 'none' | 'failure'; ticket: 'known' | 'unknown' } = {
    plans: 'some',
    ticket: 'known',
  };
  const ask = <Value>(what: string, toValue: (name: string) => Value): Value => {
    asked.push(what);
    return toValue(`${what} #${asked.length}`);
  };
  const backend = cacheBackend(
    toBackend({
      plans: {
        list: async () => {
          if (answers.plans === 'failure') throw new UpstreamError('UPSTREAM_TIMEOUT', 'WISPHUB');
          const plans = ask('plans', (name) => [{ key: '1', planId: 1, name, type: 'PCQ' } as const]);
          return answers.plans === 'none' ? [] : plans;
        },
        detail: async ({ key }) =>
          ask(`plan ${key}`, (note) => ({ price: null, downloadSpeed: null, uploadSpeed: null, note })),
      },
      tickets: {
        needs: 'service',
        subjects: async () => ask('subjects', (name) => [{ name, priority: 'LOW' } as const]),
        find: async (ticketId) => {
          const ticket = ask(`ticket ${ticketId}`, (subject) => toTicket(ticketId, subject));
          return answers.ticket === 'known' ? ticket : null;
        },
        create: async ({ subject }) =>
          subject === 'full'
            ? { kind: 'zone-full', maxTickets: 3 }
            : { kind: 'done', value: ask('create', () => toTicket(7, subject)) },
      },
      zones: { load: async (zoneId) => ask(`zone ${zoneId}`, () => ({ isBlocked: false, maxTickets: asked.length })) },
      invoices: {
        list: async ({ id }) => ask(`invoices ${id}`, () => ({ invoices: [], isTruncated: asked.length > 1 })),
      },
      paymentLinks: { links: async ({ invoiceId }) => ask(`links ${invoiceId}`, () => []) },
    }),
    table,
    time.clock,
  );
  return { time, asked: () => asked.splice(0), answers, backend };
}

type Subject = ReturnType<typeof createSubject>;

const one = toRecord(1);

/** By kind: how it is read, and what else there is of the kind. */
const kinds = {
  plan: {
    read: ({ backend }: Subject, by: UpstreamCall) => backend.plans?.list(by),
    other: ({ backend }: Subject) => backend.plans?.detail({ key: '1', name: 'A' }, call),
  },
  'plan (detail)': {
    read: ({ backend }: Subject, by: UpstreamCall) => backend.plans?.detail({ key: '1', name: 'A' }, by),
    other: ({ backend }: Subject) => backend.plans?.detail({ key: '2', name: 'A' }, call),
  },
  ticketSubject: {
    read: ({ backend }: Subject, by: UpstreamCall) => backend.tickets?.subjects(by),
    other: ({ backend }: Subject) => backend.tickets?.find(1, call),
  },
  ticket: {
    read: ({ backend }: Subject, by: UpstreamCall) => backend.tickets?.find(1, by),
    other: ({ backend }: Subject) => backend.tickets?.find(2, call),
  },
  zone: {
    read: ({ backend }: Subject, by: UpstreamCall) => backend.zones?.load(1, by),
    other: ({ backend }: Subject) => backend.zones?.load(2, call),
  },
  invoice: {
    read: ({ backend }: Subject, by: UpstreamCall) => backend.invoices?.list(one, by),
    other: ({ backend }: Subject) => backend.invoices?.list(toRecord(2), call),
  },
} as const;

describe.each(Object.entries(kinds))('an answer of the kind %s', (name, { read, other }) => {
  const lifetime = lifetimes[name.replace(/ .*/, '') as keyof typeof lifetimes];

  it('is asked for once by 100 at the same time, and is good for its lifetime', async () => {
    const subject = createSubject();
    const answers = await Promise.all(Array.from({ length: 100 }, () => read(subject, call)));
    expect(new Set(answers).size).toBe(1);
    subject.time.advance(lifetime.fresh);
    expect(await read(subject, call)).toBe(answers[0]);
    expect(subject.asked()).toHaveLength(1);
    subject.time.advance(lifetime.revalidate - lifetime.fresh + 1);
    expect(await read(subject, call)).not.toBe(answers[0]);
    expect(subject.asked()).toHaveLength(1);
  });

  it('is shared with no other', async () => {
    const subject = createSubject();
    await read(subject, call);
    await other(subject);
    expect(new Set(subject.asked()).size).toBe(2);
  });

  it('is asked for again by who wants it fresh, and every time with lifetimes of zero', async () => {
    const subject = createSubject();
    await read(subject, call);
    await read(subject, { ...call, isFresh: true });
    expect(subject.asked()).toHaveLength(2);
    const forgetful = createSubject(noLifetimes);
    await read(forgetful, call);
    await read(forgetful, call);
    expect(forgetful.asked()).toHaveLength(2);
  });
});

describe('the list of plans', () => {
  it('that is empty, which is what an outage looks like, is asked for again soon', async () => {
    const { time, asked, answers, backend } = createSubject();
    answers.plans = 'none';
    expect(await backend.plans?.list(call)).toEqual([]);
    time.advance(lifetimes.plan.absent + 1);
    answers.plans = 'some';
    expect(await backend.plans?.list(call)).toHaveLength(1);
    expect(asked()).toHaveLength(2);
  });

  it('is not shown when it is old and cannot be asked for: nothing could say that it is old', async () => {
    const { time, answers, backend } = createSubject();
    await backend.plans?.list(call);
    answers.plans = 'failure';
    time.advance(lifetimes.plan.revalidate);
    await expect(backend.plans?.list(call)).rejects.toThrow(UpstreamError);
  });
});

describe('a ticket', () => {
  const request = { client: toRecord(1), technicianId: 1, subject: 'slow', description: '' };

  it('that was opened is known at once, although a moment ago there was none', async () => {
    const { time, asked, answers, backend } = createSubject();
    answers.ticket = 'unknown';
    expect(await backend.tickets?.find(7, call)).toBeNull();
    time.advance(1);
    await backend.tickets?.create(request, call);
    expect(await backend.tickets?.find(7, call)).toMatchObject({ ticketId: 7, subject: 'slow' });
    expect(asked()).toEqual(['ticket 7', 'create']);
  });

  it('that was not opened is not', async () => {
    const { asked, backend } = createSubject();
    expect(await backend.tickets?.create({ ...request, subject: 'full' }, call)).toMatchObject({ kind: 'zone-full' });
    await backend.tickets?.find(7, call);
    expect(asked()).toEqual(['ticket 7']);
  });
});

describe('what is never kept', () => {
  it('goes through: payment links, and what the back end does not have stays away', async () => {
    const { asked, backend } = createSubject();
    await backend.paymentLinks?.links({ invoiceId: 'a', clientId: 'c' }, call);
    await backend.paymentLinks?.links({ invoiceId: 'a', clientId: 'c' }, call);
    expect(asked()).toEqual(['links a', 'links a']);
    const bare = cacheBackend(toBackend({}), lifetimes);
    expect([bare.plans, bare.tickets, bare.zones, bare.invoices]).toEqual(Array(4).fill(undefined));
  });
});
