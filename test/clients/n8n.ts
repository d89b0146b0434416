import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';

interface WorkflowNode {
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly onError?: string;
}

export interface Workflow {
  readonly nodes: readonly WorkflowNode[];
  readonly connections: Readonly<Record<string, { readonly main: readonly (readonly { readonly node: string }[])[] }>>;
}

interface Item {
  readonly json: unknown;
}

/** What n8n's GraphQL node hands to n8n for it to send. */
interface RequestOptions {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: boolean;
  readonly body: unknown;
}

interface NodeClass {
  new (): {
    readonly description: { readonly version: readonly number[] };
    execute(this: object): Promise<readonly (readonly Item[])[]>;
  };
}

/** What the node takes from n8n besides the request: the names of its errors. */
const workflowPackage = `
class NodeOperationError extends Error { constructor(node, message) { super(message); } }
class NodeApiError extends Error { constructor(node, errors, { message }) { super(message); this.errors = errors; } }
exports.ExecutionBaseError = Error;
Object.assign(exports, { NodeOperationError, NodeApiError, NodeConnectionTypes: { Main: 'main' } });
`;
const genericFunctions =
  'exports.getAllowedDomains = () => undefined; exports.getOAuth2AdditionalParameters = () => undefined;';

/** Fetches the newest GraphQL node of n8n, without the hundred packages of the nodes beside it. */
export async function fetchNode(folder: string): Promise<NodeClass> {
  const run = promisify(execFile);
  const { stdout } = await run('npm', ['pack', 'n8n-nodes-base', '--silent'], { cwd: folder });
  await run('tar', ['-xzf', stdout.trim(), 'package/dist/nodes/GraphQL', 'package/package.json'], { cwd: folder });
  const nodes = join(folder, 'package/dist/nodes');
  const files = {
    [join(folder, 'package/node_modules/n8n-workflow/index.js')]: workflowPackage,
    [join(nodes, 'HttpRequest/GenericFunctions.js')]: genericFunctions,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const { GraphQL } = createRequire(import.meta.url)(join(nodes, 'GraphQL/GraphQL.node.js')) as {
    readonly GraphQL: NodeClass;
  };
  return GraphQL;
}

export interface Sender {
  readonly endpoint: string;
  /** Asks the sign-in for a token. */
  signIn(): Promise<string>;
}

/** Runs the GraphQL nodes one after the other, as n8n does. @returns the items that each gave, by its name */
export async function runWorkflow(
  path: string,
  Node: NodeClass,
  { endpoint, signIn }: Sender,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const { nodes, connections } = JSON.parse(await readFile(path, 'utf8')) as Workflow;
  const requestOAuth2 = createOAuth2(signIn);
  const results: Record<string, readonly unknown[]> = {};
  const execution = { id: String(Date.now()) };
  let input: readonly Item[] = [{ json: {} }];
  let name = 'Start';
  for (;;) {
    const next = connections[name]?.main[0]?.[0]?.node;
    const node = nodes.find((each) => each.name === next);
    if (node === undefined) return results;
    const instance = new Node();
    if (!instance.description.version.includes(node.typeVersion)) throw new Error(`no version ${node.typeVersion}`);
    const parameters = { ...node.parameters, endpoint };
    const [output = []] = await instance.execute.call(createContext(node, parameters, input, execution, requestOAuth2));
    results[node.name] = output.map(({ json }) => json);
    input = output;
    name = node.name;
  }
}

type Request = (credential: string, options: RequestOptions) => Promise<{ readonly body: unknown }>;

function createContext(
  node: WorkflowNode,
  parameters: Readonly<Record<string, unknown>>,
  input: readonly Item[],
  $execution: object,
  requestOAuth2: Request,
): object {
  const evaluate = (given: unknown): unknown => {
    const [, expression] = typeof given === 'string' ? (/^=\{\{(.*)\}\}$/s.exec(given) ?? []) : [];
    return expression === undefined ? given : runInNewContext(expression, { $json: input[0]?.json, $execution });
  };
  return {
    getInputData: () => input,
    getNode: () => node,
    getNodeParameter: (name: string, _index: number, otherwise: unknown) =>
      // What a workflow does not say has the value that the form shows: an empty list of headers, JSON, POST.
      name in parameters ? evaluate(parameters[name]) : (otherwise ?? (name === 'responseFormat' ? 'json' : undefined)),
    getCredentials: async () => ({}),
    continueOnFail: () => node.onError?.startsWith('continue') ?? false,
    helpers: {
      requestOAuth2,
      returnJsonArray: (data: unknown) => [data].flat().map((json) => ({ json })),
      constructExecutionMetaData: (items: readonly Item[]) => items,
    },
  };
}

/** Sends as n8n does with an OAuth2 credential: after a 401 it asks for a new token and sends once more. */
function createOAuth2(signIn: () => Promise<string>): Request {
  let token: string | null = null;
  return async (_credential, { method, uri, headers, json, body }) => {
    const send = async (): Promise<Response> => {
      token ??= await signIn();
      const sent = {
        ...(json === true ? { accept: 'application/json' } : {}),
        ...headers,
        authorization: `Bearer ${token}`,
      };
      return fetch(uri, { method, headers: sent, body: json === true ? JSON.stringify(body) : String(body) });
    };
    let response = await send();
    if (response.status === 401) {
      token = null;
      response = await send();
    }
    return { body: json === true ? await response.json() : await response.text() };
  };
}
