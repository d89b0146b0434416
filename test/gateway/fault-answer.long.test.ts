import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/fault.js';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { ask, askBoth, countCalls, row, type Side, startFaultGateway } from './fault-gateway.js';

/** Rows F4 to F7 of the reliability contract: answers that are none. */
const planted = 'PLANTED-WORDS-OF-AN-ANSWER';

const answer = (body: string, status = 200, type = 'application/json'): Fault => ({
  kind: 'answer',
  when: 'after',
  status,
  headers: { 'content-type': type },
  body,
});

const html = `<html><body><h1>${planted}</h1></body></html>`;

/** Makes the next answer at a route come out so, once. */
const spoil = (side: Side, route: string, fault: Fault): void => side.emulator.fault({ route, fault, times: 1 });

/** Changes a right answer as text. */
const rewrite = (change: (body: string) => string): Fault => ({
  kind: 'rewrite',
  rewrite: (right: EmulatedAnswer): EmulatedAnswer => ({ ...right, body: change(String(right.body)) }),
});

const nonsense: readonly (readonly [string, Fault])[] = [
  ['half a body', rewrite((body) => body.slice(0, body.length / 2))],
  ['a number that is none', rewrite((body) => body.replace(':', ': NaN, "x":'))],
  ['ten megabytes', answer(`{"x":"${planted.repeat(400_000)}"}`)],
  ['a hundred thousand levels', answer('['.repeat(100_000))],
  ['a hundred thousand levels, closed', answer(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
  ['a page in place of data', answer(html)],
  ['a page in place of data, said to be one', answer(html, 200, 'text/html')],
  ['a list of something else', answer(`[1, "${planted}"]`)],
  ['two bodies', rewrite((body) => `${body}${body}`)],
];

describe('F4 to F6: an answer of 200 that makes no sense', () => {
  row(
    'is an error of that back end alone, told without a word of it, and asked for once',
    async (gateway, side, healthy) => {
      for (const [name, fault] of nonsense) {
        const before = countCalls(side, side.readRoute);
        spoil(side, side.readRoute, fault);
        expect([name, await askBoth(gateway, side, healthy)]).toEqual([name, ['UPSTREAM_BAD_RESPONSE']]);
        expect(countCalls(side, side.readRoute) - before).toBe(1);
        expect(await ask(gateway, side)).toBe('ok');
      }
      expect(gateway.logged()).not.toContain(planted);
    },
  );

  row('leaves a write open, and it is not sent again', async (gateway, side) => {
    for (const [index, [name, fault]] of nonsense.entries()) {
      const before = [countCalls(side, side.writeRoute), side.effects()];
      spoil(side, side.writeRoute, fault);
      expect([name, await side.write(`key-${index}`)]).toEqual([name, 'OutcomeUnknown']);
      expect([name, await side.write(`key-${index}`)]).toEqual([name, 'OutcomeUnknown']);
      expect([countCalls(side, side.writeRoute), side.effects()]).toEqual(before.map((count) => count + 1));
      expect(await side.write(`well-${index}`)).toMatch(/Success$/);
    }
    expect(gateway.logged()).not.toContain(planted);
  });
});

describe('F4: an answer with keys that mean something to JavaScript', () => {
  row('changes no object but its own', async (gateway, side) => {
    spoil(
      side,
      side.readRoute,
      rewrite((body) =>
        body.replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},'),
      ),
    );
    expect(await ask(gateway, side)).toBe('ok');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('F5: an answer of another type than it says', () => {
  row('is read by what it is', async (gateway, side) => {
    const plain: Fault = {
      kind: 'rewrite',
      rewrite: (right) => ({ ...right, headers: { ...right.headers, 'content-type': 'text/plain' } }),
    };
    spoil(side, side.readRoute, plain);
    expect(await ask(gateway, side)).toBe('ok');
  });
});

describe('F6: a page in place of a status', () => {
  row('says that the back end cannot be reached, and no word of it is passed on', async (gateway, side, healthy) => {
    for (const status of [500, 502, 503, 504]) {
      side.emulator.fault({ route: side.readRoute, times: 2, fault: answer(html, status, 'text/html') });
      expect(await askBoth(gateway, side, healthy)).toEqual(['UPSTREAM_UNAVAILABLE']);
      expect(await ask(gateway, side)).toBe('ok');
    }
    spoil(side, side.writeRoute, answer(html, 502, 'text/html'));
    expect(await side.write('page')).toBe('OutcomeUnknown');
    expect(side.effects()).toBe(1);
    expect(gateway.logged()).not.toContain(planted);
  });
});

describe('F7: an answer that has changed its shape', () => {
  const change = (edit: (data: Record<string, unknown>) => void): Fault =>
    rewrite((body) => {
      const whole = JSON.parse(body) as { data: Record<string, unknown> };
      edit(whole.data);
      return JSON.stringify(whole);
    });

  it.concurrent('has null for what is missing, an error for what is wrong, and never a made-up value', async () => {
    const gateway = await startFaultGateway();
    const { wispHub: side } = gateway.sides;
    const field = () =>
      `{ client: ${side.field().replace('{ name }', '{ name serviceId outstandingBalance { amount } }')} }`;
    spoil(
      side,
      side.readRoute,
      change((data) => {
        delete data.outstanding_balance;
        delete data.name;
      }),
    );
    const missing = await gateway.send(field());
    expect(missing).toMatchObject({ errors: [], data: { client: { name: null, outstandingBalance: null } } });
    for (const edit of [
      { outstanding_balance: 'free' },
      { outstanding_balance: {} },
      { service_id: null },
      { service_id: '1101; drop' },
      { name: 5 },
    ]) {
      spoil(
        side,
        side.readRoute,
        change((data) => Object.assign(data, edit)),
      );
      const wrong = await gateway.send(field());
      expect(wrong).toMatchObject({
        data: { client: null },
        errors: [{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }],
      });
      expect(await ask(gateway, side)).toBe('ok');
    }
    await gateway.close();
  }, 120_000);

  it.concurrent('says so when its success is none', async () => {
    const gateway = await startFaultGateway();
    const { wispHub: side } = gateway.sides;
    spoil(side, side.readRoute, answer('{"ok":true,"action":"something_new","data":{}}'));
    expect(await ask(gateway, side)).toBe('UPSTREAM_BAD_RESPONSE');
    spoil(side, side.readRoute, answer('{"ok":false,"action":"client_found","data":null}'));
    expect(await ask(gateway, side)).toBe('UPSTREAM_BAD_RESPONSE');
    await gateway.close();
  }, 120_000);
});
