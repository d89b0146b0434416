import type { OperatorClientQuery } from '../../../client/index.js';

export type ShownClient = NonNullable<OperatorClientQuery['client']>;
