/** `report` confirms a reported payment, and `rejection` rejects one; `outcome` settles a write; `zone` pings one. */
export type WriteKind = 'ticket' | 'promise' | 'phone' | 'payment' | 'report' | 'rejection' | 'outcome' | 'zone';

/** What an operator is about to write, or has sent without an answer yet. */
export interface Intent {
  readonly kind: WriteKind;
  /** Global id of the client who has to be shown for it. Empty: no client has to be. */
  readonly clientId: string;
  /** What else it is about: the invoice of a payment, the report, the reference of a write, the number of a zone. */
  readonly about: string;
  /** The same for as long as the values may have been sent, also after a reload: the gateway writes once for a key. */
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
  /** True from the moment of sending until a clear answer: then the values are fixed. */
  readonly isSent: boolean;
  /** Shown now. */
  readonly isOpen: boolean;
}

/** For as long as the tab is open, as the token is; they hold what was typed. */
const storageKey = 'isp-gateway.intents';

/** Intents that outlive a reload. */
export interface IntentStore {
  /** The one that was in the dialog. */
  readonly open: Intent | null;
  find(subject: IntentSubject): Intent | null;
  /** @returns false where the browser keeps nothing. */
  keep(intent: Intent): boolean;
  remove(intent: Intent): void;
}

export type IntentSubject = Pick<Intent, 'kind' | 'clientId' | 'about' | 'values'>;

export function createIntentStore(): IntentStore {
  let kept = read();
  const write = (): boolean => {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  };
  const others = (subject: IntentSubject): readonly Intent[] => kept.filter((each) => !isSame(each, subject));
  return {
    open: kept.find(({ isOpen }) => isOpen) ?? null,
    find: (subject) => kept.find((each) => isSame(each, subject)) ?? null,
    keep: (intent) => {
      kept = [...others(intent), intent];
      return write();
    },
    remove: (intent) => {
      kept = others(intent);
      write();
    },
  };
}

function read(): readonly Intent[] {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as readonly Intent[];
  } catch {
    return [];
  }
}

/** True for the same kind of write about the same thing: of those there is one at a time. */
export function isSame(left: IntentSubject, right: IntentSubject): boolean {
  return left.kind === right.kind && left.clientId === right.clientId && left.about === right.about;
}

export function forgetIntents(): void {
  sessionStorage.removeItem(storageKey);
}

export function createIntent(subject: IntentSubject): Intent {
  return { ...subject, idempotencyKey: createKey(), isSent: false, isOpen: true };
}

/** A random one; `crypto.randomUUID` is missing where a page came by plain HTTP. */
export function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
