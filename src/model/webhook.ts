/** Everything that is announced by webhook. The list is closed; a new word is a promise to its receivers. */
export const webhookTypes = [
  'ping.completed',
  'ticket.created',
  'outage.raised',
  'outage.ended',
  'outcome.resolved',
  'payment.registered',
] as const;

export type WebhookType = (typeof webhookTypes)[number];

/** Something that happened. Ids and facts that are no person's: no name, document, phone number or text of a person. */
export interface WebhookEvent {
  /** The same at every attempt and at every endpoint: `webhook-id`. */
  readonly id: string;
  readonly type: WebhookType;
  /** Time at which it happened, RFC 3339. */
  readonly timestamp: string;
  /** Global id of the client concerned, whose events go out in order. Null: no single client. */
  readonly clientId: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

export const webhookDeliveryStates = ['PENDING', 'DELIVERED', 'DEAD'] as const;

export type WebhookDeliveryState = (typeof webhookDeliveryStates)[number];

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: string;
  readonly event: WebhookEvent;
  /** Hash of the endpoint's URL, which may itself be a secret. */
  readonly endpoint: string;
  /** Host of the endpoint: all of its URL that may be shown. */
  readonly host: string;
  readonly state: WebhookDeliveryState;
  /** Attempts that ended, since the event or its last replay. */
  readonly attempts: number;
  /** Outcome of the last attempt. Null: there was none. */
  readonly lastOutcome: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Time before which no attempt is made. Null unless PENDING. */
  readonly nextAttemptAt: string | null;
}
