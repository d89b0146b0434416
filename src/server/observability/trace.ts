import {
  type Attributes,
  type Context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace as traces,
} from '@opentelemetry/api';
import type { ErrorCode } from '../../model/error-code.js';
import type { CallOutcome, SentRequest, Trace } from '../../upstream/call.js';
import { mostSevere, type OperationKind } from './metrics.js';

/** The span of an operation, or of an event of a subscription. */
export interface OperationSpan extends Trace {
  readonly traceId: string;
  /** A trace of its own, which names the one that subscribed: a subscription can run for days. */
  beginEvent(): OperationSpan;
  end(operation: {
    readonly kind: OperationKind;
    /** Known beforehand, from a manifest: any other name is the client's to choose, and could tell of a person. */
    readonly name: string | undefined;
    /** Root fields. */
    readonly fields: readonly string[];
    readonly requestId: string;
    readonly codes: readonly ErrorCode[];
  }): void;
}

/** Header that names the trace of a request. */
export type TraceCarrier = Readonly<Record<string, unknown>>;

/** Makes the spans of operations. Loaded only when somebody collects traces. */
export interface Tracing {
  beginOperation(carrier: TraceCarrier): OperationSpan;
}

/** Error codes of the gateway's own failures; the others are the caller's. */
const serverFaults: ReadonlySet<string> = new Set<ErrorCode>([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_OVERLOADED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_AUTH_FAILED',
  'GATEWAY_TIMEOUT',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
]);

export function createTracing(tracer: Tracer): Tracing {
  const begin = (parent: Context, links: Link[] = []): OperationSpan => {
    const span = tracer.startSpan('operation', { kind: SpanKind.SERVER, links }, parent);
    return {
      ...createTrace(tracer, traces.setSpan(parent, span)),
      traceId: span.spanContext().traceId,
      beginEvent: () => begin(ROOT_CONTEXT, [{ context: span.spanContext() }]),
      end: ({ kind, name, fields, requestId, codes }) => {
        const outcome = mostSevere(codes);
        span.updateName([kind, ...(name === undefined ? fields : [name])].join(' '));
        span.setAttributes({
          'graphql.operation.type': kind === 'event' ? 'subscription' : kind,
          ...(name === undefined ? {} : { 'graphql.operation.name': name }),
          'isp_gateway.fields': [...fields],
          'isp_gateway.request.id': requestId,
          'isp_gateway.outcome': outcome,
        });
        endSpan(span, outcome);
      },
    };
  };
  return { beginOperation: (carrier) => begin(propagation.extract(ROOT_CONTEXT, toHeaders(carrier))) };
}

/** The parent is passed explicitly: a batch, or a load shared by several callers, runs in no particular context. */
function createTrace(tracer: Tracer, parent: Context): Trace {
  return {
    beginBatch: (name, size) => {
      const span = tracer.startSpan(`load ${name}`, { attributes: { 'isp_gateway.batch.size': size } }, parent);
      return { trace: createTrace(tracer, traces.setSpan(parent, span)), end: () => span.end() };
    },
    beginRequest: (request) => {
      const options = { kind: SpanKind.CLIENT, attributes: attributesOf(request) };
      const span = tracer.startSpan(request.route, options, parent);
      return (outcome) => {
        if (typeof outcome === 'number') span.setAttribute('http.response.status_code', outcome);
        endSpan(span, outcome);
      };
    },
  };
}

/** The template in the place of the address, which holds keys of persons, and at Wispro the token. */
function attributesOf({ backend, kind, route, resends }: SentRequest): Attributes {
  const [method = '', template = ''] = route.split(' ');
  return {
    'http.request.method': method,
    'url.template': template,
    'isp_gateway.backend': backend,
    'isp_gateway.call.kind': kind,
    ...(resends === 0 ? {} : { 'http.request.resend_count': resends }),
  };
}

function endSpan(span: Span, outcome: CallOutcome | ErrorCode): void {
  const isFault = typeof outcome === 'number' ? outcome >= 500 : serverFaults.has(outcome);
  if (isFault) {
    span.setAttribute('error.type', String(outcome));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function toHeaders({ traceparent, tracestate }: TraceCarrier): Record<string, string> {
  return {
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
    ...(typeof tracestate === 'string' ? { tracestate } : {}),
  };
}
