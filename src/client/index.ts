export {
  type Ask,
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type SubscriptionOptions,
} from './client.js';
export type { ErrorCode, GatewayError, NoAnswerCode, UpstreamCode } from './error.js';
export * from './generated/operations.js';
export type { Operation, OperationKind } from './operation.js';
export { dataOf, type Errors, errorAt, OperationFailed, type Result } from './result.js';
export type { ConnectionState } from './socket.js';
