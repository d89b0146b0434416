import { createRandom, type Random } from '../../../src/emulator/random.js';
import type { ClientRecord } from '../../../src/model/client.js';
import type { ConnectionState, PingTaskStatus } from '../../../src/model/ping-task.js';
import { toRecord } from '../client-record.js';

export const minute = 60_000;
export const dayMs = 24 * 60 * minute;

/** What is really down, and when. */
export interface Failure {
  /** `ZONE:7`, `ROUTER:2`, `TOWER:12`. */
  readonly element: string;
  readonly from: number;
  readonly until: number;
}

/** A ping as it turns out. */
export interface Echo {
  readonly startedAt: number;
  readonly at: number;
  readonly clientId: string;
  readonly status: PingTaskStatus;
  readonly connection: ConnectionState | null;
}

/** One day of an ISP: who is there, what fails, and who is pinged. The same for the same seed. */
export interface Day {
  readonly random: Random;
  readonly records: readonly ClientRecord[];
  readonly failures: readonly Failure[];
  readonly echoes: readonly Echo[];
}

export function elementsOf({ zoneId, network }: ClientRecord): readonly string[] {
  return [
    `ZONE:${zoneId}`,
    ...(network?.router ? [`ROUTER:${network.router.elementId}`] : []),
    ...(network?.tower ? [`TOWER:${network.tower.elementId}`] : []),
  ];
}

/** @param steps pings of the day, or a few more. */
export function createDay(seed: number, steps: number): Day {
  const random = createRandom(seed);
  const records = createPeople(random);
  const elements = [...new Set(records.flatMap(elementsOf))];
  const failures = Array.from({ length: random.int(0, 4) }, (): Failure => {
    const from = random.int(0, dayMs - 30 * minute);
    // Short ones are over before they are seen.
    const length = random.chance(0.3) ? random.int(1, 15) : random.int(15, 240);
    return { element: random.pick(elements), from, until: from + length * minute };
  });
  const lines = new Map(records.map((record) => [record.id, createLine(random)]));
  const echoes: Echo[] = [];
  const ping = (record: ClientRecord, start: number): void => {
    // Slow ones take as long as they may, and show the line at some moment of it.
    const takes = random.chance(0.1) ? random.int(30_000, 90_000) : random.int(2_000, 12_000);
    const seen = start + random.int(0, takes);
    const common = { startedAt: start, at: start + takes, clientId: record.id };
    if (random.chance(0.06)) {
      echoes.push({ ...common, status: random.pick(['FAILED', 'TIMED_OUT']), connection: null });
    } else {
      const isOut =
        record.status === 'SUSPENDED' || failures.some((failure) => hits(failure, record) && isAt(failure, seen));
      const connection = isOut ? 'NO_INTERNET' : (lines.get(record.id)?.(seen) ?? 'STABLE');
      echoes.push({ ...common, status: 'COMPLETED', connection: random.chance(0.01) ? 'UNKNOWN' : connection });
    }
  };
  while (echoes.length < steps) {
    const start = random.int(0, dayMs);
    const failure = failures.find((each) => isAt(each, start));
    const isNear = failure !== undefined && random.chance(0.7);
    if (random.chance(0.03)) {
      const zone = random.pick(records).zoneId;
      runOver(random, records, (record) => record.zoneId === zone, start, ping);
    } else if (isNear) {
      // Who is out calls in, and so does who was.
      const callers = records.filter((record) => hits(failure, record));
      for (let call = random.int(1, 12); call > 0; call -= 1) ping(random.pick(callers), start + call * 20_000);
    } else {
      const record = random.pick(records);
      const isOut = lines.get(record.id)?.(start) !== 'STABLE';
      if (isOut || random.chance(0.5)) ping(record, start);
    }
  }
  return { random, records, failures, echoes: echoes.sort((one, other) => one.at - other.at) };
}

export function isAt({ from, until }: Failure, time: number): boolean {
  return from <= time && time < until;
}

export function hits({ element }: Failure, record: ClientRecord): boolean {
  return elementsOf(record).includes(element);
}

function runOver(
  random: Random,
  records: readonly ClientRecord[],
  isIn: (record: ClientRecord) => boolean,
  start: number,
  ping: (record: ClientRecord, start: number) => void,
): void {
  const targets = records.filter((record) => isIn(record) && record.status === 'ACTIVE');
  const chosen = targets.sort(() => random.next() - 0.5).slice(0, 60);
  for (const [index, record] of chosen.entries()) ping(record, start + index * 2_000);
}

/** Towers stand in one zone and hang on one router each; zones and routers cross. Some clients have no tower on record. */
function createPeople(random: Random): readonly ClientRecord[] {
  const [zones, routers] = [random.int(2, 4), random.int(1, 3)];
  const records: ClientRecord[] = [];
  const element = (elementId: number) => ({ elementId, name: null, hasOutage: null, outageDescription: null });
  for (let tower = 1; tower <= random.int(3, 8); tower += 1) {
    const [zoneId, router] = [random.int(1, zones), random.int(1, routers)];
    const knowsNetwork = random.chance(0.85);
    for (let client = random.int(2, 30); client > 0; client -= 1) {
      const place = {
        zoneName: null,
        technicianName: null,
        router: element(router),
        tower: random.chance(0.97) ? element(tower) : null,
      };
      records.push(
        toRecord(records.length + 1, {
          zoneId,
          status: random.chance(0.1) ? 'SUSPENDED' : 'ACTIVE',
          network: knowsNetwork ? place : undefined,
        }),
      );
    }
  }
  return records;
}

/** One line by itself: most work, some fail for hours, some flap. */
function createLine(random: Random): (time: number) => ConnectionState {
  const broken = random.pick<ConnectionState>(['NO_INTERNET', 'NO_INTERNET', 'ANTENNA_ONLY']);
  if (random.chance(0.05)) {
    const period = random.int(1, 20) * minute;
    return (time) => (Math.floor(time / period) % 2 === 0 ? 'STABLE' : broken);
  }
  if (random.chance(0.08)) {
    const from = random.int(0, dayMs);
    const until = from + random.int(10, 600) * minute;
    return (time) => (from <= time && time < until ? broken : 'STABLE');
  }
  const usual = random.chance(0.05) ? 'INTERMITTENT' : 'STABLE';
  return () => usual;
}
