/** Part of an exchange that has a time of its own. `request`: the whole. */
export type Phase = 'lookup' | 'connect' | 'secureConnect' | 'request';

/** Circumstances of a request without an answer. */
export interface NoAnswerFacts {
  /** False: the connection never stood, TLS included, so that no byte of the request can have left. */
  readonly mayHaveArrived: boolean;
  /** True: the other side had closed a reused connection before an answer began. Default false. */
  readonly wasClosed?: boolean;
  /** Phase that took too long. */
  readonly phase?: Phase | undefined;
}

/** Code of an answer that is refused: there is more of it than may be, or another protocol in its place. */
export type Refusal = 'too large' | 'another protocol';

/** A request without an answer. Holds neither its address nor a word of it. */
export class NoAnswer extends Error implements NoAnswerFacts {
  readonly mayHaveArrived: boolean;
  readonly wasClosed: boolean;
  readonly phase: Phase | undefined;

  /** @param code of the system, the HTTP parser or the decompression, or a refusal. */
  constructor(
    readonly code: string,
    { mayHaveArrived, wasClosed = false, phase }: NoAnswerFacts,
  ) {
    super(code);
    this.mayHaveArrived = mayHaveArrived;
    this.wasClosed = wasClosed;
    this.phase = phase;
  }
}

/** @returns the code of an error of Node, `unknown` when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
