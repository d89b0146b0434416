export {
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type RunOperation,
  type SubscriptionOptions,
} from './client.js';
export type { BackendErrorCode, ErrorCode, GatewayError, NoResponseCode } from './error.js';
export * from './generated/operations.js';
export type { DocumentText, DocumentTypes, OperationDocument, OperationKind, TypedDocument } from './operation.js';
export { dataOf, type Errors, errorAt, OperationFailed, type Result } from './result.js';
export type { ConnectionState } from './socket.js';
