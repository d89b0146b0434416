import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly arrayValue?: unknown };
}

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code?: number };
}

interface Traces {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[] }[];
}

interface Point {
  readonly asDouble?: number;
  readonly count?: number | string;
  readonly attributes: readonly Attribute[];
}

export interface ReceivedMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly Point[] };
  readonly gauge?: { readonly dataPoints: readonly Point[] };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

interface Metrics {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly ReceivedMetric[] }[];
  }[];
}

/** Something that takes OTLP over HTTP, in JSON, and remembers it. */
export interface Collector {
  readonly url: string;
  /** In the order of their ends. */
  readonly spans: () => readonly ReceivedSpan[];
  /** As they were told last. */
  readonly metrics: () => readonly ReceivedMetric[];
  /** Everything as it came. */
  readonly text: () => string;
  /** By path. */
  readonly paths: () => readonly string[];
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const received: { readonly path: string; readonly body: string }[] = [];
  const bodiesOf = <Body>(path: string): readonly Body[] =>
    received.filter((one) => one.path === path).map(({ body }) => JSON.parse(body) as Body);
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    received.push({ path: incoming.url ?? '', body: Buffer.concat(chunks).toString('utf8') });
    outgoing.setHeader('content-type', 'application/json').end('{}');
  });
  const { url, close } = await listen(server);
  return {
    url,
    spans: () =>
      bodiesOf<Traces>('/v1/traces').flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    metrics: () =>
      (bodiesOf<Metrics>('/v1/metrics').at(-1)?.resourceMetrics ?? []).flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics }) => metrics),
      ),
    text: () => received.map(({ body }) => body).join('\n'),
    paths: () => received.map(({ path }) => path),
    close,
  };
}

/** Passes everything on, and remembers with which headers it came. */
export async function startListener(target: string) {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, outgoing) => {
    headers.push(incoming.headers);
    const options = { method: incoming.method, headers: incoming.headers, agent: false };
    const passed = forward(`${target}${incoming.url}`, options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  return { headers, ...(await listen(server)) };
}

async function listen(server: ReturnType<typeof createServer>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** An attribute's value as text. */
export function attributeOf(
  { attributes }: Pick<ReceivedSpan | Point, 'attributes'>,
  name: string,
): string | undefined {
  const value = attributes.find(({ key }) => key === name)?.value;
  const given = value?.stringValue ?? value?.intValue;
  return given === undefined ? undefined : String(given);
}
