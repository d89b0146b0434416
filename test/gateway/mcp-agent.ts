import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { TestGateway, Who } from './gateway.js';
import { findInAnswer } from './secret.js';

/** What a tool gave: the same as text and as a structure, or the test fails. */
export interface ToolAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly codes: readonly string[];
  readonly isError: boolean;
  /** All that the model reads. */
  readonly text: string;
}

/** A program that lets a model talk to a subscriber. */
export interface Agent {
  readonly sessionId: string;
  tools(): Promise<readonly Tool[]>;
  /** @throws when a model was shown a credential, or any token. */
  call(name: string, given?: object, onProgress?: () => void): Promise<ToolAnswer>;
  /** Ends the conversation. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** A conversation with the official client. @param sessionId of one that was begun before. Default: a new one. */
export async function startAgent(
  gateway: Pick<TestGateway, 'url' | 'token'>,
  who?: Who,
  sessionId?: string,
): Promise<Agent> {
  const headers = { authorization: `Bearer ${gateway.token(who)}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp`), {
    requestInit: { headers },
    ...(sessionId === undefined ? {} : { sessionId }),
  });
  const client = new Client({ name: 'agent', version: '1' });
  // The library's own types are not made for exact optional properties.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    sessionId: transport.sessionId ?? '',
    tools: async () => (await client.listTools()).tools,
    call: async (name, given, onProgress) => {
      const options = onProgress === undefined ? {} : { onprogress: onProgress };
      const params = { name, ...(given === undefined ? {} : { arguments: { ...given } }) };
      const result = await client.callTool(params, undefined, options);
      return read(result as Result);
    },
    end: () => transport.terminateSession(),
    close: () => client.close(),
  };
}

interface Result {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: {
    readonly data?: ToolAnswer['data'] | null;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  readonly isError?: boolean;
}

function read({ content, structuredContent = {}, isError = false }: Result): ToolAnswer {
  const text = content.map((part) => part.text).join('\n');
  const { data, errors = [] } = structuredContent;
  if (content[0]?.text !== JSON.stringify(structuredContent)) throw new Error(`the text is another: ${text}`);
  const leaks = [...findInAnswer(text), ...(/[\w-]+\.[\w-]{43}/.test(text) ? ['an assurance'] : [])];
  if (leaks.length > 0) throw new Error(`a model was shown ${leaks.join(', ')}`);
  return { data: data ?? {}, codes: errors.map(({ extensions }) => extensions.code), isError, text };
}
