import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Of operations and back-end calls: an answer from a cache takes a millisecond, and nothing may take longer than 20 s. */
const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** Up to the longest time for which anything may stand in for an answer. */
const ages = [1, 5, 15, 30, 60, 120, 300, 600];

/**
 * Metrics of the gateway, defined once for `/metrics` and the OpenTelemetry collector. Labels are fixed words, names of back ends and path
 * templates, never text of a client or a person.
 */
export function createInstruments(registry: Registry) {
  const options = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => ({
    name: `isp_gateway_${name}`,
    help,
    labelNames: [...labelNames],
    registers: [registry],
  });
  return {
    operations: new Histogram({
      ...options('operation_duration_seconds', 'How long operations and events of subscriptions took.', [
        'kind',
        'outcome',
      ]),
      buckets: durations,
    }),
    refusals: new Counter(
      options('refused_requests_total', 'HTTP requests answered with a status of 400 or more.', ['status']),
    ),
    requests: new Histogram({
      ...options('backend_request_duration_seconds', 'How long each request that was sent to a back end took.', [
        'backend',
        'kind',
        'route',
        'outcome',
      ]),
      buckets: durations,
    }),
    calls: new Counter(
      options(
        'backend_calls_total',
        'Calls of back ends by how they ended: after their retries, or without having been sent.',
        ['backend', 'kind', 'outcome'],
      ),
    ),
    backendStates: new Gauge(
      options('backend_state', '1 for the state that a back end is in, 0 for the others.', ['backend', 'state']),
    ),
    breakers: new Gauge(
      options('breaker_state', '1 for the state that a breaker is in, 0 for the others.', ['backend', 'kind', 'state']),
    ),
    cacheAges: new Histogram({
      ...options(
        'cache_answer_age_seconds',
        'How old answers were that a cache gave: good ones, and stale ones for want of better.',
        ['backend', 'kind', 'outcome'],
      ),
      buckets: ages,
    }),
    cacheMisses: new Counter(
      options('cache_misses_total', 'Readings of a cache that asked the back end, or joined who was asking.', [
        'backend',
        'kind',
        'outcome',
      ]),
    ),
    sockets: new Gauge(options('sockets', 'Open WebSockets.', [])),
    socketEnds: new Counter(options('socket_ends_total', 'WebSockets that were closed, by close code.', ['code'])),
    subscriptions: new Gauge(options('subscriptions', 'Running subscriptions.', [])),
    subscriptionEnds: new Counter(options('subscription_ends_total', 'Subscriptions that ended, by why.', ['reason'])),
    pingTasks: new Gauge(
      options('ping_tasks', 'Ping tasks in the store, the newest thousand, by status. Of all instances together.', [
        'status',
      ]),
    ),
    pingPolls: new Counter(options('ping_polls_total', 'Looks at a ping task, by what they showed.', ['reading'])),
    pingEnds: new Counter(options('ping_ends_total', 'Ping tasks that this instance saw end, by status.', ['status'])),
    idempotencyTransitions: new Counter(
      options('ledger_moves_total', 'Writes that reached a state of the ledger.', ['operation', 'state']),
    ),
    writes: new Counter(
      options('writes_total', 'Writes by what their callers were told, repeats included.', ['operation', 'outcome']),
    ),
    storeReachable: new Gauge(
      options('store_reachable', '1 while the store answers, 0 while requests are refused because it does not.', [
        'store',
      ]),
    ),
    storeFaults: new Counter(options('store_faults_total', 'Faults of connections to the store.', [])),
  } as const;
}

export type Instruments = ReturnType<typeof createInstruments>;
