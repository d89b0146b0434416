import type { Router } from './wire/endpoint.js';

/** A dialect in service: where its requests go, and the end of what it has cached, by time or by a new start. */
export interface Dialect {
  readonly route: Router;
  expire(): void;
  restart(): void;
}
