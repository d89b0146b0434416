import type { ClientChange } from '../model/client.js';
import type { Diagnosis } from '../model/diagnosis.js';
import type { Outage } from '../model/outage.js';
import type { PingTask } from '../model/ping-task.js';
import type { WriteRecord } from '../model/write-record.js';
import type { ZonePing } from '../model/zone-ping.js';

/**
 * Events between instances. Each listener receives an event once, and those of one publisher in order. An instance that was cut off
 * receives on its return the events it missed, as far as the store still has them: a caller that must not miss any reads the repository
 * after subscribing. Listeners must not throw.
 */
export interface EventBus {
  /**
   * Returns once the listeners of this instance have received it. Never fails: while the store is out of reach only they receive it,
   * possibly again on its return.
   */
  publish<Topic extends keyof Events>(topic: Topic, event: Events[Topic]): Promise<void>;
  /** @returns the way to stop listening. */
  subscribe<Topic extends keyof Events>(topic: Topic, listener: (event: Events[Topic]) => void): () => void;
  /**
   * Publishes `client-purged` and withdraws earlier events of the client that are still undelivered. Unlike `publish` it fails when other
   * instances cannot be reached.
   */
  purge(clientId: string): Promise<void>;
}

export interface Events {
  readonly 'ping-task': PingTask;
  readonly 'zone-ping': ZonePing;
  readonly outage: Outage;
  readonly diagnosis: Diagnosis;
  readonly 'client-written': ClientWritten;
  /** It is no longer known, or no longer unknown, how a write ended. */
  readonly 'write-outcome': WriteRecord;
  /** A write to the client ended with an unknown outcome. */
  readonly 'client-doubted': { readonly clientId: string };
  /** Everything stored about the client is to be deleted. */
  readonly 'client-purged': { readonly clientId: string };
}

/** A client was changed through the gateway, which the back end's caches may not show yet. */
export interface ClientWritten {
  /** Of this one writing. */
  readonly id: string;
  readonly clientId: string;
  readonly change: ClientChange;
}
