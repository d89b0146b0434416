import fc from 'fast-check';

/** One thing that a client sends, by what it is to the protocol. */
export type Step =
  | { readonly do: 'init'; readonly token: 'good' | 'bad' | 'none' }
  | { readonly do: 'ping' }
  | { readonly do: 'pong' }
  | { readonly do: 'complete'; readonly id: string }
  | { readonly do: 'subscribe'; readonly id: string; readonly to: Subscription }
  | { readonly do: 'nonsense'; readonly text: string };

/** What a subscription comes to: it waits for events, it has one and ends, or it is refused with a code. */
export type Subscription = 'waits' | 'ends' | `${'refused'} ${string}`;

/** The documents of each: `$task` is a ping that has ended. */
export const subscriptions: Readonly<Record<string, string>> = {
  waits: 'subscription { pingTaskChanged(filter: {requestedBy: "nobody"}) { id client { name } } }',
  ends: 'subscription { pingTaskCompleted(id: "$task") { id } }',
  'refused BAD_REQUEST': '{ viewer { subject } }',
  'refused GRAPHQL_PARSE_FAILED': 'subscription {',
  'refused GRAPHQL_VALIDATION_FAILED': 'subscription { nothing { id } }',
  'refused BAD_USER_INPUT': 'subscription { pingTaskCompleted(id: "x") { id } }',
  'refused OPERATION_RESOLUTION_FAILURE':
    'subscription A { pingTaskChanged { id } } subscription B { pingTaskChanged { id } }',
};

const id = fc.constantFrom('1', '2', '3');

/** What is no message of a client's, each for another reason. */
const nonsense = fc.constantFrom(
  '',
  '{',
  'null',
  '[]',
  '"ping"',
  '{}',
  '{"type":"nothing"}',
  '{"type":"connection_ack"}',
  '{"type":"next","id":"1","payload":{}}',
  '{"type":"subscribe"}',
  '{"type":"subscribe","id":"","payload":{"query":"subscription { pingTaskChanged { id } }"}}',
  '{"type":"subscribe","id":1,"payload":{"query":"subscription { pingTaskChanged { id } }"}}',
  '{"type":"subscribe","id":"1","payload":{"query":1}}',
  '{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":"x"}}',
  '{"type":"complete"}',
  '{"type":"connection_init","payload":"token"}',
  '{"type":"ping","payload":1}',
  '{"type":"\\u0000"}',
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('init' as const), token: fc.constantFrom('good', 'bad', 'none') }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step[]>({ do: 'ping' }, { do: 'pong' }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('complete' as const), id }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      id,
      to: fc.constantFrom(...(Object.keys(subscriptions) as Subscription[])),
    }),
  },
  { weight: 1, arbitrary: nonsense.map((text): Step => ({ do: 'nonsense', text })) },
);

/** Most begin as they should: what follows is seldom reached otherwise. */
export const session: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.nat(9), fc.array(step, { minLength: 1, maxLength: 14, size: 'max' }))
  .map(([chance, steps]) => (chance > 0 ? [{ do: 'init', token: 'good' }, ...steps] : steps));

/** What comes back: the messages, in short, and the code with which the socket is closed after them, if it is. */
export interface Expected {
  readonly messages: readonly string[];
  readonly code?: number;
}

/** The server's side of graphql-transport-ws as its PROTOCOL.md tells it, with what this endpoint adds: only subscriptions run. */
export class SocketModel {
  #isOpened = false;
  readonly #running = new Set<string>();

  take(step: Step): Expected {
    switch (step.do) {
      case 'init':
        if (this.#isOpened) return { messages: [], code: 4429 };
        this.#isOpened = true;
        return step.token === 'good' ? { messages: ['connection_ack'] } : { messages: [], code: 4403 };
      case 'ping':
        return { messages: ['pong'] };
      case 'pong':
        return { messages: [] };
      case 'complete':
        this.#running.delete(step.id);
        return { messages: [] };
      case 'nonsense':
        return { messages: [], code: 4400 };
      case 'subscribe':
        return this.#subscribe(step.id, step.to);
    }
  }

  #subscribe(id: string, to: Subscription): Expected {
    if (!this.#isOpened) return { messages: [], code: 4401 };
    if (this.#running.has(id)) return { messages: [], code: 4409 };
    if (to === 'waits') this.#running.add(id);
    if (to === 'waits') return { messages: [] };
    return { messages: to === 'ends' ? [`next ${id}`, `complete ${id}`] : [`error ${id} ${to.slice(8)}`] };
  }
}
