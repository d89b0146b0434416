import { readFileSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { Session } from '../../domain/verification/session.js';
import type { Caller } from '../../model/caller.js';
import { toToolResult } from './answer.js';
import { callTool, type ToolCall, type ToolCallOptions } from './call.js';
import { isOpen, type McpTool, problemTypes, toolsOf, waitSeconds } from './tool.js';

/** Caller and session of a request, which the protocol's messages lack. */
export interface McpRequest {
  readonly caller: Caller;
  /** Absent: it is only being begun. */
  readonly session?: Session;
  readonly requestId: string;
  /** Aborts when the caller has left, or the gateway stops. */
  readonly signal: AbortSignal;
}

const instructions =
  'Tools over the systems of an internet provider. One session is one conversation with one subscriber. What may be shown of ' +
  'a client, or done for them, depends on whether the person has been verified in this session: that holds for 15 minutes. ' +
  'Read `message` of a problem to the person. A call that is made again with the same arguments never writes twice. After ' +
  'OUTCOME_UNKNOWN do not try another way: a person will look.';

/** Builds the shared parts once. @returns a function that creates a protocol server for one request. */
export function createServerFactory(
  options: ToolCallOptions,
  tools: readonly McpTool[],
): (visit: McpRequest) => Server {
  const validator = new AjvJsonSchemaValidator();
  const checks = new Map(tools.map((tool) => [tool, createCheck(validator, tool)]));
  const problems = problemTypes(options.schema);
  const version = readVersion();
  return (visit) => {
    const server = new Server({ name: 'isp-gateway', version }, { capabilities: { tools: {} }, instructions });
    const own = toolsOf(tools, visit.caller);
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: own.map(toListed) }));
    server.setRequestHandler(CallToolRequestSchema, async ({ params }, { _meta, sendNotification }) => {
      const tool = own.find(({ name }) => name === params.name);
      const check = tool && checks.get(tool);
      if (tool === undefined || check === undefined || visit.session === undefined) {
        throw new McpError(ErrorCode.InvalidParams, 'There is no such tool for this token.');
      }
      const token = _meta?.progressToken;
      const onWait = (progress: number): void => {
        if (token === undefined) return;
        const message = { progressToken: token, progress, total: waitSeconds };
        sendNotification({ method: 'notifications/progress', params: message }).catch(() => undefined);
      };
      const given = params.arguments ?? {};
      return run(options, problems, own, { ...visit, session: visit.session, tool, given, check, onWait });
    });
    return server;
  };
}

async function run(
  options: ToolCallOptions,
  problems: ReadonlySet<string>,
  own: readonly McpTool[],
  call: ToolCall,
): Promise<CallToolResult> {
  const answer = await callTool(options, call);
  const isForbidden = answer.errors?.some(({ extensions }) => extensions?.code === 'FORBIDDEN') === true;
  const stepUps = own.filter(({ isStepUp }) => isStepUp).map(({ name }) => name);
  const helps = isForbidden && stepUps.length > 0 && !isOpen(call.tool, call.caller, false);
  const advice = `First verify in this session who the person is: ${stepUps.join(' or ')}.`;
  return toToolResult(answer, problems, helps ? advice : undefined);
}

function toListed({ name, description, inputSchema, annotations }: McpTool): Tool {
  return { name, description, inputSchema: { ...inputSchema, type: 'object' } as Tool['inputSchema'], annotations };
}

function createCheck(validator: AjvJsonSchemaValidator, { inputSchema }: McpTool): ToolCall['check'] {
  const validate = validator.getValidator(inputSchema);
  return (given) => validate(given).errorMessage;
}

function readVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { readonly version?: unknown }).version);
}
