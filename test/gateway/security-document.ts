/** Documents that must not run: the rows of reliability.md, section 3, that are about a document. */
export interface DocumentRow {
  readonly row: string;
  readonly http: string;
  /** The same over a WebSocket, where there is such a thing. */
  readonly socket?: string;
  readonly code: string;
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const onTask = (selection: string): string => `subscription { pingTaskChanged ${selection} }`;

/** Fragments of which each spreads the next twice. */
const doubling = (type: string, leaf: string): string =>
  `${times(16, (step) => `fragment F${step} on ${type} { ...F${step + 1} ...F${step + 1} }`)} fragment F16 on ${type} { ${leaf} }`;

const invoices = (inner: string): string => `invoices(first: 1) { nodes { contract { ${inner} } } }`;

/** Eight fields deep, of which the last is given: with a leaf as many as are allowed. Those that a connection adds do not count. */
export const deep = (leaf: string): string =>
  `{ client(by: { serviceId: 1001 }) { ${invoices(invoices(invoices(leaf)))} } }`;

const verify = (index: number): string =>
  `v${index}: verifyClient(input: { clientId: "x", facts: { name: "a b" } }) { __typename }`;

const refused = 'GRAPHQL_VALIDATION_FAILED';

export const documentRows: readonly DocumentRow[] = [
  {
    row: '(5) 16 aliases of __typename',
    http: `{ viewer { ${times(16, (index) => `a${index}: __typename`)} } }`,
    socket: onTask(`{ ${times(16, (index) => `a${index}: __typename`)} }`),
    code: refused,
  },
  {
    row: '(5) 16 aliases in a fragment that is spread twice',
    http: `{ a: viewer { ...F } b: viewer { ...F } } fragment F on Viewer { ${times(7, (index) => `a${index}: subject`)} }`,
    socket: `${onTask('{ ...F client { id } ...F }')} fragment F on PingTask { ${times(8, (index) => `a${index}: id`)} }`,
    code: refused,
  },
  { row: '11 root fields', http: `{ ${times(11, () => 'viewer { subject }')} }`, code: refused },
  {
    row: '11 root fields through a fragment',
    http: `{ viewer { subject } ...F } fragment F on Query { ${times(10, () => 'viewer { subject }')} }`,
    code: refused,
  },
  {
    row: '(6) 2,000 repeated fields',
    http: `{ viewer { ${'subject '.repeat(2_000)} } }`,
    socket: onTask(`{ ${'id '.repeat(2_000)} }`),
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    row: '(7) depth 9',
    http: deep('plan { name }'),
    socket: onTask(`{ client { ${invoices(invoices(invoices('id')))} } }`),
    code: refused,
  },
  {
    row: '(7) depth 9 through fragments',
    http: `${deep('...F')} fragment F on Contract { ...G } fragment G on Contract { ... { plan { name } } }`,
    socket: `${onTask('{ client { ...F } }')} fragment F on Client { ${invoices(invoices(invoices('id')))} }`,
    code: refused,
  },
  {
    row: '(7) depth 500',
    http: `{ ${'viewer { '.repeat(500)} subject ${'} '.repeat(500)} }`,
    socket: onTask(`{ ${'client { '.repeat(500)} id ${'} '.repeat(500)} }`),
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    row: '(8) 16 steps of doubling fragments',
    http: `{ ...F0 } ${doubling('Query', 'viewer { subject }')}`,
    socket: `${onTask('{ ...F0 }')} ${doubling('PingTask', 'id')}`,
    code: refused,
  },
  {
    row: '(9) a fragment that spreads itself',
    http: '{ viewer { ...F } } fragment F on Viewer { subject ...F }',
    socket: `${onTask('{ ...F }')} fragment F on PingTask { id ...F }`,
    code: refused,
  },
  {
    row: '(9) two fragments in a circle',
    http: '{ viewer { ...F } } fragment F on Viewer { ...G } fragment G on Viewer { ...F }',
    socket: `${onTask('{ ...F }')} fragment F on PingTask { ...G } fragment G on PingTask { ...F }`,
    code: refused,
  },
  {
    row: '(10) 10 directives that do not exist',
    http: `{ viewer ${'@aa '.repeat(10)} { subject } }`,
    socket: onTask(`${'@aa '.repeat(10)} { id }`),
    code: refused,
  },
  {
    row: '(10) 51 directives',
    http: `{ viewer { ${times(51, () => 'subject @skip(if: false)')} } }`,
    socket: onTask(`{ ${times(51, () => 'id @skip(if: false)')} }`),
    code: refused,
  },
  {
    row: '(10) 6 directives',
    http: `{ viewer { ${times(6, () => 'subject @skip(if: false)')} } }`,
    socket: onTask(`{ ${times(6, () => 'id @skip(if: false)')} }`),
    code: refused,
  },
  {
    row: '(11) a list in a list, 20,000 times',
    http: `{ nodes(ids: ${'['.repeat(20_000)}`,
    socket: `subscription { pingTaskChanged(filter: ${'['.repeat(20_000)}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  { row: '(11) 5,000 braces', http: '{'.repeat(5_000), socket: '{'.repeat(5_000), code: 'GRAPHQL_PARSE_FAILED' },
  {
    row: '(24) introspection in a circle',
    http: `{ __schema { types { ${times(4, () => 'fields { type {')} name ${'} } '.repeat(4)} } } }`,
    socket: `{ __schema { types { ${times(4, () => 'fields { type {')} name ${'} } '.repeat(4)} } } }`,
    code: refused,
  },
  { row: '(46) 100 aliased verifyClient', http: `mutation { ${times(100, verify)} }`, code: 'GRAPHQL_PARSE_FAILED' },
  { row: '(46) 16 aliased verifyClient', http: `mutation { ${times(16, verify)} }`, code: refused },
  {
    row: 'a document that costs too much: a hundred clients with their invoices and their links',
    http: '{ clients(first: 100) { nodes { invoices(first: 50) { nodes { paymentLinks { url } } } } } }',
    socket: onTask('{ client { tickets(first: 100) { nodes { status client { contracts { id } } } } } }'),
    code: refused,
  },
  {
    row: 'a document that costs too much: four lists of ids',
    http: `{ ${times(4, (index) => `n${index}: nodes(ids: [${times(100, () => '"x"')}]) { id }`)} }`,
    code: refused,
  },
];

/** What is as large as is allowed. */
export const fineDocuments: readonly (readonly [string, string])[] = [
  ['15 aliases', `{ viewer { ${times(15, (index) => `a${index}: __typename`)} } }`],
  ['10 root fields', `{ ${times(10, () => 'viewer { subject }')} }`],
  ['depth 8', deep('id')],
  ['5 directives', `{ viewer { ${times(5, () => 'subject @skip(if: false)')} scopes } }`],
];
