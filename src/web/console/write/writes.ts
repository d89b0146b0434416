import { type ReadonlySignal, signal } from '@preact/signals';
import type { Client } from '../../../client/index.js';
import type { Preferences } from '../preference.js';
import {
  createIntent,
  createIntentStore,
  createKey,
  forgetIntents,
  type Intent,
  type IntentSubject,
  isSame,
} from './sending/intent.js';
import { isSettled, type Outcome } from './sending/result.js';
import { send } from './sending/send.js';

/** What the operator writes: one at a time is shown, and each is asked for once. */
export interface Writes {
  /** The one in the dialog. */
  readonly shown: ReadonlySignal<Intent | null>;
  readonly outcome: ReadonlySignal<Outcome | null>;
  readonly isSending: ReadonlySignal<boolean>;
  /** Shows the dialog: of the same write that was sent without a clear answer, where there is one. */
  begin(subject: IntentSubject): void;
  change(values: Readonly<Record<string, string>>): void;
  /** Sends it, or asks again under the same key. @param more values that the outcome before calls for. */
  submit(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Hides the dialog. What was sent and not answered is kept, for `begin` to show again. */
  hide(): void;
  /** Hides it, and keeps nothing. */
  discard(): void;
  end(): void;
}

/** @param onAnswer called for what became of each write. */
export function createWrites(
  client: Client,
  { language }: Preferences,
  onAnswer: (intent: Intent, outcome: Outcome) => Promise<void>,
): Writes {
  const intents = createIntentStore();
  const shown = signal<Intent | null>(intents.open);
  const outcome = signal<Outcome | null>(null);
  const isSending = signal(false);
  let isOver = false;
  const show = (intent: Intent | null): void => {
    shown.value = intent;
    outcome.value = null;
  };
  const discard = (): void => {
    if (shown.value !== null) intents.remove(shown.value);
    show(null);
  };

  const settle = (intent: Intent, answer: Outcome): void => {
    const isShown = shown.value !== null && isSame(shown.value, intent);
    const isFinal = isSettled(answer);
    const after = isFinal ? toUnsent(intent) : intent;
    if (answer.kind === 'done' || (isFinal && !isShown)) intents.remove(intent);
    else intents.keep({ ...after, isOpen: isShown });
    if (!isShown) return;
    shown.value = after;
    outcome.value = answer;
  };

  const submit = async (more: Readonly<Record<string, string>> = {}): Promise<void> => {
    const before = shown.value;
    if (before === null || isSending.value) return;
    const intent = { ...before, values: { ...before.values, ...more }, isSent: true };
    // Without a place for the key a reload would send under another one.
    if (!intents.keep(intent)) return;
    show(intent);
    isSending.value = true;
    const answer = await send(client, intent, language.value.toUpperCase() as 'ES' | 'EN' | 'PT');
    isSending.value = false;
    if (isOver) return;
    settle(intent, answer);
    await onAnswer(intent, answer);
  };

  return {
    shown,
    outcome,
    isSending,
    begin: (subject) => {
      const intent = { ...(intents.find(subject) ?? createIntent(subject)), isOpen: true };
      intents.keep(intent);
      show(intent);
    },
    change: (values) => {
      const { value } = shown;
      if (value === null || value.isSent) return;
      shown.value = { ...value, values: { ...value.values, force: '', ...values } };
      intents.keep(shown.value);
    },
    submit,
    hide: () => {
      const { value } = shown;
      // An unknown outcome was read by now, with its reference.
      if (value?.isSent !== true || outcome.value?.kind === 'unknown') return discard();
      intents.keep({ ...value, isOpen: false });
      show(null);
    },
    discard,
    end: () => {
      isOver = true;
      forgetIntents();
    },
  };
}

/** What is changed and sent after a clear answer is another request, under another key. */
function toUnsent(intent: Intent): Intent {
  return { ...intent, isSent: false, idempotencyKey: createKey() };
}
