import { createHash } from 'node:crypto';
import type { WebhookEvent, WebhookType } from '../../model/webhook.js';

/** Something that is to be announced. */

export interface Occurrence extends Omit<WebhookEvent, 'id'> {
  readonly type: WebhookType;
  /** Distinguishes it from every other of its type: announced again, it is the same event. */
  readonly key: string;
}
/** The same occurrence is the same event on every instance. */

export function toEvent({ key, ...occurrence }: Occurrence): WebhookEvent {
  const hash = createHash('sha256').update(`${occurrence.type}\n${key}`).digest('base64url');
  return { id: `evt_${hash.slice(0, 22)}`, ...occurrence };
}
