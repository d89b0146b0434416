import { type Signal, signal } from '@preact/signals';
import type { GatewayError, Result } from '../../client/index.js';

/** A part of the page that is asked for by itself. What it showed stays while it is asked again. */
export interface Section<Data> {
  readonly isLoading: boolean;
  /** Null: not asked yet. */
  readonly result: Result<Data> | null;
  /** Error of the latest request: `result` is the one before. */
  readonly error: GatewayError | null;
  /** Time of the answer in milliseconds. */
  readonly at: number;
}

export function createSection<Data>(): Signal<Section<Data>> {
  return signal<Section<Data>>({ isLoading: false, result: null, error: null, at: 0 });
}

/** Asks, and shows what comes unless it was aborted meanwhile. @param keep whether the old answer stays until then. */
export async function fill<Data>(
  section: Signal<Section<Data>>,
  ask: Promise<Result<Data>>,
  { keep, signal: aborted }: { readonly keep: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const before = section.value;
  section.value = { ...before, isLoading: true, result: keep ? before.result : null, error: null };
  const result = await ask;
  if (aborted.aborted) return;
  const hasBefore = keep && before.result !== null && before.result.kind !== 'failed';
  // An old answer with its age is worth more than none.
  section.value =
    result.kind === 'failed' && hasBefore
      ? { ...before, isLoading: false, error: result.errors[0] }
      : { isLoading: false, result, error: null, at: Date.now() };
}

/** Data of a section. Null: none yet, or none at all. */
export function dataIn<Data>({ result }: Section<Data>): Data | null {
  return result === null || result.kind === 'failed' ? null : result.data;
}
