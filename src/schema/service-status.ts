import type { ServiceStatus } from '../model/client.js';
import { createEnum } from './enum.js';

export const ServiceStatusEnum = createEnum<ServiceStatus>('ServiceStatus', "Whether a subscriber's service runs.", {
  ACTIVE: 'It runs.',
  DEGRADED: 'It runs at reduced speed, as a rule because of debt.',
  SUSPENDED: 'It is cut off, as a rule because of debt.',
  CANCELLED: 'The subscriber has left.',
  FREE: 'It runs and is not charged for.',
  UNKNOWN: 'The back end does not say, or in a word that has no name here: its own word stands beside it.',
});
