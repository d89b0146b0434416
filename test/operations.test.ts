import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiagnoseConnectionDocument, operations } from '../src/client/generated/operations.js';
import { wispHubCases } from '../src/emulator/wisphub/index.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../src/emulator/wispro/cloud/index.js';
import { encodeId } from '../src/model/id.js';
import { createSchema } from '../src/schema/index.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway/gateway.js';
import { openSocket } from './gateway/raw-socket.js';
import { variablesFor } from './operation-variables.js';
import { until } from './store/subject.js';

const folder = 'schema/operations';
const schema = createSchema();
const asked = Object.values(operations);
const definitions = readdirSync(folder).flatMap((name) => parse(readFileSync(`${folder}/${name}`, 'utf8')).definitions);
let gateway: TestGateway;
let cloud: WisproCloudEmulator;
/** One that has ended, and one that never does. */
let ended: string;
let pending: string;
/** Of two tickets whose answers were lost: both are left to a person, and one stays so. */
let lost: string;
let resolved: string;
/** A run over a zone that has ended. */
let run: string;
let diagnosed: string;

beforeAll(async () => {
  cloud = await startWisproCloud({ subscribers: 60 });
  gateway = await startTestGateway({
    environment: { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken },
    pingTimings: { firstPoll: 20, maxPause: 100, deadline: 60_000 },
    reconcilerTimeScale: 0.0005,
    zonePingLimits: { clients: 2, pauseMs: 20, deadlineMs: 2_000 },
  });
  ended = await startPing(wispHubCases.pingStable);
  run = await pingZone();
  pending = await startPing(wispHubCases.pingHangs);
  lost = await loseTicket(wispHubCases.sharedPersonOne);
  resolved = await loseTicket(wispHubCases.sharedPersonTwo);
  const input = { clientId: clientOf(wispHubCases.pingStable) };
  const { diagnoseConnection } = dataOf(await gateway.run(DiagnoseConnectionDocument, { input }));
  if (diagnoseConnection.__typename === 'DiagnoseConnectionSuccess') diagnosed = diagnoseConnection.diagnosis.id;
});

async function startPing(row: { readonly id_servicio: number }): Promise<string> {
  const query =
    'mutation ($input: StartPingInput!) { startPing(input: $input) { ... on StartPingSuccess { pingTask { id } } } }';
  const input = { clientId: clientOf(row) };
  return dataOf(await gateway.send<{ startPing: { pingTask: { id: string } } }>(query, { input })).startPing.pingTask
    .id;
}

const zone = { zoneId: 7, idempotencyKey: 'run-1' };

async function pingZone(): Promise<string> {
  const mutation =
    'mutation ($input: StartZonePingInput!) { startZonePing(input: $input) { ... on StartZonePingSuccess { zonePing { id state } } } }';
  const start = async () =>
    dataOf(
      await gateway.send<{ startZonePing: { zonePing: { id: string; state: string } } }>(mutation, { input: zone }),
    ).startZonePing.zonePing;
  await until(async () => (await start()).state === 'COMPLETED', 30_000);
  return (await start()).id;
}

async function loseTicket(row: { readonly id_servicio: number }): Promise<string> {
  gateway.wispHub.fault({ route: 'POST /api/v1/tickets', times: 1, fault: { kind: 'reset', when: 'after' } });
  const mutation =
    'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on OutcomeUnknown { reference } } }';
  const idempotencyKey = `lost-${row.id_servicio}`;
  const input = { clientId: clientOf(row), subject: 'Internet Lento', description: 'x', idempotencyKey };
  type Lost = { readonly createTicket: { readonly reference: string } };
  const { reference } = dataOf(await gateway.send<Lost>(mutation, { input })).createTicket;
  const query = 'query ($reference: ID!) { writeOutcome(reference: $reference) { state } }';
  type Outcome = { readonly writeOutcome: { readonly state: string } | null };
  await until(async () => dataOf(await gateway.send<Outcome>(query, { reference })).writeOutcome?.state === 'PERSON');
  return reference;
}

afterAll(async () => {
  await gateway.close();
  await cloud.close();
});

const clientOf = ({ id_servicio }: { readonly id_servicio: number }): string =>
  encodeId('Client', 'WISPHUB', id_servicio);

/** What each operation is run with. */
const variables = variablesFor('WISPHUB', {
  ended: () => ended,
  lost: () => lost,
  resolved: () => resolved,
  run: () => run,
  diagnosed: () => diagnosed,
});

describe('the operations of clients', () => {
  it('fit the schema', () => {
    const faults = validate(schema, { kind: Kind.DOCUMENT, definitions });
    expect(faults.map(({ message }) => message)).toEqual([]);
  });

  it('are at least ten, of every kind, and each is a function of the client and is run here', () => {
    const names = definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? [each.name?.value] : []));
    expect(names.length).toBeGreaterThanOrEqual(10);
    expect(new Set(asked.map(({ kind }) => kind)).size).toBe(3);
    expect(asked.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(Object.keys(variables).sort()).toEqual(names);
  });

  it.each(asked.filter(({ kind }) => kind !== 'subscription'))(
    '$name answers, and nothing it asked for is missing',
    async ({ name, text }) => {
      const data = dataOf(await gateway.send<Record<string, unknown>>(text, variables[name]?.()));
      expect(Object.values(data).filter((value) => value === null)).toEqual([]);
      // A mutation that does nothing has tried nothing.
      expect(JSON.stringify(data)).not.toMatch(
        /"(ClientNotFound|InvalidInput|BackendRefused|OutcomeUnknown|\w+Problem|PromiseNotAllowed)"/,
      );
    },
  );

  it.each([
    ['PingTaskCompleted', 'pingTaskCompleted', () => ended],
    ['PingTaskChanged', 'pingTaskChanged', () => pending],
    ['PingResult', 'pingTaskCompleted', () => ended],
    ['DiagnosisChanged', 'diagnosisChanged', () => diagnosed],
    ['OperatorDiagnosisChanged', 'diagnosisChanged', () => diagnosed],
    ['PingBoardChanged', 'pingTaskChanged', () => pending],
    ['WriteOutcomeChanged', 'writeOutcomeChanged', () => lost],
    ['ZonePingChanged', 'zonePingChanged', () => run],
  ])('%s gets its event', async (name, field, id) => {
    const query = asked.find((operation) => operation.name === name)?.text;
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: variables[name]?.() } });
    const [message] = await socket.about('1');
    const key = field === 'writeOutcomeChanged' ? 'reference' : 'id';
    const data = { [field]: expect.objectContaining({ [key]: id() }) };
    expect(message).toEqual({ id: '1', type: 'next', payload: { data } });
    await socket.close();
  });
});
