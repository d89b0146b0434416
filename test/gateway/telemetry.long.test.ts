import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases as cases, startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { mintToken } from '../../src/server/auth/token.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { attributeOf, type Collector, type ReceivedSpan, startCollector, startListener } from './collector.js';
import { metricsToken, until } from './gateway.js';
import { type GatewayProcess, startProcess } from './process.js';
import { openSocket } from './raw-socket.js';
import { findInLog, jwt } from './secret.js';

let compiled: Compiled;
let wispHub: WispHubEmulator;
let wispro: WisproEmulator;
let front: Awaited<ReturnType<typeof startListener>>;
let collector: Collector;
let gateway: GatewayProcess | undefined;

beforeAll(async () => {
  compiled = await compileSource(['.']);
  wispHub = await startWispHub({ subscribers: 50, pingMs: 50 });
  wispro = await startWispro({ subscribers: 10 });
  front = await startListener(wispHub.url);
  collector = await startCollector();
}, 120_000);

afterEach(async () => {
  await gateway?.kill();
  expect(findInLog(collector.text())).toEqual([]);
});

afterAll(async () => {
  for (const open of [collector, front, wispHub, wispro]) await open.close();
  compiled.remove();
});

/** A gateway that tells of itself as these variables say. */
async function start(environment: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  gateway = await startProcess(
    compiled.directory,
    {
      ...{ WISPHUB_URL: front.url, WISPHUB_USERNAME: 'gateway', WISPHUB_PASSWORD: 'wisphub-planted-password' },
      ...{ WISPRO_URL: wispro.url, WISPRO_TOKEN: wisproToken },
      ...{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_BSP_SCHEDULE_DELAY: '50' },
      ...environment,
    },
    { pingTimings: { firstPoll: 20, maxPause: 60, deadline: 5_000 } },
  );
  return gateway;
}

const token = mintToken(jwt, { subject: 'tester', scopes, lifeSeconds: 600 });

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

async function send(url: string, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { readonly data: unknown; readonly errors?: unknown };
}

const one = (name: string, spans: readonly ReceivedSpan[]): ReceivedSpan => {
  const [found, ...more] = spans.filter((span) => span.name === name);
  if (found === undefined || more.length > 0) throw new Error(`${more.length + 1} of ${name}`);
  return found;
};

const inTrace = (id: string) => collector.spans().filter((span) => span.traceId === id);

