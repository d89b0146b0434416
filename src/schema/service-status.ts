import type { ServiceStatus } from '../model/service-status.js';
import { createEnum } from './enum.js';

export const ServiceStatusEnum = createEnum<ServiceStatus>('ServiceStatus', "State of a subscriber's service.", {
  ACTIVE: 'The service runs.',
  DEGRADED: 'The service runs at reduced speed, usually because of debt.',
  SUSPENDED: 'The service is suspended, usually because of debt.',
  CANCELLED: 'The subscriber has left.',
  FREE: 'The service runs free of charge.',
  UNKNOWN: 'The back end provides none, or a value unknown to the gateway: see its own word beside it.',
});
