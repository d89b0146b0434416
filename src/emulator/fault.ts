import type { EmulatedAnswer } from './message.js';

/** Fault injected into one call. `when`: before or after the call's effect. */
export type Fault =
  /** `when`: default before. */
  | { readonly kind: 'delay'; readonly ms: number; readonly when?: 'before' | 'after' }
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | {
      readonly kind: 'answer';
      readonly when: 'before' | 'after';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Buffer;
    }
  /** Not settable over the control endpoint, which carries JSON. */
  | { readonly kind: 'rewrite'; readonly rewrite: (answer: EmulatedAnswer) => EmulatedAnswer }
  /** The right answer, broken off in the middle of its body. */
  | { readonly kind: 'cut' }
  /** The right answer as far as the middle of its body, and then silence. */
  | { readonly kind: 'stall' };

export interface FaultRule {
  /** A part of the route's name, as the call log prints it; absent: every route. */
  readonly route?: string;
  /** A part of the path with its query, as it was asked; absent: every one. */
  readonly path?: string;
  readonly fault: Fault;
  /**
   * Matching calls to let pass first.
   * @default 0
   */
  readonly skip?: number;
  /**
   * Matching calls to spoil.
   * @default all
   */
  readonly times?: number;
}
