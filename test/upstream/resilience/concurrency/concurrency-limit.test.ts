import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/upstream/limits.js';
import {
  createAdaptiveLimit,
  createFixedLimit,
} from '../../../../src/upstream/resilience/concurrency/concurrency-limit.js';

const route = 'GET /things/{id}';

interface World {
  /** How many the back end answers at once; the others wait inside it. */
  workers: number;
  /** Milliseconds of one answer. */
  serviceMs: number;
  /** Callers that ask again as soon as they are answered. */
  callers: number;
  /** Share of the time for which the gateway's own process is busy. Default 0. */
  ownLoad?: number;
}

/** A back end with so many workers and callers that never rest, on a clock of its own. */
function simulate(world: World, start = 32) {
  let now = 0;
  const limit = createAdaptiveLimit(
    start,
    limits.concurrency,
    () => now,
    () => world.ownLoad ?? 0,
  );
  const sent: number[] = [];
  const working: { readonly startedAt: number; readonly endsAt: number }[] = [];
  let answered = 0;
  const fill = (): void => {
    while (sent.length + working.length < Math.min(limit.current, world.callers)) sent.push(now);
    while (working.length < world.workers && sent.length > 0) {
      working.push({ startedAt: sent.shift() ?? now, endsAt: now + world.serviceMs });
      working.sort((one, other) => one.endsAt - other.endsAt);
    }
  };
  return {
    limit,
    /** Lets time pass. @returns answers per second of it. */
    pass: (ms: number): number => {
      const until = now + ms;
      const before = answered;
      fill();
      for (let next = working[0]; next !== undefined && next.endsAt <= until; next = working[0]) {
        now = next.endsAt;
        limit.record(route, next.startedAt, sent.length + working.length);
        working.shift();
        answered += 1;
        fill();
      }
      now = until;
      return ((answered - before) / ms) * 1_000;
    },
  };
}

describe('the limit of a back end', () => {
  it.each([1, 4, 16, 64])('with %d workers is found within 30 s, by callers that never rest', (workers) => {
    const back = simulate({ workers, serviceMs: 20, callers: 200 });
    back.pass(30_000);
    expect(back.pass(20_000)).toBeGreaterThan(0.9 * (workers / 0.02));
    expect(back.limit.current).toBeGreaterThanOrEqual(Math.min(workers, 4));
    expect(back.limit.current).toBeLessThanOrEqual(Math.max(2 * workers + 8, 8));
  });

  it('follows the loss of workers, and their return', () => {
    const world = { workers: 24, serviceMs: 50, callers: 200 };
    const back = simulate(world);
    back.pass(30_000);
    const whole = back.limit.current;
    world.workers = 6;
    back.pass(10_000);
    const few = back.limit.current;
    expect(few).toBeLessThanOrEqual(24);
    world.workers = 24;
    expect(back.pass(30_000)).toBeGreaterThan(0.8 * (24 / 0.05));
    expect(back.limit.current).toBeGreaterThan(few);
    expect(whole).toBeGreaterThanOrEqual(24);
  });

  it('lets 64 callers through within a second, before anything is probed, where the back end takes them all', () => {
    const back = simulate({ workers: 1_000, serviceMs: 20, callers: 64 });
    back.pass(900);
    expect(back.limit.current).toBeGreaterThanOrEqual(64);
  });

  it('is not raised by callers who do not reach it, nor lowered by what so few cannot cause', () => {
    const world = { workers: 1_000, serviceMs: 20, callers: 10 };
    const back = simulate(world);
    back.pass(15_000);
    world.serviceMs = 200;
    back.pass(15_000);
    expect(back.limit.current).toBe(32);
  });

  it('recovers from a back end that has become slower for all, which is no crowd', () => {
    const world = { workers: 64, serviceMs: 20, callers: 200 };
    const back = simulate(world);
    back.pass(20_000);
    world.serviceMs = 80;
    back.pass(30_000);
    expect(back.pass(10_000)).toBeGreaterThan(0.8 * (64 / 0.08));
  });

  it('is left alone while the gateway itself is what is late', () => {
    const world = { workers: 64, serviceMs: 20, callers: 200, ownLoad: 0 };
    const back = simulate(world);
    back.pass(9_000);
    const before = back.limit.lasting;
    world.serviceMs = 500;
    world.ownLoad = 0.95;
    back.pass(9_000);
    expect(back.limit.lasting).toBe(before);
    world.ownLoad = 0.5;
    back.pass(5_000);
    expect(back.limit.lasting).toBeLessThan(before);
  });

  it('has a floor and a ceiling', () => {
    const world = { workers: 1_000, serviceMs: 20, callers: 500 };
    const back = simulate(world);
    back.pass(9_000);
    expect(back.limit.current).toBe(128);
    world.workers = 1;
    const seen = Array.from({ length: 20 }, () => {
      back.pass(1_000);
      return back.limit.current;
    });
    expect(Math.min(...seen)).toBe(4);
  });

  it('is no slower route’s, of which answers take longer whatever the load', () => {
    let now = 0;
    const limit = createAdaptiveLimit(
      8,
      limits.concurrency,
      () => now,
      () => 0,
    );
    for (let call = 0; call < 400; call += 1) {
      now += 10;
      const [name, ms] = call % 2 === 0 ? [route, 20] : ['GET /things', 900];
      limit.record(name, now - ms, 8);
    }
    expect(limit.current).toBeGreaterThanOrEqual(8);
  });

  it('stays as it is where it is fixed', () => {
    const limit = createFixedLimit(8);
    for (let call = 0; call < 100; call += 1) limit.record(route, -5_000, 8);
    expect(limit.current).toBe(8);
  });
});
