import { setImmediate } from 'node:timers/promises';

/** Items processed before the event loop runs again: a few milliseconds of the slowest work, so that other requests do not wait. */
export const sliceSize = 500;

/**
 * Goes through many items without keeping everybody else waiting: the event loop takes a turn after each few hundred.
 * @param size how many at once. Default: for work of some microseconds an item.
 */
export async function forEachInSlices<Item>(
  items: Iterable<Item>,
  run: (item: Item, index: number) => void,
  size: number = sliceSize,
): Promise<void> {
  let index = 0;
  for (const item of items) {
    if (index > 0 && index % size === 0) await setImmediate();
    run(item, index);
    index += 1;
  }
}
