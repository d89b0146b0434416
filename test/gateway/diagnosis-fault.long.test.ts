import { describe, expect, it } from 'vitest';
import { DiagnosisChangedDocument, StartPingDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { begin, diagnose, type Pair, pairs, startPair, statesOf } from './diagnosis-pair.js';
import { startGate } from './gate.js';
import { dataOf, type TestGateway, until } from './gateway.js';

type Done = Awaited<ReturnType<typeof diagnose>>;

const service = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const subscriber = (row: { readonly clientId: string }): string => encodeId('Client', 'WISPRO', row.clientId);
const toResult = (done: Done) => ({ cause: done.cause, action: done.nextBestAction, states: statesOf(done) });

/** What a well ISP's clients have, by the pair that tells of them. */
function causesOf({ wispHub, wispro }: Pair): readonly (readonly [cause: string, id: string])[] {
  const ofWispro = [
    ['SUSPENDED_FOR_DEBT', subscriber(wisproCases.suspended)],
    ['UNKNOWN', subscriber(wisproCases.paidAndPending)],
  ] as const;
  if (wispHub === 'none') return ofWispro;
  return [
    ['HEALTHY', service(cases.pingStable)],
    ['NO_CONNECTION', service(cases.pingNoInternet)],
    // The one middleware says of a silent router what it says of a dead line (WispHub contract 1.9).
    [wispHub === 'v1' ? 'NO_CONNECTION' : 'SUBSCRIBER_EQUIPMENT', service(cases.pingAntennaOnly)],
    // The other calls it stable from the first reply on (WispHub contract 2.1).
    [wispHub === 'v2' ? 'HEALTHY' : 'UNSTABLE', service(cases.pingIntermittent)],
    ['UNKNOWN', service(cases.pingFails)],
    ['SUSPENDED_FOR_DEBT', service(cases.suspended)],
    // WispHub itself tells of invoices that no middleware shows.
    [wispHub === 'native' ? 'SUSPENDED_FOR_DEBT' : 'SUSPENDED', service(cases.sharedDocumentSecond)],
    ...(wispro === 'none' ? [] : ofWispro.slice(0, 1)),
  ];
}

/** Reads what every client's look-up needs to be known once. */
const warm = (gateway: TestGateway, id: string) =>
  gateway.send('query ($id: ID!) { client(by: { id: $id }) { account { state } } }', { id });

/** Six lines of one zone fall silent, and are pinged. @returns one who has not been. */
async function breakZone(gateway: TestGateway): Promise<string> {
  const zone = cases.typical.zona?.id;
  const rows = gateway.wispHub.clients.filter(
    ({ zona, estado, pingOutcome }) => zona?.id === zone && estado === 'Activo' && pingOutcome === 'stable',
  );
  for (const row of rows) Object.assign(row, { pingOutcome: 'none' });
  const isRaised = async (): Promise<boolean> => {
    const { data } = await gateway.send<{ outages: { nodes: object[] } }>('{ outages { nodes { id } } }');
    return (data?.outages.nodes.length ?? 0) > 0;
  };
  const [silent, ...others] = rows;
  if (silent === undefined) throw new Error('nobody lives there');
  for (const row of others) {
    const { startPing } = dataOf(await gateway.run(StartPingDocument, { input: { clientId: service(row) } }));
    if (startPing.__typename !== 'StartPingSuccess') throw new Error(startPing.__typename);
    const { id } = startPing.pingTask;
    await until(async () => {
      const { data } = await gateway.send<{ pingTask: { status: string } }>(
        'query ($id: ID!) { pingTask(id: $id) { status } }',
        { id },
      );
      return data?.pingTask.status === 'COMPLETED';
    });
    if (await isRaised()) return service(silent);
  }
  await until(isRaised);
  return service(silent);
}

describe('each cause', () => {
  it.each(pairs)('is found over $wispHub and $wispro', { timeout: 120_000 }, async (pair) => {
    const { gateway, close } = await startPair(pair, { wispHub: { subscribers: 60 } });
    try {
      const causes = causesOf(pair);
      for (const [, id] of causes) await warm(gateway, id);
      const found = await Promise.all(causes.map(async ([, id]) => (await diagnose(gateway, id)).cause));
      expect(found).toEqual(causes.map(([cause]) => cause));
      if (pair.wispHub === 'none') return;
      const done = await diagnose(gateway, await breakZone(gateway));
      expect(toResult(done)).toMatchObject({
        cause: 'OUTAGE',
        action: 'WAIT',
        states: expect.stringMatching(/^DONE (SKIPPED ?){4}$/),
      });
    } finally {
      await close();
    }
  });
});

type Fault = 'dead' | 'hanging';

const faults = { dead: { kind: 'reset', when: 'before' }, hanging: { kind: 'hang', when: 'before' } } as const;

const faulty = pairs.flatMap((pair) =>
  (['wispHub', 'wispro'] as const).flatMap((side) =>
    pair[side] === 'none' ? [] : (['dead', 'hanging'] as const).map((fault) => ({ ...pair, side, fault })),
  ),
);

const nothing = { cause: 'UNKNOWN', action: 'PERSON', states: 'UNKNOWN UNKNOWN UNKNOWN UNKNOWN SKIPPED' };

/** What is found out while one side has a fault, by the client asked about. */
function expectedOf({ wispHub, wispro, side }: Pair & { readonly side: keyof Pair }): ReadonlyMap<string, object> {
  const [silent, stable, debtor] = [cases.pingNoInternet, cases.pingStable, wisproCases.suspended];
  const isDown = side === 'wispHub';
  const outage = wispHub === 'native' ? 'DONE' : 'UNKNOWN';
  const ofWispHub: readonly (readonly [string, object])[] = isDown
    ? [silent, stable].map((row) => [service(row), nothing] as const)
    : [
        [
          service(silent),
          {
            ...{ cause: 'NO_CONNECTION', action: 'TICKET' },
            states: expect.stringMatching(new RegExp(`^${outage} UNKNOWN DONE (DONE|UNKNOWN) (DONE|UNKNOWN)$`)),
          },
        ],
        // That the line answers says nothing of a service that may be cut off.
        [
          service(stable),
          {
            ...{ cause: 'UNKNOWN', action: 'PERSON' },
            states: expect.stringMatching(new RegExp(`^${outage} UNKNOWN DONE (DONE|UNKNOWN) SKIPPED$`)),
          },
        ],
      ];
  const paid = { cause: 'SUSPENDED_FOR_DEBT', action: 'PROMISE', states: 'UNKNOWN DONE SKIPPED SKIPPED SKIPPED' };
  const ofWispro: readonly (readonly [string, object])[] = [[subscriber(debtor), isDown ? paid : nothing]];
  return new Map([...(wispHub === 'none' ? [] : ofWispHub), ...(wispro === 'none' ? [] : ofWispro)]);
}

/** Milliseconds from its start to its end, as the gateway tells them. */
async function durationOf(gateway: TestGateway, id: string): Promise<number> {
  const { data } = await gateway.send<{ diagnosis: { startedAt: string; completedAt: string } }>(
    'query ($id: ID!) { diagnosis(id: $id) { startedAt completedAt } }',
    { id },
  );
  return Date.parse(data?.diagnosis.completedAt ?? '') - Date.parse(data?.diagnosis.startedAt ?? '');
}

describe('a diagnosis', () => {
  it.each(faulty)(
    'over $wispHub and $wispro of which $side is $fault guesses nothing, and ends',
    { timeout: 120_000 },
    async ({ side, fault, ...pair }) => {
      const diagnosisTimings = { lease: 20_000, deadline: 60_000 };
      const { gateway, cloud, close } = await startPair(pair, { wispHub: { subscribers: 60 }, diagnosisTimings });
      try {
        const expected = expectedOf({ ...pair, side });
        for (const id of expected.keys()) await warm(gateway, id);
        for (const emulator of side === 'wispHub' ? [gateway.wispHub] : [gateway.wispro, cloud]) {
          emulator.fault({ path: '/', fault: faults[fault satisfies Fault] });
        }
        const found = await Promise.all([...expected.keys()].map((id) => diagnose(gateway, id)));
        expect(found.map(toResult)).toEqual([...expected.values()]);
        for (const { id, evidence, cause } of found) {
          expect(await durationOf(gateway, id)).toBeLessThan(diagnosisTimings.deadline);
          if (cause === 'UNKNOWN') expect(evidence).toMatchObject({ outage: null, isOwing: null, isSuspended: null });
        }
      } finally {
        await close();
      }
    },
  );

  it.each(pairs)(
    'over $wispHub and $wispro is pushed before any back end has answered',
    { timeout: 60_000 },
    async (pair) => {
      const gates: { open(): void; close(): Promise<void> }[] = [];
      const reach = async (url: string): Promise<string> => {
        const gate = await startGate(url);
        gates.push(gate);
        return gate.url;
      };
      const { gateway, close } = await startPair(pair, { reach, wispHub: { subscribers: 60 } }, reach);
      const order: string[] = [];
      try {
        const id = pair.wispHub === 'none' ? subscriber(wisproCases.suspended) : service(cases.pingNoInternet);
        const diagnosis = await begin(gateway, id);
        const query = { query: DiagnosisChangedDocument.text, variables: { id: diagnosis.id } };
        const stream = gateway
          .socket()
          .iterate<{ diagnosisChanged: { state: string; steps: { state: string }[] } }>(query);
        for await (const { data } of stream) {
          if (data) order.push(`${data.diagnosisChanged.state} ${data.diagnosisChanged.steps[0]?.state}`);
          if (order.length > 1) continue;
          order.push('answers');
          for (const gate of gates) gate.open();
        }
        // A step that has nobody to ask is over at once.
        expect(order[0]).toMatch(/^RUNNING (RUNNING|UNKNOWN)$/);
        expect(order[1]).toBe('answers');
        expect(order.at(-1)).toMatch(/^DONE (DONE|UNKNOWN)$/);
      } finally {
        await close();
        for (const gate of gates) await gate.close();
      }
    },
  );
});