describe('a gateway that is told of a collector', () => {
  it('sends the trace of an operation: its loader batches and the calls of both back ends, under the trace that it came with', async () => {
    const { url } = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const query = `query Of30111222 { client(by: { document: "${cases.sharedPersonOne.cedula}" }) { plan { name } contracts { id } } }`;
    const { errors } = await send(url, query, { traceparent, 'x-request-id': 'request-of-a-test' });
    expect(errors).toBeUndefined();
    await until(() => inTrace(traceId).some(({ name }) => name === 'query client'));
    const spans = inTrace(traceId);
    const operation = one('query client', spans);
    expect(operation).toMatchObject({ parentSpanId: 'b7ad6b7169203331', kind: 2, status: { code: 0 } });
    expect(attributeOf(operation, 'isp_gateway.request.id')).toBe('request-of-a-test');
    expect(attributeOf(operation, 'isp_gateway.outcome')).toBe('ok');
    // Each back end has a loader of its own.
    const batches = spans.filter(({ name }) => name === 'load clients');
    expect(batches.map(({ parentSpanId }) => parentSpanId)).toEqual([operation.spanId, operation.spanId]);
    expect(batches.map((batch) => attributeOf(batch, 'isp_gateway.batch.size'))).toEqual(['1', '1']);
    const calls = [
      ['GET /api/v1/clients/by-document/{document}', 'WISPHUB'],
      ['GET /api/data', 'WISPRO'],
    ] as const;
    const parents = calls.map(([name, backend]) => {
      const call = one(name, spans);
      expect(call.kind).toBe(3);
      expect(attributeOf(call, 'isp_gateway.backend')).toBe(backend);
      expect(attributeOf(call, 'http.request.method')).toBe('GET');
      expect(attributeOf(call, 'url.template')).toBe(name.slice('GET '.length));
      expect(attributeOf(call, 'http.response.status_code')).toBe('200');
      return call.parentSpanId;
    });
    expect(parents.sort()).toEqual(batches.map(({ spanId }) => spanId).sort());
    // The login is the operation's as well: it waited for it.
    expect(batches.map(({ spanId }) => spanId)).toContain(one('POST /api/v1/auth/token', spans).parentSpanId);
    // Back ends are third parties: what belongs together is not theirs to know.
    expect(front.headers.length).toBeGreaterThan(0);
    expect(
      front.headers.flatMap((headers) => Object.keys(headers)).filter((name) => /^(trace|baggage)/.test(name)),
    ).toEqual([]);
    expect(collector.text()).not.toMatch(/30111222|127\.0\.0\.1/);
  }, 60_000);

  it('sends a subscription and its events: each event a trace of its own that names the subscription', async () => {
    const { url } = await start({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces` });
    const id = '4bf92f3577b34da6a3ce929d0e0e4736';
    const socket = await openSocket(url);
    await socket.init(token);
    socket.send({
      ...{ id: 'one', type: 'subscribe' },
      payload: {
        query: 'subscription { pingTaskChanged { status client { name } } }',
        extensions: { traceparent: `00-${id}-00f067aa0ba902b7-01` },
      },
    });
    await until(() => inTrace(id).length > 0);
    const clientId = encodeId('Client', 'WISPHUB', cases.pingStable.id_servicio);
    await send(url, `mutation { startPing(input: { clientId: "${clientId}" }) { __typename } }`);
    const subscribing = one('subscription pingTaskChanged', inTrace(id));
    const events = () => collector.spans().filter(({ name }) => name === 'event pingTaskChanged');
    await until(() => events().length >= 2);
    await socket.close();
    for (const event of events()) {
      expect(event.traceId).not.toBe(id);
      expect(event.links).toMatchObject([{ traceId: id, spanId: subscribing.spanId }]);
      expect(inTrace(event.traceId).find(({ name }) => name === 'load clients')?.parentSpanId).toBe(event.spanId);
    }
    expect(collector.spans().some(({ name }) => name === 'mutation startPing')).toBe(true);
  }, 60_000);

  it('sends the metrics of /metrics under their names, and at its stop what it has not sent yet', async () => {
    const { url, stop, exit } = await start({
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${collector.url}/v1/metrics`,
      OTEL_METRIC_EXPORT_INTERVAL: '600000',
      METRICS_TOKEN: metricsToken,
    });
    const spans = collector.spans().length;
    await send(url, `{ client(by: { serviceId: ${cases.typical.id_servicio} }) { name } }`);
    expect(collector.metrics()).toEqual([]);
    const scraped = await (
      await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
    ).text();
    await stop();
    expect((await exit).code).toBe(0);
    const sent = collector.metrics();
    const names = [...scraped.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(sent.map(({ name }) => name).sort()).toEqual(names.sort());
    const points = sent.find(({ name }) => name === 'isp_gateway_operation_duration_seconds')?.histogram?.dataPoints;
    expect(
      points?.map((point) => [attributeOf(point, 'kind'), attributeOf(point, 'outcome'), Number(point.count)]),
    ).toEqual([['query', 'ok', 1]]);
    const states = sent.find(({ name }) => name === 'isp_gateway_breaker_state')?.gauge?.dataPoints ?? [];
    expect(states).toHaveLength(18);
    expect(collector.spans()).toHaveLength(spans);
  }, 60_000);
});

describe('a gateway that is told of none', () => {
  it('sends nothing, and takes no notice of a trace', async () => {
    const before = collector.paths().length;
    const { url, stop, exit } = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: 'true' });
    expect((await send(url, '{ plans { name } }', { traceparent })).errors).toBeUndefined();
    await stop();
    await exit;
    expect(collector.paths()).toHaveLength(before);
  }, 60_000);
});
