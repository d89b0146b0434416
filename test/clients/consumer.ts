/** Files of a project of somebody else, which uses the package with operations of its own. */
export const consumerFiles: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "consumer", "private": true, "type": "module" }',

  'operations/own.graphql': `
    query PlanNames { plans { name ...PlanPrice } }
    fragment PlanPrice on Plan { price { amount currency } }
    mutation Report($input: CreateTicketInput!) {
      createTicket(input: $input) {
        __typename
        ... on CreateTicketSuccess { replayed ticket { ticketId } }
        ... on ZoneFull { maxTickets }
      }
    }
    mutation Ping($input: StartPingInput!) {
      startPing(input: $input) { __typename ... on StartPingSuccess { pingTask { id } } }
    }
    subscription PingDone($id: ID!) { pingTaskCompleted(id: $id) { connection } }
  `,

  'codegen.yml': `
    schema: schema.graphql
    documents: operations/*.graphql
    importExtension: .js
    config: &config
      useTypeImports: true
      enumsAsTypes: true
      immutableTypes: true
      scalars:
        { Currency: string, Date: string, DateTime: string, Decimal: string, EmailAddress: string, ID: string, IP: string,
          Latitude: number, Longitude: number, MAC: string, PhoneNumber: string, URL: string }
    generates:
      src/operations.ts:
        plugins: [typescript-operations, isp-gateway-client/codegen]
      src/trees/: { preset: client, config: *config }
      src/texts/: { preset: client, config: { documentMode: string } }
  `,

  'src/main.ts': `
import { type Client, createClient, dataOf, type Result } from 'isp-gateway-client';
import { PingDocument, PingDoneDocument, PlanNamesDocument, ReportDocument, type ReportMutation } from './operations.js';
import { PingDoneDocument as PingDoneText, PlanNamesDocument as PlanNamesText } from './texts/graphql.js';
import { PingDoneDocument as PingDoneTree, PlanNamesDocument as PlanNamesTree, ReportDocument as ReportTree } from './trees/graphql.js';

declare const process: { readonly argv: readonly string[] };

const [, , url = '', token = '', document = '', clientId = '', pingable = ''] = process.argv;

/** Loses the first answer: the operation is sent again, or not. */
let lost = 0;
const losing: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  if (lost === 0) return answer;
  lost -= 1;
  await answer.text();
  throw new TypeError('fetch failed');
};
// By a name that no compiler follows: its types want those of Node, which old compilers cannot read.
const webSockets: string = 'ws';
const { default: webSocketImpl } = await import(webSockets);
const client: Client = createClient({ url, token, webSocketImpl, fetch: losing });

const card = dataOf(await client.clientCard({ document })).client;
console.log(card?.name);

type Plans = { readonly plans: readonly { readonly name?: string | null }[] };
const names = (result: Result<Plans>): string => dataOf(result).plans.map(({ name }) => name).join();
const plans = [
  names(await client.request(PlanNamesDocument)),
  names(await client.request(PlanNamesTree)),
  names(await client.request(PlanNamesText)),
  names(await client.request<Plans>('{ plans { name } }')),
];
console.log(new Set(plans).size, plans[0] !== '');

const input = { clientId, subject: 'No Tiene Internet', description: 'Desde ayer' };
lost = 1;
console.log(tell(dataOf(await client.request(ReportDocument, { input: { ...input, idempotencyKey: 'consumer-1' } }))));
lost = 1;
const again = dataOf(await client.request(ReportTree, { input: { ...input, idempotencyKey: 'consumer-1' } }));
console.log(again.createTicket.__typename);

const ping = dataOf(await client.request(PingDocument, { input: { clientId: pingable } })).startPing;
if (ping.__typename !== 'StartPingSuccess') throw new Error(ping.__typename);
const variables = { id: ping.pingTask.id };
type Done = { readonly pingTaskCompleted: { readonly connection?: string | null } };
const results: readonly AsyncIterable<Result<Done>>[] = [
  client.subscribe(PingDoneDocument, variables),
  client.subscribe(PingDoneTree, variables),
  client.subscribe(PingDoneText, variables),
  client.subscribe<Done>('subscription ($id: ID!) { pingTaskCompleted(id: $id) { connection } }', variables),
];
for (const result of results)
  for await (const event of result) console.log(dataOf(event).pingTaskCompleted.connection);
client.close();

export function tell({ createTicket }: ReportMutation): string {
  switch (createTicket.__typename) {
    case 'CreateTicketSuccess':
      return \`replayed: \${createTicket.replayed}\`;
    case 'ZoneFull':
      return String(createTicket.maxTickets);
    default:
      return createTicket.__typename;
  }
}

/** Calls that must not compile. */
export async function refused(): Promise<void> {
  // @ts-expect-error a variable is missing
  await client.request(ReportDocument);
  // @ts-expect-error a variable of another type
  await client.request(ReportTree, { input: 1 });
  // @ts-expect-error a variable of another name
  client.subscribe(PingDoneText, { name: 'x' });
  // @ts-expect-error a subscription has no single answer
  await client.request(PingDoneDocument, variables);
  // @ts-expect-error a field that was not asked for
  dataOf(await client.request(PlanNamesTree)).clients;
  // @ts-expect-error the data of text are unknown
  dataOf(await client.request('{ plans { name } }')).plans;
  // @ts-expect-error a number is no document
  await client.request(1);
}
`,
};

/** Settings as strict as any project has them. @param moduleResolution `NodeNext` or `Bundler` */
export function settingsFor(moduleResolution: 'NodeNext' | 'Bundler'): string {
  return JSON.stringify({
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      target: 'ES2022',
      module: moduleResolution === 'Bundler' ? 'ESNext' : 'NodeNext',
      moduleResolution,
      lib: ['ES2022', 'DOM'],
      types: [],
      skipLibCheck: false,
      rootDir: 'src',
      outDir: 'out',
    },
    include: ['src'],
  });
}
