import type { ConnectionState, PingTaskStatus } from '../model/ping-task.js';
import { createEnum } from './enum.js';

export const PingTaskStatusEnum = createEnum<PingTaskStatus>('PingTaskStatus', 'Progress of a ping.', {
  PENDING: 'The router is still working on it.',
  COMPLETED: 'It has a result: see `connection`.',
  FAILED: 'The back end could not perform it.',
  TIMED_OUT: 'It had no result within 90 seconds.',
});

export const ConnectionStateEnum = createEnum<ConnectionState>('ConnectionState', 'Result of a ping.', {
  STABLE: 'The equipment answers.',
  INTERMITTENT: 'The equipment answers intermittently: packets are lost.',
  ANTENNA_ONLY: "The antenna answers; the subscriber's own router does not.",
  NO_INTERNET: 'Nothing answers.',
  UNKNOWN: 'The back end uses a value unknown to the gateway.',
});
