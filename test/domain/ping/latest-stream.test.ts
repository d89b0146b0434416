import { expect, it } from 'vitest';
import { latestPerKey } from '../../../src/domain/ping/latest-stream.js';

interface Value {
  readonly key: string;
  readonly at: number;
}

function start(take?: number) {
  let push: (value: Value) => void = () => undefined;
  let stops = 0;
  const stream = latestPerKey<Value>(
    (given) => {
      push = given;
      return () => {
        stops += 1;
      };
    },
    ({ key }) => key,
    take,
  );
  const next = async () => {
    const { done, value } = await stream.next();
    return done === true ? 'end' : `${value.key}${value.at}`;
  };
  return { stream, next, push: (key: string, at: number) => push({ key, at }), stops: () => stops };
}

it('of each key the latest value waits, in the order in which the keys came', async () => {
  const { next, push } = start();
  push('a', 1);
  push('b', 1);
  push('a', 2);
  expect([await next(), await next()]).toEqual(['a2', 'b1']);
  push('a', 3);
  expect(await next()).toBe('a3');
});

it('a read that waits gets what comes, and what was read does not come again', async () => {
  const { next, push } = start();
  const waiting = next();
  push('a', 1);
  expect(await waiting).toBe('a1');
  const again = next();
  push('a', 2);
  expect(await again).toBe('a2');
});

it('values from before are given where nothing newer has come, and wake a read', async () => {
  const { stream, next, push } = start();
  push('a', 2);
  stream.seed([
    { key: 'a', at: 1 },
    { key: 'b', at: 1 },
  ]);
  expect([await next(), await next()]).toEqual(['a2', 'b1']);
  const waiting = next();
  stream.seed([{ key: 'c', at: 1 }]);
  expect(await waiting).toBe('c1');
});

it('ends after so many values, and stops listening then', async () => {
  const { next, push, stops } = start(2);
  push('a', 1);
  push('b', 1);
  push('c', 1);
  expect([await next(), await next()]).toEqual(['a1', 'b1']);
  expect(stops()).toBe(0);
  expect(await next()).toBe('end');
  expect(stops()).toBe(1);
});

it('that is returned ends a read that waits, gives nothing more, and stops listening', async () => {
  const { stream, next, push, stops } = start();
  const waiting = next();
  expect(await stream.return()).toEqual({ done: true, value: undefined });
  expect(await waiting).toBe('end');
  push('a', 1);
  expect(await next()).toBe('end');
  expect(stops()).toBeGreaterThan(0);
  expect(stream[Symbol.asyncIterator]()).toBe(stream);
});
