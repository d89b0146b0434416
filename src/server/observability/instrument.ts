import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Of operations and back-end calls: an answer from a cache takes a millisecond, and nothing may take longer than 20 s. */
const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** Up to the longest time for which anything may stand in for an answer. */
const ages = [1, 5, 15, 30, 60, 120, 300, 600];

/**
 * Metrics of the gateway, defined once for `/metrics` and the OpenTelemetry collector. Labels are fixed words, names of back ends and path
 * templates, never text of a client or a person.
 * @param hasTenants true: those of an ISP have the label `tenant`, an id of the configuration.
 */
export function createInstruments(registry: Registry, hasTenants = false) {
  const options = createOptions(registry, hasTenants);
  return { ...createOperationInstruments(options), ...createStateInstruments(options) } as const;
}

/** Of a process for several ISPs. */
export function createReloadCounter(registry: Registry) {
  const options = createOptions(registry, false);
  return new Counter(
    options('tenant_reloads_total', 'Readings of the tenants’ files while serving, by outcome.', ['outcome']),
  );
}

type Options = ReturnType<typeof createOptions>;

function createOptions(registry: Registry, hasTenants: boolean) {
  return <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => ({
    name: `isp_gateway_${name}`,
    help,
    labelNames: [...labelNames, ...(hasTenants ? ['tenant' as const] : [])],
    registers: [registry],
  });
}

/** Operations, and the calls and cache reads that they make. */
function createOperationInstruments(options: Options) {
  return {
    operations: new Histogram({
      ...options('operation_duration_seconds', 'Duration of operations and of subscription events.', [
        'kind',
        'outcome',
      ]),
      buckets: durations,
    }),
    refusals: new Counter(
      options('refused_requests_total', 'HTTP requests answered with a status of 400 or more.', ['status']),
    ),
    requests: new Histogram({
      ...options('backend_request_duration_seconds', 'Duration of each request sent to a back end.', [
        'backend',
        'kind',
        'route',
        'outcome',
      ]),
      buckets: durations,
    }),
    calls: new Counter(
      options('backend_calls_total', 'Back-end calls by outcome, after retries; unsent ones included.', [
        'backend',
        'kind',
        'outcome',
      ]),
    ),
    hedges: new Counter(
      options('backend_hedges_total', 'Reads attempted twice at once, by the attempt that answered first.', [
        'backend',
        'kind',
        'by',
      ]),
    ),
    concurrency: new Gauge(
      options('backend_concurrency_limit', 'Calls that a back end is given at once.', ['backend', 'kind']),
    ),
    backendStates: new Gauge(
      options('backend_state', '1 for the state that a back end is in, 0 for the others.', ['backend', 'state']),
    ),
    breakers: new Gauge(
      options('breaker_state', '1 for the state that a breaker is in, 0 for the others.', ['backend', 'kind', 'state']),
    ),
    listAges: new Gauge(
      options('client_list_age_seconds', 'Age of the list of clients that is searched. Absent while there is none.', [
        'backend',
      ]),
    ),
    cacheAges: new Histogram({
      ...options('cache_answer_age_seconds', 'Age of answers from a cache, fresh or stale.', [
        'backend',
        'kind',
        'outcome',
      ]),
      buckets: ages,
    }),
    cacheMisses: new Counter(
      options('cache_misses_total', 'Cache reads that called the back end or joined a call in flight.', [
        'backend',
        'kind',
        'outcome',
      ]),
    ),
  };
}

/** Connections, pings, writes and the store. */
function createStateInstruments(options: Options) {
  return {
    sockets: new Gauge(options('sockets', 'Open WebSockets.', [])),
    socketEnds: new Counter(options('socket_ends_total', 'Closed WebSockets by close code.', ['code'])),
    subscriptions: new Gauge(options('subscriptions', 'Running subscriptions.', [])),
    subscriptionEnds: new Counter(options('subscription_ends_total', 'Ended subscriptions by reason.', ['reason'])),
    pingTasks: new Gauge(
      options('ping_tasks', 'Ping tasks in the store by status, the newest thousand, over all instances.', ['status']),
    ),
    pingPolls: new Counter(options('ping_polls_total', 'Polls of ping tasks by reading.', ['reading'])),
    pingEnds: new Counter(options('ping_ends_total', 'Ping tasks whose end this instance saw, by status.', ['status'])),
    idempotencyTransitions: new Counter(
      options('ledger_moves_total', 'Writes by idempotency state reached.', ['operation', 'state']),
    ),
    writes: new Counter(
      options('writes_total', 'Writes by outcome for their callers, replays included.', ['operation', 'outcome']),
    ),
    webhooks: new Counter(
      options('webhook_attempts_total', 'Attempts to deliver a webhook, by type of event and outcome.', [
        'type',
        'outcome',
      ]),
    ),
    unsettledWrites: new Gauge(
      options('unsettled_writes', 'Writes of unknown outcome in the store, over all instances.', [
        'operation',
        'backend',
        'state',
      ]),
    ),
    resolvedWrites: new Counter(
      options('resolved_writes_total', 'Writes of unknown outcome that were found out or left to a person.', [
        'operation',
        'backend',
        'result',
        'by',
      ]),
    ),
    storeReachable: new Gauge(
      options('store_reachable', '1 while the store answers, 0 while requests are refused because it does not.', [
        'store',
      ]),
    ),
    storeFaults: new Counter(options('store_faults_total', 'Connection errors of the store.', [])),
  };
}

export type Instruments = ReturnType<typeof createInstruments>;
