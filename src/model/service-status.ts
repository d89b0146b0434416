export const serviceStatuses = ['ACTIVE', 'DEGRADED', 'SUSPENDED', 'CANCELLED', 'FREE', 'UNKNOWN'] as const;

/** State of the subscriber's service. */
export type ServiceStatus = (typeof serviceStatuses)[number];
